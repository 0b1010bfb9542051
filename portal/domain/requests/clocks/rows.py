"""Rows of the clock: versions of the policy with their targets, and the pauses of a request."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Identifier, belongs_to
from portal.domain.events import Recorded
from portal.domain.requests.clocks.policy import Policy, Targets
from portal.domain.requests.working_time import BusinessHours


class ClockPolicy(Recorded, Base):
    """One version, numbered from 1; a draft until it is published, and never changed after that. `intervals` are
    pairs of HH:MM in Asia/Shanghai."""

    __tablename__ = "clock_policy"

    no: Mapped[int] = mapped_column(unique=True)
    intervals: Mapped[list[Any]] = mapped_column(JSON)
    warn_percent: Mapped[int]
    paused_in: Mapped[list[str]]
    is_off: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    targets: Mapped[list["ClockTarget"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ClockTarget.id"
    )

    @property
    def number(self) -> str:
        """What the event log calls it."""
        return str(self.no)

    @property
    def value(self) -> Policy:
        """The version as plain values; its targets must be loaded."""
        found = {(row.category, row.priority): row.value for row in self.targets}
        return Policy(
            self.no, found, hours_of(self.intervals), self.warn_percent, frozenset(self.paused_in), self.is_off,
            self.published_at,
        )  # fmt: skip


class ClockTarget(Base):
    """Business minutes promised for one category and priority; no row is no clock."""

    __tablename__ = "clock_target"
    __table_args__ = (Index(None, "policy_id", "category", "priority", unique=True),)

    policy_id: Mapped[int] = mapped_column(ForeignKey("clock_policy.id"))
    category: Mapped[str] = mapped_column(String(30))
    priority: Mapped[str] = mapped_column(String(2))
    first_minutes: Mapped[int]
    next_minutes: Mapped[int]
    resolution_minutes: Mapped[int]

    @property
    def value(self) -> Targets:
        return Targets(self.first_minutes, self.next_minutes, self.resolution_minutes)


class ClockPause(AccountOwned, Base):
    """A time in which the clock of a request stood still, and the state that stopped it; open while it lasts."""

    __tablename__ = "clock_pause"
    __table_args__ = (*belongs_to(request_id="service_request"), Index(None, "request_id", "id"))

    request_id: Mapped[int] = mapped_column(Identifier)
    state: Mapped[str] = mapped_column(String(16))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def hours_of(intervals: list[Any]) -> BusinessHours:
    """Stored intervals as business hours; ValueError when they make no sense."""
    return BusinessHours(tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in intervals))


def stored_hours(hours: BusinessHours) -> list[list[str]]:
    """As `hours_of` reads them: pairs of clock times, `09:00`."""
    return [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in hours.intervals]
