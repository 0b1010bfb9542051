"""Plans of occasions, and who is on their lists."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0049"
down_revision = "0048"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "occasion_plan",
        sa.Column("id", BIG, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("owner_id", BIG, nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("gift_item", sa.String(length=80), nullable=False),
        sa.Column("gift_kind", sa.String(length=12), nullable=False),
        sa.Column("gift_cost", BIG, nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("decided_by_id", BIG, nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.ForeignKeyConstraint([one], ["staff.id"], name=op.f(f"fk_occasion_plan_{one}_staff"))
          for one in ("owner_id", "decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasion_plan")),
        sa.UniqueConstraint("number", name=op.f("uq_occasion_plan_number")),
        sa.UniqueConstraint("occasion", "on", name=op.f("uq_occasion_plan_occasion_on")),
    )  # fmt: skip
    op.create_index(op.f("ix_occasion_plan_state_on_id"), "occasion_plan", ["state", "on", "id"], unique=False)
    op.create_table(
        "plan_guest",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("plan_id", BIG, nullable=False),
        sa.Column("contact_id", BIG, nullable=True),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_by_id", BIG, nullable=True),
        sa.Column("gift_no", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contact_id"], ["contact.account_id", "contact.id"],
            name=op.f("fk_plan_guest_account_id_contact_id_contact"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_plan_guest_account_id_account")),
        sa.ForeignKeyConstraint(["plan_id"], ["occasion_plan.id"], name=op.f("fk_plan_guest_plan_id_occasion_plan")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["staff.id"], name=op.f("fk_plan_guest_sent_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_guest")),
        sa.UniqueConstraint("plan_id", "contact_id", name=op.f("uq_plan_guest_plan_id_contact_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_plan_guest_account_id_plan_id"), "plan_guest", ["account_id", "plan_id"], unique=False)


def downgrade() -> None:
    op.drop_table("plan_guest")
    op.drop_table("occasion_plan")
