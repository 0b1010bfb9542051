"""The line in the bar: what time it is, and whether we work."""

from datetime import date, datetime

from flask_babel import gettext as _

from portal.domain.requests.working_time import STANDARD_HOURS, BusinessHours, next_opening
from portal.domain.working_days import WorkingDays
from portal.web.locale import clock_time, day_of_week, local


def now_line(now: datetime, days: WorkingDays, hours: BusinessHours = STANDARD_HOURS) -> str:
    """Day, time, and how long we still work or when we begin again."""
    here = local(now)
    begin = f"{day_of_week(here.date())} {here:%H:%M}"
    return f"{begin} · {_hours(now, days, hours)}"


def _hours(now: datetime, days: WorkingDays, hours: BusinessHours) -> str:
    opens = next_opening(now, days, hours)
    if opens != now:
        return _("closed, back at %(moment)s", moment=_when(opens, local(now).date()))
    return _("working hours, until %(time)s", time=clock_time(_closing(now, hours)))


def _closing(now: datetime, hours: BusinessHours) -> datetime:
    """The end of the working day, the pause at noon not counted."""
    return [closes for _opens, closes in hours.on(local(now).date())][-1]


def _when(moment: datetime, today: date) -> str:
    day = local(moment).date()
    if day == today:
        return clock_time(moment)
    return f"{day_of_week(day)} {clock_time(moment)}"
