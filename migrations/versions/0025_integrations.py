"""Integrations: programs with tokens, their endpoints, what changed for them, and receipts of their calls."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime
from portal.domain.integrations.codes import CHANGES

revision = "0025"
down_revision = "0024"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITING_HOOK = sa.text("(channel = 'webhook' AND (state = 'pending' OR state = 'leased'))")


def upgrade() -> None:
    op.create_table(
        "integration",
        sa.Column("id", ID, nullable=False),
        sa.Column("ref", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("login_id", ID, nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("account_numbers", sa.JSON(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("token_tail", sa.String(length=4), nullable=False),
        sa.Column("token_made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_integration_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_integration")),
        sa.UniqueConstraint("login_id", name=op.f("uq_integration_login_id")),
        sa.UniqueConstraint("name", name=op.f("uq_integration_name")),
        sa.UniqueConstraint("ref", name=op.f("uq_integration_ref")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_integration_token_hash")),
    )
    op.create_table(
        "hook",
        sa.Column("id", ID, nullable=False),
        sa.Column("integration_id", ID, nullable=False),
        sa.Column("login_id", ID, nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("old_salt", sa.String(length=32), nullable=False),
        sa.Column("old_digest", sa.String(length=64), nullable=False),
        sa.Column("old_until", UtcDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("paused_at", UtcDateTime(), nullable=True),
        sa.Column("paused_why", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["integration_id"], ["integration.id"], name=op.f("fk_hook_integration_id_integration")
        ),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_hook_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hook")),
        sa.UniqueConstraint("integration_id", name=op.f("uq_hook_integration_id")),
        sa.UniqueConstraint("login_id", name=op.f("uq_hook_login_id")),
    )
    op.create_table(
        "call_receipt",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_receipt")),
        sa.UniqueConstraint("key", name=op.f("uq_call_receipt_key")),
    )
    op.create_index(op.f("ix_call_receipt_at"), "call_receipt", ["at"], unique=False)
    op.create_table(
        "thing_change",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thing_change")),
        sa.UniqueConstraint("subject", "subject_id", name=op.f("uq_thing_change_subject_subject_id")),
    )
    op.create_index(
        op.f("ix_thing_change_subject_at_subject_id"), "thing_change", ["subject", "at", "subject_id"], unique=False
    )
    op.create_index(
        "ix_message_hook", "message", ["run_at", "id"], unique=False, sqlite_where=WAITING_HOOK,
        postgresql_where=WAITING_HOOK,
    )  # fmt: skip
    _tell_what_changed_so_far()


def downgrade() -> None:
    """Messages to endpoints go with them."""
    op.execute(sa.text("DELETE FROM message WHERE channel = 'webhook'"))
    op.drop_index("ix_message_hook", table_name="message")
    op.drop_index(op.f("ix_thing_change_subject_at_subject_id"), table_name="thing_change")
    op.drop_table("thing_change")
    op.drop_index(op.f("ix_call_receipt_at"), table_name="call_receipt")
    op.drop_table("call_receipt")
    op.drop_table("hook")
    op.drop_table("integration")


def _tell_what_changed_so_far() -> None:
    """From the events; the worker goes on with those that are not dispatched yet."""
    event = sa.table("event", *(sa.column(name) for name in ("account_id", "subject", "subject_id", "kind", "at")))
    change = sa.table("thing_change", *(sa.column(name) for name in ("account_id", "subject", "subject_id", "at")))
    for subject, kinds in CHANGES.items():
        last = (
            sa.select(sa.func.max(event.c.account_id), event.c.subject, event.c.subject_id, sa.func.max(event.c.at))
            .where(event.c.subject == subject, event.c.kind.in_(sorted(kinds)), event.c.subject_id.is_not(None))
            .group_by(event.c.subject, event.c.subject_id)
        )  # fmt: skip
        op.execute(change.insert().from_select(["account_id", "subject", "subject_id", "at"], last))
