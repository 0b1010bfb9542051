"""The outbox: one message per event, recipient and channel; and the worker's regular jobs."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, NotFound
from portal.domain.events import Event
from portal.domain.people.models import Login
from portal.notify.bot import Bot, BotPost
from portal.notify.choice import NoticeChoice
from portal.notify.posted import (
    FIRST_PAUSE,
    HAS_LEAD,
    LONGEST_PAUSE,
    MAY_BE_DUE,
    MOST_TRIES,
    Posted,
    pause_after,
)

__all__ = [
    "EMAIL", "FIRST_PAUSE", "GOES_OUT", "INBOX", "IN_INBOX", "LONGEST_PAUSE", "MAY_BE_DUE", "MOST_TRIES", "SMS",
    "UNREAD", "Bot", "BotPost", "Job", "Message", "NoticeChoice", "Posted", "known_id", "pause_after",
]  # fmt: skip

INBOX, EMAIL, SMS = "inbox", "email", "sms"
# Spelled out, not bound: SQLite takes a partial index only for the very words of its condition.
GOES_OUT = text("channel <> 'inbox'")
IS_SMS = text("channel = 'sms'")
IN_INBOX = text("channel = 'inbox'")
IS_WAITING_HOOK = text("(channel = 'webhook' AND (state = 'pending' OR state = 'leased'))")
UNREAD = text("(channel = 'inbox' AND read_at IS NULL)")


def known_id(sent: int) -> int:
    """The id if a row could carry it; raises NotFound for what no database could hold."""
    if not 0 < sent < 2**63:
        raise NotFound(str(sent))
    return sent


class Message(Posted, AccountOwned, Base):
    """What one person is told about one event by one channel (inbox, email or sms).

    `in_digest`: one of those that the person reads in one mail a day.
    Those to partners carry their account; those to staff, or about a login itself, none.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("event_id", "recipient_id", "channel"),
        Index("ix_message_due", "channel", "run_at", "id", sqlite_where=MAY_BE_DUE, postgresql_where=MAY_BE_DUE),
        Index("ix_message_inbox", "recipient_id", "id", sqlite_where=IN_INBOX, postgresql_where=IN_INBOX),
        Index(
            "ix_message_unread", "recipient_id", "account_id", "read_at", sqlite_where=UNREAD, postgresql_where=UNREAD
        ),
        Index("ix_message_hook", "run_at", "id", sqlite_where=IS_WAITING_HOOK, postgresql_where=IS_WAITING_HOOK),
        Index("ix_message_outbox", "channel", "state", "id", sqlite_where=GOES_OUT, postgresql_where=GOES_OUT),
        Index("ix_message_sms", "recipient_id", "sent_at", sqlite_where=IS_SMS, postgresql_where=IS_SMS),
        Index("ix_message_lead_id", "lead_id", sqlite_where=HAS_LEAD, postgresql_where=HAS_LEAD),
    )

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # type: ignore[assignment]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    channel: Mapped[str] = mapped_column(String(8))
    in_digest: Mapped[bool] = mapped_column(default=False)
    read_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship(lazy="raise")
    recipient: Mapped[Login] = relationship(lazy="raise")


class Job(Base):
    """A regular job and when it last began; its row is locked while it runs, so that workers do not double it.

    `took_ms` and `done` are of its last run that ended well, `failed_at` and `failure` (a kind of error, never its
    text) of one since. Commands that run at regular times have a row too; `note` says what they worked on.
    """

    __tablename__ = "job"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    begun_at: Mapped[datetime]
    took_ms: Mapped[int | None]
    done: Mapped[int | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(String(200), default="")
