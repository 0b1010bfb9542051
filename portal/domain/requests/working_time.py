"""Working time: business minutes on a calendar with holidays, make-up days and pauses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from portal.domain.work import SHANGHAI
from portal.domain.working_days import WorkingDays

MINUTE = timedelta(minutes=1)
Span = tuple[datetime, datetime]
"""From one moment to a later one, both aware."""


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


def add_minutes(
    start: datetime, minutes: int, days: WorkingDays, hours: BusinessHours = STANDARD_HOURS,
    pauses: Iterable[Span] = (),
) -> datetime:  # fmt: skip
    """The UTC moment at which `minutes` business minutes outside the pauses have passed since `start` (aware). Zero
    minutes gives the next opening; a sum that ends with an interval, or where a pause begins, gives that moment: a
    pause that begins later moves nothing. ValueError for fewer than 0 minutes."""
    if minutes < 0:
        raise ValueError("business minutes cannot be negative")
    left = minutes * MINUTE
    for opens, closes in _running(start, days, hours, pauses):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise AssertionError("openings never end")


def minutes_between(
    start: datetime, end: datetime, days: WorkingDays, hours: BusinessHours = STANDARD_HOURS,
    pauses: Iterable[Span] = (),
) -> int:  # fmt: skip
    """Whole business minutes outside the pauses from `start` to `end` (both aware); negative when `end` comes first."""
    if end < start:
        return -minutes_between(end, start, days, hours, pauses)
    worked = (closes - opens for opens, closes in counted_between(start, end, days, hours, pauses))
    return sum(worked, timedelta()) // MINUTE


def counted_between(
    start: datetime, end: datetime, days: WorkingDays, hours: BusinessHours = STANDARD_HOURS,
    pauses: Iterable[Span] = (),
) -> Iterator[Span]:  # fmt: skip
    """What of the time from `start` to `end` counts: business intervals outside the pauses, cut to it, in UTC."""
    for opens, closes in _running(start, days, hours, pauses):
        if opens >= end:
            break
        yield opens, min(closes, end)


def next_opening(at: datetime, days: WorkingDays, hours: BusinessHours = STANDARD_HOURS) -> datetime:
    """The first UTC moment at or after `at` (aware) when we work; `at` itself while we do."""
    return add_minutes(at, 0, days, hours)


def is_open(at: datetime, days: WorkingDays, hours: BusinessHours = STANDARD_HOURS) -> bool:
    """Whether we work at `at` (aware); the closing moment itself is outside."""
    return next_opening(at, days, hours) == at


def _openings(start: datetime, days: WorkingDays, hours: BusinessHours) -> Iterator[Span]:
    """Business intervals from `start` on, the first one cut to it."""
    if start.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    start = start.astimezone(UTC)
    for day in days.going(start.astimezone(hours.zone).date()):
        for opens, closes in hours.on(day):
            if closes > start:
                yield max(opens, start), closes


def _running(start: datetime, days: WorkingDays, hours: BusinessHours, pauses: Iterable[Span]) -> Iterator[Span]:
    """Business intervals from `start` on, without what lies in a pause."""
    openings, holes = _openings(start, days, hours), _joined(pauses)
    return openings if not holes else _cut(openings, holes)


def _cut(openings: Iterable[Span], holes: list[Span]) -> Iterator[Span]:
    for opens, closes in openings:
        for begins, ends in holes:
            if begins < closes and opens < ends:
                if opens < begins:
                    yield opens, begins
                opens = ends
        if opens < closes:
            yield opens, closes


def _joined(pauses: Iterable[Span]) -> list[Span]:
    """Pauses in the order of time, those that touch made one; ValueError for one that ends before it begins."""
    found: list[Span] = []
    for begins, ends in sorted(pauses):
        if ends < begins:
            raise ValueError("a pause cannot end before it begins")
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], ends)
        elif begins < ends:
            found.append((begins, ends))
    return found
