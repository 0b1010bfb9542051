"""Endpoints remember from which event on they were told too little."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("hook") as table:
        table.add_column(sa.Column("behind_from", BIG, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("hook") as table:
        table.drop_column("behind_from")
