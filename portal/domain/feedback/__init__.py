"""What partners tell us, and what became of it."""
