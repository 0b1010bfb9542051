"""Notices that arrived about the end of a term, and the reminders that were told."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    identifier = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "notice_given",
        sa.Column("id", identifier, nullable=False),
        sa.Column("account_id", identifier, nullable=False),
        sa.Column("contract_id", identifier, nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("article", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("by", sa.String(length=8), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by_id", identifier, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_given_account_id_account")),
        sa.ForeignKeyConstraint(
            ["account_id", "contract_id"],
            ["contract.account_id", "contract.id"],
            name=op.f("fk_notice_given_account_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["login.id"], name=op.f("fk_notice_given_recorded_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_given")),
        sa.UniqueConstraint(
            "contract_id", "ends_on", "article", "kind", name=op.f("uq_notice_given_contract_id_ends_on_article_kind")
        ),
    )
    op.create_index(op.f("ix_notice_given_ends_on"), "notice_given", ["ends_on"])
    op.create_index(op.f("ix_notice_given_account_id_ends_on"), "notice_given", ["account_id", "ends_on"])
    op.create_table(
        "reminder",
        sa.Column("id", identifier, nullable=False),
        sa.Column("account_id", identifier, nullable=False),
        sa.Column("contract_id", identifier, nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("article", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("threshold", sa.String(length=16), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reminder_account_id_account")),
        sa.ForeignKeyConstraint(
            ["account_id", "contract_id"],
            ["contract.account_id", "contract.id"],
            name=op.f("fk_reminder_account_id_contract_id_contract"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "contract_id",
            "ends_on",
            "article",
            "kind",
            "threshold",
            name=op.f("uq_reminder_contract_id_ends_on_article_kind_threshold"),
        ),
    )
    op.create_index(op.f("ix_reminder_ends_on"), "reminder", ["ends_on"])


def downgrade() -> None:
    op.drop_table("reminder")
    op.drop_table("notice_given")
