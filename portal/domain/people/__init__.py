"""Logins, the memberships and staff posts they act in, their sessions and their secrets."""
