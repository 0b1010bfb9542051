"""The outbox and the worker's heartbeat."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("name", name=op.f("uq_job_name")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recipient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("run_at", UtcDateTime(), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("leased_by", sa.String(length=40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_message_account_id_account")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_message_event_id_event")),
        sa.ForeignKeyConstraint(["recipient_id"], ["login.id"], name=op.f("fk_message_recipient_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "event_id", "recipient_id", "channel", name=op.f("uq_message_event_id_recipient_id_channel")
        ),
    )
    op.create_index(
        "ix_message_due",
        "message",
        ["run_at", "id"],
        unique=False,
        sqlite_where=sa.text("(state = 'pending' OR state = 'leased')"),
        postgresql_where=sa.text("(state = 'pending' OR state = 'leased')"),
    )
    op.create_index(
        "ix_message_inbox",
        "message",
        ["recipient_id", "id"],
        unique=False,
        sqlite_where=sa.text("channel = 'inbox'"),
        postgresql_where=sa.text("channel = 'inbox'"),
    )
    op.create_index(
        "ix_message_mail",
        "message",
        ["state", "id"],
        unique=False,
        sqlite_where=sa.text("channel = 'email'"),
        postgresql_where=sa.text("channel = 'email'"),
    )
    op.create_index(
        "ix_message_unread",
        "message",
        ["recipient_id", "account_id", "read_at"],
        unique=False,
        sqlite_where=sa.text("(channel = 'inbox' AND read_at IS NULL)"),
        postgresql_where=sa.text("(channel = 'inbox' AND read_at IS NULL)"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_message_unread",
        table_name="message",
        sqlite_where=sa.text("(channel = 'inbox' AND read_at IS NULL)"),
        postgresql_where=sa.text("(channel = 'inbox' AND read_at IS NULL)"),
    )
    op.drop_index(
        "ix_message_mail",
        table_name="message",
        sqlite_where=sa.text("channel = 'email'"),
        postgresql_where=sa.text("channel = 'email'"),
    )
    op.drop_index(
        "ix_message_inbox",
        table_name="message",
        sqlite_where=sa.text("channel = 'inbox'"),
        postgresql_where=sa.text("channel = 'inbox'"),
    )
    op.drop_index(
        "ix_message_due",
        table_name="message",
        sqlite_where=sa.text("(state = 'pending' OR state = 'leased')"),
        postgresql_where=sa.text("(state = 'pending' OR state = 'leased')"),
    )
    op.drop_table("message")
    op.drop_table("job")
