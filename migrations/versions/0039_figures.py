"""Prepared figures of management, and the accounts that they name."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0039"
down_revision = "0038"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "figure",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("segment", sa.String(length=20), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
        sa.UniqueConstraint("first", "until", "segment", "name", name=op.f("uq_figure_first_until_segment_name")),
    )
    op.create_table(
        "figure_account",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("profit", BIG, nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_figure_account_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_account")),
    )
    op.create_index(
        op.f("ix_figure_account_name_first_until_place"), "figure_account", ["name", "first", "until", "place"],
        unique=True,
    )  # fmt: skip
    op.create_index(op.f("ix_figure_account_account_id"), "figure_account", ["account_id"])


def downgrade() -> None:
    op.drop_table("figure_account")
    op.drop_table("figure")
