"""Service requests, their threads and desk cards; the working calendar."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_workday", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("day", name=op.f("uq_calendar_day_day")),
    )
    op.create_table(
        "service_request",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("category", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("priority", sa.String(length=2), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("posted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("posted_at", UtcDateTime(), nullable=False),
        sa.Column("answer_due_at", UtcDateTime(), nullable=False),
        sa.Column("resolve_due_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contract_id"],
            ["contract.account_id", "contract.id"],
            name=op.f("fk_service_request_account_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_service_request_account_id_account")),
        sa.ForeignKeyConstraint(["posted_by_id"], ["login.id"], name=op.f("fk_service_request_posted_by_id_login")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_service_request_product_id_product")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_request")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_service_request_account_id_id")),
        sa.UniqueConstraint("number", name=op.f("uq_service_request_number")),
    )
    op.create_index(
        op.f("ix_service_request_account_id_posted_at_id"),
        "service_request",
        ["account_id", "posted_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_service_request_account_id_state_posted_at_id"),
        "service_request",
        ["account_id", "state", "posted_at", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_service_request_contract_id"), "service_request", ["contract_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_staff", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f("fk_answer_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_answer_account_id_account")),
        sa.ForeignKeyConstraint(["author_id"], ["login.id"], name=op.f("fk_answer_author_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_answer_account_id_id")),
    )
    op.create_index(op.f("ix_answer_request_id_id"), "answer", ["request_id", "id"], unique=False)
    op.create_table(
        "desk_card",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("assignee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("category", sa.String(length=30), nullable=False),
        sa.Column("priority", sa.String(length=2), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f("fk_desk_card_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_desk_card_account_id_account")),
        sa.ForeignKeyConstraint(["assignee_id"], ["staff.id"], name=op.f("fk_desk_card_assignee_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_card")),
        sa.UniqueConstraint("request_id", name=op.f("uq_desk_card_request_id")),
    )
    op.create_index(
        op.f("ix_desk_card_is_open_assignee_id_due_at_request_id"),
        "desk_card",
        ["is_open", "assignee_id", "due_at", "request_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_desk_card_is_open_category_due_at_request_id"),
        "desk_card",
        ["is_open", "category", "due_at", "request_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_desk_card_is_open_due_at_request_id_state"),
        "desk_card",
        ["is_open", "due_at", "request_id", "state"],
        unique=False,
    )
    op.create_index(
        op.f("ix_desk_card_is_open_priority_due_at_request_id"),
        "desk_card",
        ["is_open", "priority", "due_at", "request_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_desk_card_state_due_at_request_id"), "desk_card", ["state", "due_at", "request_id"], unique=False
    )
    op.create_table(
        "note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f("fk_note_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_note_account_id_account")),
        sa.ForeignKeyConstraint(["author_id"], ["login.id"], name=op.f("fk_note_author_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_note_account_id_id")),
    )
    op.create_index(op.f("ix_note_request_id_id"), "note", ["request_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_note_request_id_id"), table_name="note")
    op.drop_table("note")
    op.drop_index(op.f("ix_desk_card_state_due_at_request_id"), table_name="desk_card")
    op.drop_index(op.f("ix_desk_card_is_open_priority_due_at_request_id"), table_name="desk_card")
    op.drop_index(op.f("ix_desk_card_is_open_due_at_request_id_state"), table_name="desk_card")
    op.drop_index(op.f("ix_desk_card_is_open_category_due_at_request_id"), table_name="desk_card")
    op.drop_index(op.f("ix_desk_card_is_open_assignee_id_due_at_request_id"), table_name="desk_card")
    op.drop_table("desk_card")
    op.drop_index(op.f("ix_answer_request_id_id"), table_name="answer")
    op.drop_table("answer")
    op.drop_index(op.f("ix_service_request_contract_id"), table_name="service_request")
    op.drop_index(op.f("ix_service_request_account_id_state_posted_at_id"), table_name="service_request")
    op.drop_index(op.f("ix_service_request_account_id_posted_at_id"), table_name="service_request")
    op.drop_table("service_request")
    op.drop_table("calendar_day")
