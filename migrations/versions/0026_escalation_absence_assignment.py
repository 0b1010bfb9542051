"""Leads, absences with their deputies, what was told of late requests, and the rules that assign new ones."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0026"
down_revision = "0025"


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "staff_lead",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("staff_id", identifier(), nullable=False),
        sa.Column("lead_id", identifier(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_lead_staff_id_staff")),
        sa.ForeignKeyConstraint(["lead_id"], ["staff.id"], name=op.f("fk_staff_lead_lead_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_lead")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_staff_lead_staff_id")),
    )
    op.create_table(
        "absence",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("ref", sa.String(length=22), nullable=False),
        sa.Column("staff_id", identifier(), nullable=False),
        sa.Column("deputy_id", identifier(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("announced_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_absence_staff_id_staff")),
        sa.ForeignKeyConstraint(["deputy_id"], ["staff.id"], name=op.f("fk_absence_deputy_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint("ref", name=op.f("uq_absence_ref")),
    )
    op.create_index(op.f("ix_absence_deputy_id"), "absence", ["deputy_id"], unique=False)
    op.create_index(op.f("ix_absence_last_day"), "absence", ["last_day"], unique=False)
    op.create_index(op.f("ix_absence_staff_id"), "absence", ["staff_id"], unique=False)
    op.create_table(
        "escalation",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("account_id", identifier(), nullable=False),
        sa.Column("request_id", identifier(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f("fk_escalation_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_escalation_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sa.UniqueConstraint("request_id", "step", "due_at", name=op.f("uq_escalation_request_id_step_due_at")),
    )
    op.create_table(
        "assignment_rule",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("category", sa.String(length=30), nullable=True),
        sa.Column("tier", sa.String(length=16), nullable=True),
        sa.Column("province", sa.String(length=6), nullable=True),
        sa.Column("whom", sa.String(length=12), nullable=False),
        sa.Column("staff_id", identifier(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_assignment_rule_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_rule")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("account_id", identifier(), nullable=False),
        sa.Column("request_id", identifier(), nullable=False),
        sa.Column("rule_id", identifier(), nullable=True),
        sa.Column("staff_id", identifier(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f("fk_assignment_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_assignment_account_id_account")),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["assignment_rule.id"], name=op.f("fk_assignment_rule_id_assignment_rule")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_assignment_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("request_id", name=op.f("uq_assignment_request_id")),
    )


def downgrade() -> None:
    for name in ("assignment", "assignment_rule", "escalation"):
        op.drop_table(name)
    for column in ("staff_id", "last_day", "deputy_id"):
        op.drop_index(op.f(f"ix_absence_{column}"), table_name="absence")
    op.drop_table("absence")
    op.drop_table("staff_lead")
