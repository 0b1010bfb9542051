"""Working minutes counted through, so that a moment of a generated story is a sum and not a search."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from portal.cli.calendar_seed import calendar_rows
from portal.domain.requests.working_time import STANDARD_HOURS
from portal.domain.work import SHANGHAI

AS_OF = datetime(2026, 11, 23, 14, 20, tzinfo=SHANGHAI)
"""The day on which the demonstration company stands still."""
TODAY = AS_OF.date()
YEARS = range(2024, 2028)
MORNING = 180
DAY_MINUTES = STANDARD_HOURS.minutes_a_day()


def shanghai(text: str) -> datetime:
    """2026-11-23 14:20 in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


class WorkingClock:
    """Working minute n of working day d is minute d × 450 + n; the same sums as `working_time.add_minutes`."""

    def __init__(self, days: Iterable[date]) -> None:
        self.days = sorted(days)
        self._openings = [datetime.combine(day, time(1), UTC) for day in self.days]

    def minute(self, day: date, within: int = 0) -> int:
        """The working minute `within` minutes after the opening of `day`, or of the next working day."""
        number = bisect_right(self.days, day - timedelta(days=1))
        return number * DAY_MINUTES + (within if self.days[number] == day else 0)

    def moment(self, minute: int) -> datetime:
        """When that many working minutes have passed: an interval's end, rather than the next one's beginning."""
        number, within = divmod(minute - 1, DAY_MINUTES)
        within += 1
        lunch = 90 if within > MORNING else 0
        return self._openings[number] + timedelta(minutes=within + lunch)


@cache
def working_clock() -> WorkingClock:
    return WorkingClock(row.date for row in calendar_rows(YEARS) if row.is_workday)
