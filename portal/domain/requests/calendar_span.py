"""The official calendar between two days: windows of contracts reach further than the promises of requests."""

from datetime import date

from sqlalchemy import select

from portal.domain.requests.calendar import CalendarDay
from portal.domain.work import Work
from portal.domain.working_days import WorkingDays


def working_days_in(work: Work, first: date, last: date) -> WorkingDays:
    """Working days from `first` to `last` as the calendar knows them; beyond it weekends and fixed holidays."""
    query = select(CalendarDay.day, CalendarDay.is_workday, CalendarDay.is_provisional)
    connection = work.session.unguarded("the calendar belongs to no account")
    rows = connection.execute(query.where(CalendarDay.day.between(first, last))).all()
    provisional = frozenset(row.day.year for row in rows if row.is_provisional)
    return WorkingDays({row.day: row.is_workday for row in rows}, provisional_years=provisional)
