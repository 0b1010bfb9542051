"""Two accounts that are the same one: found, kept apart with a reason, or made one, which can be undone."""
