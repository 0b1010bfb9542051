"""The report that makes itself: of the month that is over, on the first working day after it."""

from datetime import date, datetime

from sqlalchemy import select

from portal.domain.events import Actor
from portal.domain.requests.calendar import working_days_in
from portal.domain.sales.months import last_ended, month_of
from portal.domain.scope import GuardedSession
from portal.domain.work import Work
from portal.domain.working_days import WorkingDays
from portal.insight.reporting.gathering import is_prepared
from portal.insight.reporting.models import MonthReport
from portal.insight.reporting.repository import Reports


def first_working_day(month: date, days: WorkingDays) -> date:
    """The first civil day of the month beginning on `month` that is worked."""
    return next(day for day in days.going(month) if days.is_workday(day))


def ask_due(session: GuardedSession, now: datetime) -> int:
    """Ask for the report of last month unless one made itself already; 1 when it was asked. From the first working day
    of the month on, once the figures of the whole month are there: a worker that stood still catches up."""
    work = Work(session, Actor.system("worker"), now, writes=True)
    this_month, month = month_of(work.today), last_ended(work.today)
    itself = select(MonthReport.id).where(MonthReport.month == month, MonthReport.asked_by_id.is_(None))
    if session.scalar(itself.limit(1)) is not None or not is_prepared(work, month):
        return 0
    if work.today < first_working_day(this_month, working_days_in(work, this_month, work.today.replace(day=28))):
        return 0
    Reports(work).ask(month)
    return 1
