"""Which month row i falls into, and its number in that month, without asking how many rows there are."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from portal.cli.demo.clock import AS_OF, working_clock
from portal.cli.demo.draw import Draw
from portal.domain.sales.months import months_on

FIRST_MONTH, MONTHS = date(2024, 12, 1), 24
SEASON = {1: 7, 2: 5, 3: 11, 4: 11, 5: 8, 6: 8, 7: 7, 8: 7, 9: 8, 10: 7, 11: 12, 12: 8}
"""How busy a month is: the peaks are March, April and November."""
FIRST_NUMBER = 1_000
"""Numbers of generated rows begin above those given by hand."""
LAST_DAY_OF_ENDED = 10
"""This month's ended rows began by this day, so that they could end."""


@dataclass(frozen=True)
class Slot:
    """One place of the cycle: the month, how many rows a turn gives it, and which of these it is."""

    month: date
    a_turn: int
    place: int
    is_open: bool = False

    def number(self, prefix: str, turn: int) -> str:
        return f"{prefix}-{self.month:%Y%m}-{FIRST_NUMBER + turn * self.a_turn + self.place:04d}"


def slots(open_ones: int) -> tuple[Slot, ...]:
    """The cycle: every month as often as it is busy, and this month's `open_ones` besides, which nobody has ended."""
    found: list[Slot] = []
    for months in range(MONTHS):
        month = months_on(FIRST_MONTH, months)
        usual = SEASON[month.month]
        more = open_ones if months == MONTHS - 1 else 0
        found += [Slot(month, usual + more, place, place >= usual) for place in range(usual + more)]
    # Side by side stand different months, so that few rows are already spread over both years.
    stride = next(step for step in (89, 97, 101, 103) if len(found) % step)
    return tuple(found[place * stride % len(found)] for place in range(len(found)))


@cache
def _days(month: date) -> tuple[date, ...]:
    """Working days, Mondays three times and others twice; the holidays of the Spring Festival are none."""
    following = months_on(month, 1)
    days = [day for day in working_clock().days if month <= day < following]
    if (month.year, month.month) == (AS_OF.year, AS_OF.month):
        days = [day for day in days if day.day <= LAST_DAY_OF_ENDED]
    return tuple(day for day in days for _ in range(3 if day.weekday() == 0 else 2))


def minute_in(slot: Slot, draw: Draw) -> int:
    """The working minute in which an ended row of that slot began."""
    return working_clock().minute(draw.one_of("day", _days(slot.month)), 1 + draw.number("minute", 449))
