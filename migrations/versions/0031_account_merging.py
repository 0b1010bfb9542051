"""Mergings of accounts, pairs that are not the same one, and hand-overs between our own people."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0031"
down_revision = "0030"

CURRENT = sa.text("undone_at IS NULL")


def _id() -> sa.types.TypeEngine:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.add_column("account", sa.Column("absorbed_ids", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "account_merge",
        sa.Column("id", _id(), nullable=False),
        sa.Column("account_id", _id(), nullable=False),
        sa.Column("gone_id", _id(), nullable=False),
        sa.Column("gone_number", sa.String(length=12), nullable=False),
        sa.Column("gone_name", sa.String(length=80), nullable=False),
        sa.Column("into_number", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("newest", sa.JSON(), nullable=False),
        sa.Column("by_id", _id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("undone_by_id", _id(), nullable=True),
        _key("account_merge", "account_id", "account"),
        _key("account_merge", "gone_id", "account"),
        _key("account_merge", "by_id", "login"),
        _key("account_merge", "undone_by_id", "login"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_merge")),
    )
    op.create_index(op.f("ix_account_merge_account_id_id"), "account_merge", ["account_id", "id"])
    op.create_index(op.f("ix_account_merge_gone_number"), "account_merge", ["gone_number"])
    op.create_index(
        "ix_account_merge_current", "account_merge", ["gone_id"], unique=True, sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )  # fmt: skip
    op.create_table(
        "account_distinct",
        sa.Column("id", _id(), nullable=False),
        sa.Column("account_id", _id(), nullable=False),
        sa.Column("other_id", _id(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", _id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        _key("account_distinct", "account_id", "account"),
        _key("account_distinct", "other_id", "account"),
        _key("account_distinct", "by_id", "login"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_distinct")),
        sa.UniqueConstraint("account_id", "other_id", name=op.f("uq_account_distinct_account_id_other_id")),
    )
    op.create_index(op.f("ix_account_distinct_other_id"), "account_distinct", ["other_id"])
    op.create_table(
        "hand_over",
        sa.Column("id", _id(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("from_id", _id(), nullable=False),
        sa.Column("heirs", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("by_id", _id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        _key("hand_over", "from_id", "staff"),
        _key("hand_over", "by_id", "login"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
        sa.UniqueConstraint("number", name=op.f("uq_hand_over_number")),
    )
    op.create_index(op.f("ix_hand_over_from_id_id"), "hand_over", ["from_id", "id"])


def downgrade() -> None:
    op.drop_table("hand_over")
    op.drop_table("account_distinct")
    op.drop_table("account_merge")
    op.drop_column("account", "absorbed_ids")
