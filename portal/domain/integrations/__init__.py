"""Programs of others that read and file: what each may do, where it is told of events, what changed for it."""
