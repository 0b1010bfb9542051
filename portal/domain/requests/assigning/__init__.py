"""Rules that give new requests to somebody: what they say, whom they find, and applying them."""
