"""Business time counted minute by minute, by a calendar written down by hand: it knows nothing of the portal's clock.

Source of the days: domain 5.3 for 2026 and 2027, the notice of the State Council for the turn of 2025.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
USUAL = (("09:00", "12:00"), ("13:30", "18:00"))
Interval = tuple[str, str]


def days(*texts: str) -> frozenset[date]:
    """2026-02-15..23 stands for nine days."""
    found = set()
    for text in texts:
        first, _, last = text.partition("..")
        begin = date.fromisoformat(first)
        found |= {begin + DAY * n for n in range((int(last) if last else begin.day) - begin.day + 1)}
    return frozenset(found)


OFF = days(
    "2025-10-01..8", "2026-01-01..3", "2026-02-15..23", "2026-04-04..6", "2026-05-01..5", "2026-06-19..21",
    "2026-09-25..27", "2026-10-01..7", "2027-01-01", "2027-02-05..8", "2027-04-05", "2027-05-01..2", "2027-06-09",
    "2027-09-15", "2027-10-01..3",
)  # fmt: skip
MADE_UP = days(
    "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"
)


def is_worked(day: date, named: dict[str, bool] | None = None) -> bool:
    if named and day.isoformat() in named:
        return named[day.isoformat()]
    return day in MADE_UP or (day.weekday() < 5 and day not in OFF)


def due(
    start: datetime, minutes: int, *, intervals: Sequence[Interval] = USUAL,
    pauses: Sequence[tuple[datetime, datetime]] = (), named: dict[str, bool] | None = None,
) -> datetime:  # fmt: skip
    """Goes on by one minute at a time until so many have counted; moments are naive and of Asia/Shanghai."""
    at, left = start, minutes
    while True:
        if not is_worked(at.date(), named):
            at = datetime.combine(at.date() + DAY, time())
        elif not counts(at, intervals, pauses):
            at += MINUTE
        elif left == 0:
            return at
        else:
            at, left = at + MINUTE, left - 1
            if left == 0:
                return at


def counts(at: datetime, intervals: Sequence[Interval], pauses: Sequence[tuple[datetime, datetime]]) -> bool:
    clock = f"{at:%H:%M}"
    return any(opens <= clock < closes for opens, closes in intervals) and not any(
        begins <= at < ends for begins, ends in pauses
    )
