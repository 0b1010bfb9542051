"""Figures about the quality of the archive, confirmations of key fields, gaps put off, and the sums of each week."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0033"
down_revision = "0032"


def _id() -> sa.types.TypeEngine:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The worker works the figures of the accounts that are there out within minutes."""
    op.create_table(
        "archive_quality",
        sa.Column("id", _id(), nullable=False),
        sa.Column("account_id", _id(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False)
          for name in ("percent", "filled", "weight", "rank", "errors", "missing", "papers", "stale")),
        sa.Column("gaps", sa.JSON(), nullable=False),
        sa.Column("resting", sa.JSON(), nullable=False),
        sa.Column("owner_id", _id(), nullable=True),
        sa.Column("province", sa.String(length=6), nullable=True),
        sa.Column("fresh_at", UtcDateTime(), nullable=False),
        sa.Column("turns_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_archive_quality_account_id_account")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_archive_quality_owner_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_quality")),
    )  # fmt: skip
    op.create_index(op.f("ix_archive_quality_account_id"), "archive_quality", ["account_id"], unique=True)
    for columns in (["rank", "account_id"], ["owner_id", "rank", "account_id"], ["province", "rank", "account_id"],
                    ["percent", "account_id"], ["turns_on"]):  # fmt: skip
        op.create_index(op.f(f"ix_archive_quality_{'_'.join(columns)}"), "archive_quality", columns, unique=False)
    op.create_table(
        "field_check",
        sa.Column("id", _id(), nullable=False),
        sa.Column("account_id", _id(), nullable=False),
        sa.Column("field", sa.String(length=30), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=True),
        sa.Column("verified_at", UtcDateTime(), nullable=True),
        sa.Column("verified_by_id", _id(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_field_check_account_id_account")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["login.id"], name=op.f("fk_field_check_verified_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_check")),
        sa.UniqueConstraint("account_id", "field", name=op.f("uq_field_check_account_id_field")),
    )
    op.create_table(
        "gap_rest",
        sa.Column("id", _id(), nullable=False),
        sa.Column("account_id", _id(), nullable=False),
        sa.Column("gap", sa.String(length=50), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("by_id", _id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_gap_rest_account_id_account")),
        sa.ForeignKeyConstraint(["by_id"], ["login.id"], name=op.f("fk_gap_rest_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap_rest")),
        sa.UniqueConstraint("account_id", "gap", name=op.f("uq_gap_rest_account_id_gap")),
    )
    op.create_table(
        "archive_week",
        sa.Column("id", _id(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("owner_id", _id(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("accounts", "filled", "weight", "gaps")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_week")),
        sa.UniqueConstraint("week_on", "owner_id", name=op.f("uq_archive_week_week_on_owner_id")),
    )
    op.create_index(op.f("ix_archive_week_owner_id_week_on"), "archive_week", ["owner_id", "week_on"], unique=False)


def downgrade() -> None:
    """Confirmations and gaps put off are lost; the event log still tells of them."""
    for table in ("archive_week", "gap_rest", "field_check", "archive_quality"):
        op.drop_table(table)
