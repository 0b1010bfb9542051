"""Engine, session, one transaction per request, and the differences between SQLite and PostgreSQL."""
