"""Contacts and openings had two indexes of the same columns: the constraint that makes them parents brings its own."""

from alembic import op

revision = "0062"
down_revision = "0061"

TABLES = ("contact", "opportunity")


def upgrade() -> None:
    for table in TABLES:
        op.drop_index(op.f(f"ix_{table}_account_id_id"), table_name=table)


def downgrade() -> None:
    for table in TABLES:
        op.create_index(op.f(f"ix_{table}_account_id_id"), table, ["account_id", "id"])
