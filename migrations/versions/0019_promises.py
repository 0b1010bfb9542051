"""Promises to partners, and the movings of their dates."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "pledge",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("feedback_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("breach_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("promised_to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("given_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("missed_on", sa.Date(), nullable=True),
        sa.Column("kept_at", UtcDateTime(), nullable=True),
        sa.Column("kept_on", sa.Date(), nullable=True),
        sa.Column("kept_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("called_off_at", UtcDateTime(), nullable=True),
        sa.Column("called_off_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("called_off_why", sa.Text(), nullable=False),
        sa.Column("reminded", sa.String(length=6), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "breach_id"],
            ["breach.account_id", "breach.id"],
            name=op.f("fk_pledge_account_id_breach_id_breach"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "feedback_id"],
            ["feedback.account_id", "feedback.id"],
            name=op.f("fk_pledge_account_id_feedback_id_feedback"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f("fk_pledge_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_pledge_account_id_account")),
        sa.ForeignKeyConstraint(["called_off_by_id"], ["login.id"], name=op.f("fk_pledge_called_off_by_id_login")),
        sa.ForeignKeyConstraint(["given_by_id"], ["login.id"], name=op.f("fk_pledge_given_by_id_login")),
        sa.ForeignKeyConstraint(["kept_by_id"], ["login.id"], name=op.f("fk_pledge_kept_by_id_login")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_pledge_owner_id_staff")),
        sa.ForeignKeyConstraint(["promised_to_id"], ["login.id"], name=op.f("fk_pledge_promised_to_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_pledge_account_id_id")),
        sa.UniqueConstraint("number", name=op.f("uq_pledge_number")),
    )
    op.create_index(op.f("ix_pledge_account_id_due_on_id"), "pledge", ["account_id", "due_on", "id"], unique=False)
    op.create_index(op.f("ix_pledge_breach_id"), "pledge", ["breach_id"], unique=False)
    op.create_index(op.f("ix_pledge_due_on_id"), "pledge", ["due_on", "id"], unique=False)
    op.create_index(op.f("ix_pledge_feedback_id"), "pledge", ["feedback_id"], unique=False)
    op.create_index(
        "ix_pledge_open_due",
        "pledge",
        ["due_on", "id"],
        unique=False,
        sqlite_where=sa.text("kept_at IS NULL AND called_off_at IS NULL"),
        postgresql_where=sa.text("kept_at IS NULL AND called_off_at IS NULL"),
    )
    op.create_index(
        "ix_pledge_open_owner",
        "pledge",
        ["owner_id", "due_on", "id"],
        unique=False,
        sqlite_where=sa.text("kept_at IS NULL AND called_off_at IS NULL"),
        postgresql_where=sa.text("kept_at IS NULL AND called_off_at IS NULL"),
    )
    op.create_index(op.f("ix_pledge_owner_id_due_on_id"), "pledge", ["owner_id", "due_on", "id"], unique=False)
    op.create_index(op.f("ix_pledge_request_id"), "pledge", ["request_id"], unique=False)
    op.create_table(
        "pledge_move",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column("pledge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "pledge_id"],
            ["pledge.account_id", "pledge.id"],
            name=op.f("fk_pledge_move_account_id_pledge_id_pledge"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_pledge_move_account_id_account")),
        sa.ForeignKeyConstraint(["by_id"], ["login.id"], name=op.f("fk_pledge_move_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_move")),
    )
    op.create_index(op.f("ix_pledge_move_pledge_id_id"), "pledge_move", ["pledge_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_pledge_move_pledge_id_id"), table_name="pledge_move")
    op.drop_table("pledge_move")
    op.drop_index(op.f("ix_pledge_request_id"), table_name="pledge")
    op.drop_index(op.f("ix_pledge_owner_id_due_on_id"), table_name="pledge")
    op.drop_index("ix_pledge_open_owner", table_name="pledge")
    op.drop_index("ix_pledge_open_due", table_name="pledge")
    op.drop_index(op.f("ix_pledge_feedback_id"), table_name="pledge")
    op.drop_index(op.f("ix_pledge_due_on_id"), table_name="pledge")
    op.drop_index(op.f("ix_pledge_breach_id"), table_name="pledge")
    op.drop_index(op.f("ix_pledge_account_id_due_on_id"), table_name="pledge")
    op.drop_table("pledge")
