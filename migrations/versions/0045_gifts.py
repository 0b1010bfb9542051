"""Gifts and what became of them, tender decisions around which nothing is given, relatives of health professionals."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0045"
down_revision = "0044"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STAFF = ("proposed_by_id", "cleared_by_id", "decided_by_id", "sent_by_id")


def upgrade() -> None:
    op.add_column("contact", sa.Column("is_hcp_relative", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "gift",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("contact_id", BIG, nullable=True),
        sa.Column("recipient", sa.String(length=80), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("cost", BIG, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("approver", sa.String(length=12), nullable=False),
        sa.Column("proposed_by_id", BIG, nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("cleared_by_id", BIG, nullable=True),
        sa.Column("cleared_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", BIG, nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("sent_by_id", BIG, nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("courier", sa.String(length=80), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("receipt", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contact_id"], ["contact.account_id", "contact.id"],
            name=op.f("fk_gift_account_id_contact_id_contact"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_gift_account_id_account")),
        *(sa.ForeignKeyConstraint([one], ["staff.id"], name=op.f(f"fk_gift_{one}_staff")) for one in STAFF),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift")),
        sa.UniqueConstraint("number", name=op.f("uq_gift_number")),
    )  # fmt: skip
    for names in (["account_id", "on", "id"], ["contact_id", "on"], ["state", "on", "id"], ["on", "id"]):
        op.create_index(op.f(f"ix_gift_{'_'.join(names)}"), "gift", names, unique=False)
    op.create_table(
        "tender_day",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=80), nullable=False),
        sa.Column("noted_by_id", BIG, nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_tender_day_account_id_account")),
        sa.ForeignKeyConstraint(["noted_by_id"], ["staff.id"], name=op.f("fk_tender_day_noted_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender_day")),
    )
    op.create_index(op.f("ix_tender_day_account_id_on"), "tender_day", ["account_id", "on"], unique=False)


def downgrade() -> None:
    op.drop_table("tender_day")
    op.drop_table("gift")
    op.drop_column("contact", "is_hcp_relative")
