"""The feedback loop: what is owed from when, what we decide, who has it, the call afterwards, ratings, repeats."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0040"
down_revision = "0039"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_OWED = sa.text("owed_from IS NOT NULL")
OWED = """
    UPDATE feedback SET owed_from = posted_at WHERE state IN ('new', 'acknowledged', 'investigating', 'disputed')
"""
FOLLOWED_UP = """
    INSERT INTO feedback_loop (account_id, feedback_id, owner_id, call_note, repeats)
    SELECT f.account_id, f.id, CASE WHEN f.kind = 'market_intel'
        THEN coalesce(a.business_manager_id, s.care_owner_id) ELSE coalesce(s.care_owner_id, a.business_manager_id) END,
        '', ''
    FROM feedback f JOIN account a ON a.id = f.account_id LEFT JOIN account_standing s ON s.account_id = f.account_id
    WHERE f.owed_from IS NOT NULL AND f.subtype <> 'integrity'
"""


def upgrade() -> None:
    """What waits for an answer goes on: it is owed from its filing, and whoever looks after the account has it. Of what
    was answered before nothing more is counted: an upgrade does not bring up the past."""
    op.add_column("feedback", sa.Column("owed_from", UtcDateTime(), nullable=True))
    op.add_column("feedback", sa.Column("decision", sa.String(length=10), nullable=False, server_default=""))
    op.add_column("feedback", sa.Column("is_anonymous", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_feedback_owed", "feedback", ["owed_from", "id"], sqlite_where=IS_OWED, postgresql_where=IS_OWED)
    op.create_table(
        "feedback_loop",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("feedback_id", BIG, nullable=False),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("called_back_at", UtcDateTime(), nullable=True),
        sa.Column("called_back_by_id", BIG, nullable=True),
        sa.Column("call_note", sa.Text(), nullable=False),
        sa.Column("credibility", sa.Integer(), nullable=True),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("rated_at", UtcDateTime(), nullable=True),
        sa.Column("repeats", sa.String(length=16), nullable=False),
        sa.Column("escalated_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_feedback_loop_account_id_account")),
        sa.ForeignKeyConstraint(
            ["account_id", "feedback_id"],
            ["feedback.account_id", "feedback.id"],
            name=op.f("fk_feedback_loop_account_id_feedback_id_feedback"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_feedback_loop_owner_id_staff")),
        sa.ForeignKeyConstraint(
            ["called_back_by_id"], ["login.id"], name=op.f("fk_feedback_loop_called_back_by_id_login")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_loop")),
        sa.UniqueConstraint("feedback_id", name=op.f("uq_feedback_loop_feedback_id")),
    )
    op.create_index(op.f("ix_feedback_loop_owner_id_feedback_id"), "feedback_loop", ["owner_id", "feedback_id"])
    op.execute(OWED)
    op.execute(FOLLOWED_UP)
    _make_sayings()


def _make_sayings() -> None:
    op.create_table(
        "saying",
        sa.Column("id", BIG, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("said_en", sa.Text(), nullable=False),
        sa.Column("did_en", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("written_by_id", BIG, nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("published_by_id", BIG, nullable=True),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["written_by_id"], ["login.id"], name=op.f("fk_saying_written_by_id_login")),
        sa.ForeignKeyConstraint(["published_by_id"], ["login.id"], name=op.f("fk_saying_published_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saying")),
        sa.UniqueConstraint("number", name=op.f("uq_saying_number")),
    )
    op.create_index(op.f("ix_saying_state_published_at_id"), "saying", ["state", "published_at", "id"])
    op.create_table(
        "saying_source",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("saying_id", BIG, nullable=False),
        sa.Column("feedback_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_saying_source_account_id_account")),
        sa.ForeignKeyConstraint(
            ["account_id", "feedback_id"],
            ["feedback.account_id", "feedback.id"],
            name=op.f("fk_saying_source_account_id_feedback_id_feedback"),
        ),
        sa.ForeignKeyConstraint(["saying_id"], ["saying.id"], name=op.f("fk_saying_source_saying_id_saying")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saying_source")),
        sa.UniqueConstraint("saying_id", name=op.f("uq_saying_source_saying_id")),
    )
    op.create_index(op.f("ix_saying_source_feedback_id"), "saying_source", ["feedback_id"])


def downgrade() -> None:
    for table in ("saying_source", "saying", "feedback_loop"):
        op.drop_table(table)
    op.drop_index("ix_feedback_owed", table_name="feedback")
    op.drop_column("feedback", "is_anonymous")
    op.drop_column("feedback", "decision")
    op.drop_column("feedback", "owed_from")
