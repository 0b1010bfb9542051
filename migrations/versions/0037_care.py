"""What was done for accounts, and what is to be done again and when."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0037"
down_revision = "0028"


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "touch",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("account_id", identifier(), nullable=False),
        sa.Column("contact_id", identifier(), nullable=True),
        sa.Column("type", sa.String(length=12), nullable=False),
        sa.Column("direction", sa.String(length=4), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", identifier(), nullable=False),
        sa.Column("by_executive", sa.Boolean(), nullable=False),
        sa.Column("is_mass", sa.Boolean(), nullable=False),
        sa.Column("is_valid", sa.Boolean(), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("result", sa.String(length=200), nullable=False),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("cost", identifier(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_touch_account_id_account")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_touch_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["account_id", "contact_id"], ["contact.account_id", "contact.id"],
            name=op.f("fk_touch_account_id_contact_id_contact"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch")),
    )  # fmt: skip
    op.create_index(op.f("ix_touch_account_id_on_id"), "touch", ["account_id", "on", "id"])
    op.create_index(op.f("ix_touch_by_id_on_id"), "touch", ["by_id", "on", "id"])
    op.create_table(
        "care_duty",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("account_id", identifier(), nullable=False),
        sa.Column("rhythm", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("snoozed_why", sa.String(length=200), nullable=False),
        sa.Column("shown_from", sa.Date(), nullable=False),
        sa.Column("owner_id", identifier(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_care_duty_account_id_account")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_care_duty_owner_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_duty")),
        sa.UniqueConstraint("account_id", "rhythm", name=op.f("uq_care_duty_account_id_rhythm")),
    )
    op.create_index(op.f("ix_care_duty_owner_id_shown_from_id"), "care_duty", ["owner_id", "shown_from", "id"])
    op.create_index(op.f("ix_care_duty_shown_from_id"), "care_duty", ["shown_from", "id"])


def downgrade() -> None:
    op.drop_table("care_duty")
    op.drop_table("touch")
