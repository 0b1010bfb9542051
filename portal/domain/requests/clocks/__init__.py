"""The clock of a request: what we promise by which policy, what stops it, and why a deadline is where it is."""
