"""Rows of group bots: where they post, what they hear; and what is on its way to them."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import Base, StaffOnly
from portal.domain.events import Actor, Event, Recorded
from portal.notify.posted import HAS_LEAD, MAY_BE_DUE, Posted


class Bot(Recorded, StaffOnly, Base):
    """A bot of a group in WeCom, DingTalk or Feishu. Its address and its secret are sealed: who has them can post.

    `url_hint` is all that is shown of the address. `recent` holds the moments (seconds since 1970) of what was handed
    over lately, `paused_until` the service's own pause: its cap binds all workers together.
    """

    __tablename__ = "bot"

    name: Mapped[str] = mapped_column(String(40))
    service: Mapped[str] = mapped_column(String(10))
    url: Mapped[bytes] = mapped_column(LargeBinary)
    url_hint: Mapped[str] = mapped_column(String(80))
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    locale: Mapped[str] = mapped_column(String(2))
    hears: Mapped[list[str]] = mapped_column(default=list)
    quiet: Mapped[str] = mapped_column(String(11), default="")
    per_minute: Mapped[int]
    recent: Mapped[list[float]] = mapped_column(JSON, default=list)
    paused_until: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def is_on(self) -> bool:
        return self.stopped_at is None and self.removed_at is None

    def test(self, *, by: Actor, at: datetime) -> None:
        """Ask for a test message; the worker posts it."""
        self.record("bot.tested", by=by, at=at, name=self.name)

    def stop(self, *, by: Actor, at: datetime) -> None:
        self.stopped_at = at
        self.record("bot.stopped", by=by, at=at, name=self.name)

    def go_on(self, *, by: Actor, at: datetime) -> None:
        self.stopped_at = None
        self.record("bot.resumed", by=by, at=at, name=self.name)

    def remove(self, *, by: Actor, at: datetime) -> None:
        """Take it out for good; its secrets are forgotten, what it was told stays."""
        self.removed_at, self.url, self.secret = at, b"", None
        self.record("bot.removed", by=by, at=at, name=self.name)


class BotPost(Posted, StaffOnly, Base):
    """What one group is told about one event."""

    __tablename__ = "bot_post"
    __table_args__ = (
        UniqueConstraint("event_id", "bot_id"),
        Index("ix_bot_post_due", "bot_id", "run_at", "id", sqlite_where=MAY_BE_DUE, postgresql_where=MAY_BE_DUE),
        Index(None, "state", "id"),
        Index("ix_bot_post_lead_id", "lead_id", sqlite_where=HAS_LEAD, postgresql_where=HAS_LEAD),
        Index(None, "bot_id", "id"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    bot_id: Mapped[int] = mapped_column(ForeignKey("bot.id"))

    event: Mapped[Event] = relationship(lazy="raise")
    bot: Mapped[Bot] = relationship(lazy="raise")
