"""Somebody of us leaves or changes: what is theirs goes to who comes after, in one step that can be undone."""
