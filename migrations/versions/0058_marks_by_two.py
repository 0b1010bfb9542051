"""Two of us take a mark off a contact that stops gifts."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("contact", sa.Column("lift_of", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("contact", sa.Column("lift_reason", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("contact", sa.Column("lift_by_id", BIG, nullable=True))


def downgrade() -> None:
    for column in ("lift_by_id", "lift_reason", "lift_of"):
        op.drop_column("contact", column)
