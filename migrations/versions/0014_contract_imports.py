"""An import says what it is about; its rows may be agreements and clauses.

The default stays in the database: to take it off, SQLite would have to make the table anew, which fails while rows
point at it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("import_batch", sa.Column("subject", sa.String(length=12), nullable=False, server_default="accounts"))
    op.add_column(
        "import_row", sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("import_row", "contract_id")
    op.execute("DELETE FROM import_row WHERE batch_id IN (SELECT id FROM import_batch WHERE subject <> 'accounts')")
    op.execute("DELETE FROM import_batch WHERE subject <> 'accounts'")
    op.drop_column("import_batch", "subject")
