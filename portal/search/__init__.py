"""One entry per findable thing, kept in the transaction of the change: FTS5 on SQLite, tsvector on PostgreSQL."""
