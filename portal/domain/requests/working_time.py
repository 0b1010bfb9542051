"""Working time: business minutes on a calendar with holidays and make-up days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from portal.domain.work import SHANGHAI
from portal.domain.working_days import WorkingDays

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class BusinessHours:
    """Civil intervals of a working day, ascending and apart; ValueError otherwise."""

    intervals: tuple[tuple[time, time], ...] = ((time(9), time(12)), (time(13, 30), time(18)))
    zone: tzinfo = SHANGHAI

    def __post_init__(self) -> None:
        edges = [edge for interval in self.intervals for edge in interval]
        if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
            raise ValueError("business hours must be ascending intervals that do not touch")

    def on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The intervals of one civil day as UTC moments."""
        for interval in self.intervals:
            opens, closes = (datetime.combine(day, edge, self.zone).astimezone(UTC) for edge in interval)
            yield opens, closes

    def minutes_a_day(self) -> int:
        return sum((closes - opens) // MINUTE for opens, closes in self.on(date(2026, 1, 5)))


STANDARD_HOURS = BusinessHours()


def add_minutes(start: datetime, minutes: int, days: WorkingDays, hours: BusinessHours = STANDARD_HOURS) -> datetime:
    """The UTC moment at which `minutes` business minutes have passed since `start` (aware). Zero minutes gives the
    next opening; a sum that ends with an interval gives its closing. ValueError for fewer than 0 minutes."""
    if minutes < 0:
        raise ValueError("business minutes cannot be negative")
    left = minutes * MINUTE
    for opens, closes in _openings(start, days, hours):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise AssertionError("openings never end")


def minutes_between(start: datetime, end: datetime, days: WorkingDays, hours: BusinessHours = STANDARD_HOURS) -> int:
    """Whole business minutes from `start` to `end` (both aware); negative when `end` comes first."""
    if end < start:
        return -minutes_between(end, start, days, hours)
    worked = timedelta()
    for opens, closes in _openings(start, days, hours):
        if opens >= end:
            break
        worked += min(closes, end) - opens
    return worked // MINUTE


def next_opening(at: datetime, days: WorkingDays, hours: BusinessHours = STANDARD_HOURS) -> datetime:
    """The first UTC moment at or after `at` (aware) when we work; `at` itself while we do."""
    return add_minutes(at, 0, days, hours)


def is_open(at: datetime, days: WorkingDays, hours: BusinessHours = STANDARD_HOURS) -> bool:
    """Whether we work at `at` (aware); the closing moment itself is outside."""
    return next_opening(at, days, hours) == at


def _openings(start: datetime, days: WorkingDays, hours: BusinessHours) -> Iterator[tuple[datetime, datetime]]:
    """Business intervals from `start` on, the first one cut to it."""
    if start.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    start = start.astimezone(UTC)
    for day in days.going(start.astimezone(hours.zone).date()):
        for opens, closes in hours.on(day):
            if closes > start:
                yield max(opens, start), closes
