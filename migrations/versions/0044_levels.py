"""Tiers as they are reckoned and decided, benefits, the kept health of accounts, criteria of the stages by quarter."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0044"
down_revision = "0043"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("tier_run", "tier_proposal", "tier_override", "tier_benefit", "account_health", "stage_quarter", "stage_mark")


def upgrade() -> None:
    op.create_table(
        "tier_run",
        sa.Column("id", BIG, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("asked_by_id", BIG, nullable=True),
        sa.Column("ran_at", UtcDateTime(), nullable=True),
        sa.Column("earning", sa.Integer(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("profit", BIG, nullable=False),
        sa.Column("proposals", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["login.id"], name=op.f("fk_tier_run_asked_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_run")),
        sa.UniqueConstraint("as_of", name=op.f("uq_tier_run_as_of")),
    )
    op.create_table(
        "tier_proposal",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("tier_now", sa.String(length=16), nullable=True),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("gross_profit", BIG, nullable=False),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_tier_proposal_account_id_account")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["login.id"], name=op.f("fk_tier_proposal_decided_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_proposal")),
        sa.UniqueConstraint("account_id", "as_of", name=op.f("uq_tier_proposal_account_id_as_of")),
    )
    op.create_index(
        op.f("ix_tier_proposal_state_gross_profit_account_id"),
        "tier_proposal",
        ["state", "gross_profit", "account_id"],
        unique=False,
    )
    op.create_table(
        "tier_override",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_tier_override_account_id_account")),
        sa.ForeignKeyConstraint(["by_id"], ["login.id"], name=op.f("fk_tier_override_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_override")),
    )
    op.create_index(op.f("ix_tier_override_account_id"), "tier_override", ["account_id"], unique=True)
    op.create_table(
        "tier_benefit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("text_zh", sa.String(length=200), nullable=False),
        sa.Column("text_en", sa.String(length=200), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_benefit")),
    )
    op.create_index(op.f("ix_tier_benefit_tier_id"), "tier_benefit", ["tier", "id"], unique=False)
    op.create_table(
        "account_health",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(length=8), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("met", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_health_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_health")),
    )
    op.create_index(op.f("ix_account_health_account_id"), "account_health", ["account_id"], unique=True)
    op.create_index(op.f("ix_account_health_as_of_account_id"), "account_health", ["as_of", "account_id"], unique=False)
    op.create_index(
        op.f("ix_account_health_colour_score_account_id"),
        "account_health",
        ["colour", "score", "account_id"],
        unique=False,
    )
    op.create_table(
        "stage_quarter",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("met", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_stage_quarter_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_quarter")),
        sa.UniqueConstraint("account_id", "quarter", name=op.f("uq_stage_quarter_account_id_quarter")),
    )
    op.create_table(
        "stage_mark",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("criterion", sa.String(length=20), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_stage_mark_account_id_account")),
        sa.ForeignKeyConstraint(["by_id"], ["login.id"], name=op.f("fk_stage_mark_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_mark")),
        sa.UniqueConstraint("account_id", "criterion", name=op.f("uq_stage_mark_account_id_criterion")),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
