"""On PostgreSQL the words of each kind of thing have an index of their own."""

from alembic import op

from portal.search import schema

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL maintenance_work_mem = '256MB'")  # a million entries hold seventy million words
        op.execute("DROP INDEX IF EXISTS ix_search_entry_words")
        schema.drop(op.get_bind())
        schema.create(op.get_bind())


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        schema.drop(op.get_bind())
        op.execute("CREATE INDEX ix_search_entry_words ON search_entry USING gin (words)")
