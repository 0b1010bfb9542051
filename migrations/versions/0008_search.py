"""The search index."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from portal.search.schema import create, drop

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("words", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_search_entry_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
    )
    op.create_index(op.f("ix_search_entry_account_id_id"), "search_entry", ["account_id", "id"], unique=False)
    create(op.get_bind())


def downgrade() -> None:
    drop(op.get_bind())
    op.drop_index(op.f("ix_search_entry_account_id_id"), table_name="search_entry")
    op.drop_table("search_entry")
