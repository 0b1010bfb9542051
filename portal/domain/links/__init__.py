"""Which things of an account have to do with each other."""
