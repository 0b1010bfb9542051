"""What lies ahead of accounts in the next ninety days, as the worker found it."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INDEXES = (["account_id"], ["day", "id"], ["kind", "day", "id"])


def upgrade() -> None:
    op.create_table(
        "radar_item",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("province", sa.String(length=6), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_radar_item_account_id_account")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_radar_item_owner_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_radar_item")),
    )
    for columns in INDEXES:
        op.create_index(op.f(f"ix_radar_item_{'_'.join(columns)}"), "radar_item", columns, unique=False)


def downgrade() -> None:
    op.drop_table("radar_item")
