"""The official working calendar as a table: holidays and make-up working days, editable, year by year."""

from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool, String, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base
from portal.domain.requests.work_minutes import WorkMinutes
from portal.domain.work import Work
from portal.domain.working_days import WorkingDays

PAST, AHEAD = timedelta(days=31), timedelta(days=90)
"""How much of the calendar is read; beyond it weekends and fixed holidays are a good enough guess."""
KEPT = timedelta(minutes=1)
"""How long a process shows what it read: most pages need the calendar, and it changes once a year."""


class CalendarDay(Base):
    """One day whose kind is known. `is_provisional`: the State Council's notice for its year is not out yet."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(unique=True)
    is_workday: Mapped[bool]
    name: Mapped[str] = mapped_column(String(40), default="")
    source: Mapped[str] = mapped_column(String(40), default="")
    is_provisional: Mapped[bool] = mapped_column(default=False)


_READ: WeakKeyDictionary[Pool, tuple[datetime, WorkMinutes]] = WeakKeyDictionary()
"""By the pool of the database it was read from: when, and what."""

DAYS = select(CalendarDay.day, CalendarDay.is_workday, CalendarDay.is_provisional).where(
    CalendarDay.day.between(bindparam("first"), bindparam("last"))
)


def work_minutes_around_today(work: Work) -> WorkMinutes:
    """Working time around today (Asia/Shanghai). Work that writes promises by the calendar of this moment; work that
    only reads may show that of a minute ago."""
    connection = work.session.unguarded("the calendar belongs to no account")
    if work.writes:
        return _read(connection, work.today)
    pool = connection.engine.pool
    at, minutes = _READ.get(pool, (None, None))
    if at is None or minutes is None or abs(work.now - at) > KEPT or minutes.first != work.today - PAST:
        minutes = _read(connection, work.today)
        _READ[pool] = work.now, minutes
    return minutes


def working_days_in(work: Work, first: date, last: date) -> WorkingDays:
    """Working days from `first` to `last`, for windows of contracts, which reach further than our promises."""
    return _days(work.session.unguarded("the calendar belongs to no account"), first, last)


def _read(connection: Connection, today: date) -> WorkMinutes:
    first, last = today - PAST, today + AHEAD
    return WorkMinutes(_days(connection, first, last), first, last)


def _days(connection: Connection, first: date, last: date) -> WorkingDays:
    rows = connection.execute(DAYS, {"first": first, "last": last}).all()
    provisional = frozenset(row.day.year for row in rows if row.is_provisional)
    return WorkingDays({row.day: row.is_workday for row in rows}, provisional_years=provisional)
