"""A mark that is another one after every change of what agreements give; partners counted by province."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"


def upgrade() -> None:
    op.create_table(
        "territory_stamp",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory_stamp")),
    )
    op.create_index(op.f("ix_account_status_kind_province"), "account", ["status", "kind", "province"])


def downgrade() -> None:
    op.drop_index(op.f("ix_account_status_kind_province"), table_name="account")
    op.drop_table("territory_stamp")
