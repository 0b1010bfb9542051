"""Working time laid out on a line, so that a list of deadlines is a list of subtractions."""

from datetime import date, datetime, time, timedelta

from portal.domain.requests.working_time import STANDARD_HOURS, BusinessHours, minutes_between
from portal.domain.work import SHANGHAI
from portal.domain.working_days import WorkingDays, civil_day, working_days_between


class WorkMinutes:
    """Business hours between civil days `first` and `last`, both included; beyond them it asks the calendar rule step
    by step, which is as right and slower."""

    def __init__(self, days: WorkingDays, first: date, last: date, hours: BusinessHours = STANDARD_HOURS) -> None:
        self.days, self.first, self.last, self.hours = days, first, last, hours
        self._open = [(_second(opens), _second(closes)) for opens, closes in hours.intervals]
        self._day = sum(closes - opens for opens, closes in self._open)
        self._start = first.toordinal()
        self._works = [days.is_workday(first + timedelta(n)) for n in range((last - first).days + 1)]
        self._before = [0]
        for works in self._works:
            self._before.append(self._before[-1] + works)

    def between(self, start: datetime, end: datetime) -> int:
        """Whole business minutes from `start` to `end` (both aware); negative when `end` comes first."""
        here, there = self._seconds(start), self._seconds(end)
        if here is None or there is None:
            return minutes_between(start, end, self.days, self.hours)
        return (there - here) // 60 if there >= here else -((here - there) // 60)

    def days_between(self, start: datetime, end: datetime) -> int:
        """Working days after the civil day of `start` up to and including that of `end`; negative the other way."""
        here, there = civil_day(start), civil_day(end)
        if not (self.first <= here <= self.last and self.first <= there <= self.last):
            return working_days_between(here, there, self.days)
        return self._before[there.toordinal() - self._start + 1] - self._before[here.toordinal() - self._start + 1]

    def _seconds(self, moment: datetime) -> int | None:
        """Business seconds from the first day to `moment`; None outside the line."""
        local = moment.astimezone(SHANGHAI)
        place = local.toordinal() - self._start
        if not 0 <= place < len(self._works):
            return None
        worked = self._before[place] * self._day
        if not self._works[place]:
            return worked
        second = local.hour * 3600 + local.minute * 60 + local.second
        for opens, closes in self._open:
            if second > opens:
                worked += min(second, closes) - opens
        return worked


def _second(edge: time) -> int:
    """Seconds from midnight."""
    return edge.hour * 3600 + edge.minute * 60
