"""Proposed changes of the archive; privacy notices, consents, copies of one's own data, wishes to be forgotten."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0032"
down_revision = "0031"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NEW = ("consent", "data_copy", "erasure", "notice_acceptance", "privacy_notice", "archive_proposal", "contact_consent")


def upgrade() -> None:
    op.create_table(
        "consent",
        sa.Column("id", BIG, nullable=False),
        sa.Column("login_id", BIG, nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("notice_no", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_consent_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_login_id_id"), "consent", ["login_id", "id"], unique=False)
    op.create_table(
        "data_copy",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ref", sa.String(length=22), nullable=False),
        sa.Column("login_id", BIG, nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("taken_at", UtcDateTime(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", BIG, nullable=False),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_data_copy_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_copy")),
        sa.UniqueConstraint("ref", name=op.f("uq_data_copy_ref")),
    )
    op.create_index(op.f("ix_data_copy_login_id_id"), "data_copy", ["login_id", "id"], unique=False)
    op.create_index(op.f("ix_data_copy_made_at_id"), "data_copy", ["made_at", "id"], unique=False)
    op.create_table(
        "erasure",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ref", sa.String(length=22), nullable=False),
        sa.Column("login_id", BIG, nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", BIG, nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("runs_at", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["login.id"], name=op.f("fk_erasure_decided_by_id_login")),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_erasure_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("ref", name=op.f("uq_erasure_ref")),
    )
    op.create_index(op.f("ix_erasure_state_id"), "erasure", ["state", "id"], unique=False)
    op.create_index(
        "uq_erasure_under_way",
        "erasure",
        ["login_id"],
        unique=True,
        sqlite_where=sa.text("(state = 'open' OR state = 'approved')"),
        postgresql_where=sa.text("(state = 'open' OR state = 'approved')"),
    )
    op.create_table(
        "notice_acceptance",
        sa.Column("id", BIG, nullable=False),
        sa.Column("login_id", BIG, nullable=False),
        sa.Column("notice_no", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_notice_acceptance_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_acceptance")),
        sa.UniqueConstraint("login_id", "notice_no", name=op.f("uq_notice_acceptance_login_id_notice_no")),
    )
    op.create_table(
        "privacy_notice",
        sa.Column("id", BIG, nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("text_zh", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("published_by_id", BIG, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["login.id"], name=op.f("fk_privacy_notice_published_by_id_login")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_notice")),
        sa.UniqueConstraint("no", name=op.f("uq_privacy_notice_no")),
    )
    op.create_table(
        "archive_proposal",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("act", sa.String(length=8), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("contact_id", BIG, nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("proposed_by_id", BIG, nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by_id", BIG, nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_archive_proposal_account_id_account")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["login.id"], name=op.f("fk_archive_proposal_decided_by_id_login")),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["login.id"], name=op.f("fk_archive_proposal_proposed_by_id_login")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_proposal")),
        sa.UniqueConstraint("number", name=op.f("uq_archive_proposal_number")),
    )
    op.create_index(op.f("ix_archive_proposal_account_id_id"), "archive_proposal", ["account_id", "id"], unique=False)
    op.create_index(op.f("ix_archive_proposal_state_id"), "archive_proposal", ["state", "id"], unique=False)
    op.create_index(
        "uq_archive_proposal_open",
        "archive_proposal",
        ["account_id", "slot"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "contact_consent",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("contact_id", BIG, nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("evidence", sa.String(length=200), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contact_id"],
            ["contact.account_id", "contact.id"],
            name=op.f("fk_contact_consent_account_id_contact_id_contact"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contact_consent_account_id_account")),
        sa.ForeignKeyConstraint(["by_id"], ["login.id"], name=op.f("fk_contact_consent_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_consent")),
    )
    op.create_index(
        op.f("ix_contact_consent_account_id_contact_id"), "contact_consent", ["account_id", "contact_id"], unique=False
    )


def downgrade() -> None:
    """What was agreed to and read is lost with its tables; an erasure cannot be taken back."""
    for table in reversed(NEW):
        op.drop_table(table)
