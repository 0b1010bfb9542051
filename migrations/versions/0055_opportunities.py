"""Openings that peripheral contacts bring, and what such a relationship is worth."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0055"
down_revision = "0054"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INDEXES = (["account_id", "id"], ["stage", "id"], ["brought_id"], ["about", "decides_on"])


def upgrade() -> None:
    op.create_table(
        "opportunity",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("about", sa.String(length=10), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("expected", BIG, nullable=False),
        sa.Column("decides_on", sa.Date(), nullable=True),
        sa.Column("product_id", BIG, nullable=True),
        sa.Column("brought_id", BIG, nullable=True),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("lost_reason", sa.String(length=12), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("stage_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_opportunity_account_id_account")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_opportunity_product_id_product")),
        sa.ForeignKeyConstraint(["brought_id"], ["account.id"], name=op.f("fk_opportunity_brought_id_account")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_opportunity_owner_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
        sa.UniqueConstraint("number", name=op.f("uq_opportunity_number")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_opportunity_account_id_id")),
    )
    for columns in INDEXES:
        op.create_index(op.f(f"ix_opportunity_{'_'.join(columns)}"), "opportunity", columns, unique=False)
    op.create_table(
        "relation_value",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("rated_by_id", BIG, nullable=True),
        sa.Column("rated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_relation_value_account_id_account")),
        sa.ForeignKeyConstraint(["rated_by_id"], ["login.id"], name=op.f("fk_relation_value_rated_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation_value")),
    )
    op.create_index(op.f("ix_relation_value_account_id"), "relation_value", ["account_id"], unique=True)


def downgrade() -> None:
    op.drop_table("relation_value")
    op.drop_table("opportunity")
