"""A change of the working calendar: what is wanted, when it was taken, how far the open promises are reckoned anew."""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import Base, Identifier
from portal.domain.events import Recorded
from portal.domain.people.models import Login


class CalendarChange(Recorded, Base):
    """A dry run until it is taken. `wanted` are days as [ISO day, worked, name, source]; an official notice
    (`is_notice`) makes the rest of its years final too. `seen_id` is the last request that was looked at, `moved` how
    many promises moved; what the days were before stands in the event log."""

    __tablename__ = "calendar_change"

    ref: Mapped[str] = mapped_column(String(22), unique=True, default=lambda: secrets.token_urlsafe(16))
    file_name: Mapped[str] = mapped_column(String(200), default="")
    wanted: Mapped[list[Any]] = mapped_column(JSON)
    is_notice: Mapped[bool] = mapped_column(default=False)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    made_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    first_day: Mapped[date | None]
    seen_id: Mapped[int] = mapped_column(Identifier, default=0)
    moved: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    made_by: Mapped[Login | None] = relationship(lazy="raise")
