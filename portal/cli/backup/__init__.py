"""Backups: the whole instance in one file that says what it holds, the same from either engine (RE8)."""
