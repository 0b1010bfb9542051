"""Mail that came in, and how far the mailbox is read; whether a message came by mail."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0028"
down_revision = "0027"

ANSWERS = ("answer", "feedback_answer")


def _id() -> sa.types.TypeEngine:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for table in ANSWERS:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("by_mail", sa.Boolean(), nullable=False, server_default=sa.false()))
        with op.batch_alter_table(table) as batch:
            batch.alter_column("by_mail", server_default=None)
    op.create_table(
        "mailbox",
        sa.Column("id", _id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("uidvalidity", _id(), nullable=False),
        sa.Column("last_uid", _id(), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("leased_by", sa.String(length=40), nullable=False),
        sa.Column("tried_at", UtcDateTime(), nullable=True),
        sa.Column("worked_at", UtcDateTime(), nullable=True),
        sa.Column("problem", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.Column("failed_uid", _id(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox")),
        sa.UniqueConstraint("name", name=op.f("uq_mailbox_name")),
    )
    op.create_table(
        "incoming_mail",
        sa.Column("id", _id(), nullable=False),
        sa.Column("account_id", _id(), nullable=True),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("mailbox", sa.String(length=200), nullable=False),
        sa.Column("uidvalidity", _id(), nullable=False),
        sa.Column("uid", _id(), nullable=False),
        sa.Column("arrived_at", UtcDateTime(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", _id(), nullable=False),
        sa.Column("message_id", sa.String(length=255), nullable=False),
        sa.Column("sender", sa.String(length=254), nullable=False),
        sa.Column("sender_name", sa.String(length=120), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("decided_by_id", _id(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_incoming_mail_account_id_account")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["login.id"], name=op.f("fk_incoming_mail_decided_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_mail")),
        sa.UniqueConstraint("mailbox", "uidvalidity", "uid", name=op.f("uq_incoming_mail_mailbox_uidvalidity_uid")),
        sa.UniqueConstraint("ref", name=op.f("uq_incoming_mail_ref")),
    )
    for columns in (["account_id"], ["message_id"], ["sender", "arrived_at"], ["sha256"], ["state", "id"]):
        op.create_index(op.f(f"ix_incoming_mail_{'_'.join(columns)}"), "incoming_mail", columns, unique=False)


def downgrade() -> None:
    """The mails that lay aside are lost to the program; they are still in the mailbox."""
    op.drop_table("incoming_mail")
    op.drop_table("mailbox")
    for table in ANSWERS:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("by_mail")
