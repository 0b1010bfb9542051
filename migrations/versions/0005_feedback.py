"""Feedback."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subtype", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("clause_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("posted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("posted_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("root_cause", sa.String(length=10), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "clause_id"],
            ["clause.account_id", "clause.id"],
            name=op.f("fk_feedback_account_id_clause_id_clause"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "contract_id"],
            ["contract.account_id", "contract.id"],
            name=op.f("fk_feedback_account_id_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"],
            ["service_request.account_id", "service_request.id"],
            name=op.f("fk_feedback_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_feedback_account_id_account")),
        sa.ForeignKeyConstraint(["posted_by_id"], ["login.id"], name=op.f("fk_feedback_posted_by_id_login")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_feedback_product_id_product")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_feedback_account_id_id")),
        sa.UniqueConstraint("number", name=op.f("uq_feedback_number")),
    )
    op.create_index(
        op.f("ix_feedback_account_id_posted_at_id"), "feedback", ["account_id", "posted_at", "id"], unique=False
    )
    op.create_index(op.f("ix_feedback_clause_id"), "feedback", ["clause_id"], unique=False)
    op.create_index(op.f("ix_feedback_contract_id"), "feedback", ["contract_id"], unique=False)
    op.create_index(op.f("ix_feedback_kind_posted_at_id"), "feedback", ["kind", "posted_at", "id"], unique=False)
    op.create_index(op.f("ix_feedback_posted_at_id"), "feedback", ["posted_at", "id"], unique=False)
    op.create_index(op.f("ix_feedback_request_id"), "feedback", ["request_id"], unique=False)
    op.create_index(op.f("ix_feedback_state_posted_at_id"), "feedback", ["state", "posted_at", "id"], unique=False)
    op.create_table(
        "feedback_answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("feedback_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_staff", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "feedback_id"],
            ["feedback.account_id", "feedback.id"],
            name=op.f("fk_feedback_answer_account_id_feedback_id_feedback"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_feedback_answer_account_id_account")),
        sa.ForeignKeyConstraint(["author_id"], ["login.id"], name=op.f("fk_feedback_answer_author_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_answer")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_feedback_answer_account_id_id")),
    )
    op.create_index(op.f("ix_feedback_answer_feedback_id_id"), "feedback_answer", ["feedback_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_feedback_answer_feedback_id_id"), table_name="feedback_answer")
    op.drop_table("feedback_answer")
    op.drop_index(op.f("ix_feedback_state_posted_at_id"), table_name="feedback")
    op.drop_index(op.f("ix_feedback_request_id"), table_name="feedback")
    op.drop_index(op.f("ix_feedback_posted_at_id"), table_name="feedback")
    op.drop_index(op.f("ix_feedback_kind_posted_at_id"), table_name="feedback")
    op.drop_index(op.f("ix_feedback_contract_id"), table_name="feedback")
    op.drop_index(op.f("ix_feedback_clause_id"), table_name="feedback")
    op.drop_index(op.f("ix_feedback_account_id_posted_at_id"), table_name="feedback")
    op.drop_table("feedback")
