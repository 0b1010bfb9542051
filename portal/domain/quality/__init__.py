"""How good the archive is: completeness, what was confirmed when, the gaps, and the work that closes them."""
