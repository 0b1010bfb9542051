"""The outbox: one message per event, recipient and channel; and the worker's regular jobs."""

import random
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Conflict, NotFound
from portal.domain.events import Actor, Event, Recorded
from portal.domain.people.models import Login

INBOX, EMAIL = "inbox", "email"
MOST_TRIES = 10
"""After so many failures in a row a message is given up and shown to staff."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)

# Spelled out, not bound: SQLite takes a partial index only for the very words of its condition.
MAY_BE_DUE = text("(state = 'pending' OR state = 'leased')")
IS_MAIL = text("channel = 'email'")
IN_INBOX = text("channel = 'inbox'")
IS_WAITING_HOOK = text("(channel = 'webhook' AND (state = 'pending' OR state = 'leased'))")
UNREAD = text("(channel = 'inbox' AND read_at IS NULL)")
_dice = random.SystemRandom()


def known_id(sent: int) -> int:
    """The id if a row could carry it; raises NotFound for what no database could hold."""
    if not 0 < sent < 2**63:
        raise NotFound(str(sent))
    return sent


def pause_after(tries: int) -> timedelta:
    """How long to wait after that many failures: 1 minute, doubling up to 6 hours, and up to a quarter more by
    chance, so that messages that failed together do not come back together."""
    pause: timedelta = min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
    return pause * _dice.uniform(1, 1.25)


class Message(Recorded, AccountOwned, Base):
    """What one person is told about one event by one channel (inbox or email).

    `state`: pending, leased (a worker has it until `lease_until`), sent, dead (given up, shown to staff), discarded.
    Those to partners carry their account; those to staff, or about a login itself, none.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("event_id", "recipient_id", "channel"),
        Index("ix_message_due", "run_at", "id", sqlite_where=MAY_BE_DUE, postgresql_where=MAY_BE_DUE),
        Index("ix_message_inbox", "recipient_id", "id", sqlite_where=IN_INBOX, postgresql_where=IN_INBOX),
        Index(
            "ix_message_unread", "recipient_id", "account_id", "read_at", sqlite_where=UNREAD, postgresql_where=UNREAD
        ),
        Index("ix_message_hook", "run_at", "id", sqlite_where=IS_WAITING_HOOK, postgresql_where=IS_WAITING_HOOK),
        Index("ix_message_mail", "state", "id", sqlite_where=IS_MAIL, postgresql_where=IS_MAIL),
    )

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # type: ignore[assignment]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    channel: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(60))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(10), default="pending")
    made_at: Mapped[datetime]
    run_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    leased_by: Mapped[str] = mapped_column(String(40), default="")
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship(lazy="raise")
    recipient: Mapped[Login] = relationship(lazy="raise")

    def mark_sent(self, at: datetime) -> None:
        self.state, self.sent_at, self.last_error = "sent", at, ""

    def put_off(self, at: datetime, reason: str) -> None:
        """A try failed: again after a growing pause, or given up after MOST_TRIES."""
        self.tries += 1
        if self.tries >= MOST_TRIES:
            self.give_up(reason)
        else:
            self.state, self.run_at, self.last_error = "pending", at + pause_after(self.tries), reason

    def give_up(self, reason: str) -> None:
        self.state, self.last_error = "dead", reason

    def drop(self, reason: str) -> None:
        """It has become pointless before it was sent: the link is used, the person has left."""
        self.state, self.last_error = "discarded", reason

    def replay(self, *, by: Actor, at: datetime) -> None:
        """Try a dead message again from the beginning; Conflict if it is not dead any more."""
        if self.state != "dead":
            raise Conflict("message.not_dead")
        self.state, self.run_at, self.tries = "pending", at, 0
        self.record("message.replayed", by=by, at=at, message_kind=self.kind)

    def discard(self, *, by: Actor, at: datetime) -> None:
        """Decide that a dead or waiting message is not sent; Conflict if it is sent, being sent or discarded."""
        if self.state not in ("dead", "pending"):
            raise Conflict("message.not_waiting")
        self.drop("by hand")
        self.record("message.discarded", by=by, at=at, message_kind=self.kind)


class Job(Base):
    """A regular job and when it last began; its row is locked while it runs, so that workers do not double it."""

    __tablename__ = "job"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    begun_at: Mapped[datetime]
