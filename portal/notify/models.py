"""The outbox: one message per event, recipient and channel."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base
from portal.domain.events import Event
from portal.domain.people.models import Login

_DUE = text("state = 'pending' OR state = 'leased'")
_UNREAD = text("channel = 'inbox' AND read_at IS NULL")


class Message(AccountOwned, Base):
    """What one person is told about one event by one channel (inbox or email).

    `state`: pending, leased (a worker has it until `lease_until`), sent, dead (given up, shown to staff), discarded.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("event_id", "recipient_id", "channel"),
        Index("ix_message_due", "run_at", "id", sqlite_where=_DUE, postgresql_where=_DUE),
        Index(None, "recipient_id", "channel", "id"),
        Index("ix_message_unread", "recipient_id", "account_id", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
        Index(None, "channel", "state", "id"),
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
