"""Working time: business minutes and working days on a calendar with holidays and make-up days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from portal.domain.work import SHANGHAI

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LONGEST_REST = 60
"""Days in a row without work after which a calendar is taken to be broken instead of being searched for ever."""

FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Statutory days off (month, day) with a fixed date, by the 2024 rule; the others follow the moon."""


class BrokenCalendar(ValueError):
    """The calendar names no working day within LONGEST_REST days."""


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


@dataclass(frozen=True)
class WorkingDays:
    """Which civil days are worked: rows of the calendar table, else weekends and statutory days off."""

    known: Mapping[date, bool] = field(default_factory=dict)
    statutory: frozenset[date] = frozenset()
    provisional_years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        fallback = day.weekday() < 5 and day not in self.statutory and (day.month, day.day) not in FIXED_HOLIDAYS
        return self.known.get(day, fallback)

    def is_provisional(self, day: date) -> bool:
        """True while the official notice for that day is not loaded: make-up days may still change it."""
        return day not in self.known or day.year in self.provisional_years

    def going(self, day: date, step: timedelta = DAY) -> Iterator[date]:
        """Working days from `day` on (itself included), forwards or backwards; BrokenCalendar if there are none."""
        rest = 0
        while rest < LONGEST_REST:
            if self.is_workday(day):
                rest = 0
                yield day
            else:
                rest += 1
            day += step
        raise BrokenCalendar(f"no working day in the {LONGEST_REST} days before {day}")


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


def add_working_days(day: date, count: int, days: WorkingDays) -> date:
    """The civil day `count` working days after `day`, or before it if negative; `day` itself is never counted
    (Civil Code 201) and 0 gives it back."""
    step = DAY if count > 0 else -DAY
    going = days.going(day + step, step)
    for _ in range(abs(count)):
        day = next(going)
    return day


def working_days_between(start: date, end: date, days: WorkingDays) -> int:
    """Working days after `start` up to and including `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start, days)
    return sum(days.is_workday(start + n * DAY) for n in range(1, (end - start).days + 1))


def civil_day(moment: datetime) -> date:
    """The day of `moment` (aware) on the calendar of Asia/Shanghai."""
    return moment.astimezone(SHANGHAI).date()


def _openings(start: datetime, days: WorkingDays, hours: BusinessHours) -> Iterator[tuple[datetime, datetime]]:
    """Business intervals from `start` on, the first one cut to it."""
    if start.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    start = start.astimezone(UTC)
    for day in days.going(start.astimezone(hours.zone).date()):
        for opens, closes in hours.on(day):
            if closes > start:
                yield max(opens, start), closes
