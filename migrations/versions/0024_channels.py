"""Group bots and what goes to them, what people choose, messages told together and text messages.

Columns are added one by one, the tables are not made anew: on SQLite that would fail while other rows point at them.
"""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0024"
down_revision = "0023"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MAY_BE_DUE = sa.text("(state = 'pending' OR state = 'leased')")
HAS_LEAD = sa.text("lead_id IS NOT NULL")
IS_MAIL, IS_SMS = sa.text("channel = 'email'"), sa.text("channel = 'sms'")
GOES_OUT = sa.text("channel <> 'inbox'")


def upgrade() -> None:
    _make_bots()
    _make_posts()
    op.create_table(
        "notice_choice",
        sa.Column("id", BIG, nullable=False),
        sa.Column("login_id", BIG, nullable=False),
        sa.Column("mail", sa.JSON(), nullable=False),
        sa.Column("sms", sa.JSON(), nullable=False),
        sa.Column("quiet", sa.String(length=11), nullable=False),
        sa.Column("digest_at", sa.String(length=5), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_notice_choice_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_choice")),
        sa.UniqueConstraint("login_id", name=op.f("uq_notice_choice_login_id")),
    )
    op.add_column("message", sa.Column("in_digest", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("message", sa.Column("tried_at", UtcDateTime(), nullable=True))
    op.add_column("message", sa.Column("lead_id", BIG, nullable=True))
    op.drop_index("ix_message_due", table_name="message")
    op.drop_index("ix_message_mail", table_name="message")
    _index("ix_message_due", "message", ["channel", "run_at", "id"], MAY_BE_DUE)
    _index("ix_message_outbox", "message", ["channel", "state", "id"], GOES_OUT)
    _index("ix_message_sms", "message", ["recipient_id", "sent_at"], IS_SMS)
    _index("ix_message_lead_id", "message", ["lead_id"], HAS_LEAD)


def downgrade() -> None:
    """Text messages, posts of bots and what people chose are lost; mails told together go out one by one."""
    op.execute("UPDATE message SET state = 'pending' WHERE state = 'folded'")
    op.execute("DELETE FROM message WHERE channel = 'sms'")
    for name in ("ix_message_lead_id", "ix_message_sms", "ix_message_outbox", "ix_message_due"):
        op.drop_index(name, table_name="message")
    _index("ix_message_due", "message", ["run_at", "id"], MAY_BE_DUE)
    _index("ix_message_mail", "message", ["state", "id"], IS_MAIL)
    for name in ("lead_id", "tried_at", "in_digest"):
        op.drop_column("message", name)
    op.drop_table("notice_choice")
    op.drop_table("bot_post")
    op.drop_table("bot")


def _index(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, unique=False, sqlite_where=where, postgresql_where=where)


def _make_bots() -> None:
    op.create_table(
        "bot",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("service", sa.String(length=10), nullable=False),
        sa.Column("url", sa.LargeBinary(), nullable=False),
        sa.Column("url_hint", sa.String(length=80), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("hears", sa.JSON(), nullable=False),
        sa.Column("quiet", sa.String(length=11), nullable=False),
        sa.Column("per_minute", sa.Integer(), nullable=False),
        sa.Column("recent", sa.JSON(), nullable=False),
        sa.Column("paused_until", UtcDateTime(), nullable=True),
        sa.Column("stopped_at", UtcDateTime(), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bot")),
    )


def _make_posts() -> None:
    op.create_table(
        "bot_post",
        sa.Column("id", BIG, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("bot_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("run_at", UtcDateTime(), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("leased_by", sa.String(length=40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", UtcDateTime(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("lead_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["bot_id"], ["bot.id"], name=op.f("fk_bot_post_bot_id_bot")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_bot_post_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bot_post")),
        sa.UniqueConstraint("event_id", "bot_id", name=op.f("uq_bot_post_event_id_bot_id")),
    )
    _index("ix_bot_post_due", "bot_post", ["bot_id", "run_at", "id"], MAY_BE_DUE)
    op.create_index(op.f("ix_bot_post_state_id"), "bot_post", ["state", "id"], unique=False)
    _index("ix_bot_post_lead_id", "bot_post", ["lead_id"], HAS_LEAD)
    op.create_index(op.f("ix_bot_post_bot_id_id"), "bot_post", ["bot_id", "id"], unique=False)
