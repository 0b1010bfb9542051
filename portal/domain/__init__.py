"""The business: what an account, a contract, a request is, and the rules that bind them."""
