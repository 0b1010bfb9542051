"""The sales ledger, and the kept sums of twelve months."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0037"
down_revision = "0036"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sales_month",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("product_id", BIG, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount", BIG, nullable=False),
        sa.Column("boxes", sa.Integer(), nullable=False),
        sa.Column("gross_profit", BIG, nullable=False),
        sa.Column("import_no", sa.String(length=20), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sales_month_account_id_account")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_sales_month_product_id_product")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_month")),
        sa.UniqueConstraint(
            "account_id", "month", "product_id", name=op.f("uq_sales_month_account_id_month_product_id")
        ),
    )
    op.create_index(op.f("ix_sales_month_month_account_id"), "sales_month", ["month", "account_id"])
    op.create_table(
        "trailing_year",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount", BIG, nullable=False),
        sa.Column("gross_profit", BIG, nullable=False),
        sa.Column("first_month", sa.Date(), nullable=True),
        sa.Column("last_month", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_trailing_year_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trailing_year")),
        sa.UniqueConstraint("account_id", "month", name=op.f("uq_trailing_year_account_id_month")),
    )
    op.create_index(
        op.f("ix_trailing_year_month_gross_profit_account_id"), "trailing_year",
        ["month", "gross_profit", "account_id"],
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("trailing_year")
    op.drop_table("sales_month")
