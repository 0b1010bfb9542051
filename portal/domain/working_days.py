"""Which civil days are worked: weekends, holidays and make-up days, and counting in working days.

Every subject counts by it; what is read from the calendar table is handed in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from portal.domain.work import SHANGHAI

DAY = timedelta(days=1)
LONGEST_REST = 60
"""Days in a row without work after which a calendar is taken to be broken instead of being searched for ever."""

FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Statutory days off (month, day) with a fixed date, by the 2024 rule; the others follow the moon."""


class BrokenCalendar(ValueError):
    """The calendar names no working day within LONGEST_REST days."""


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
