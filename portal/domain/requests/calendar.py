"""The official working calendar as a table: holidays and make-up working days, editable, year by year."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool, String, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base
from portal.domain.requests.work_minutes import WorkMinutes
from portal.domain.work import Work
from portal.domain.working_days import WorkingDays

PAST, AHEAD = timedelta(days=31), timedelta(days=90)
"""How much of the calendar promises are reckoned by; beyond it weekends and fixed holidays are a good enough guess."""
FAR_PAST, FAR_AHEAD = timedelta(days=100), timedelta(days=900)
"""How much of it the last days of contracts need."""
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


@dataclass(frozen=True)
class _Kept:
    """What was read when, around which day."""

    at: datetime
    today: date
    days: WorkingDays

    @cached_property
    def minutes(self) -> WorkMinutes:
        return WorkMinutes(self.days, self.today - PAST, self.today + AHEAD)


_READ: WeakKeyDictionary[Pool, _Kept] = WeakKeyDictionary()
"""By the pool of the database it was read from."""

DAYS = select(CalendarDay.day, CalendarDay.is_workday, CalendarDay.is_provisional).where(
    CalendarDay.day.between(bindparam("first"), bindparam("last"))
)


def work_minutes_around_today(work: Work) -> WorkMinutes:
    """Working time around today (Asia/Shanghai). Work that writes promises by the calendar of this moment; work that
    only reads may show that of a minute ago."""
    if not work.writes:
        return _kept(work).minutes
    first, last = work.today - PAST, work.today + AHEAD
    return WorkMinutes(_read(_connection(work), first, last), first, last)


def working_days_far(work: Work) -> WorkingDays:
    """Working days from a hundred days ago to nine hundred ahead, as fresh as `work_minutes_around_today`."""
    if not work.writes:
        return _kept(work).days
    return _read(_connection(work), work.today - FAR_PAST, work.today + FAR_AHEAD)


def working_days_since(work: Work, first: date) -> WorkingDays:
    """The same, and back to civil day `first` where that lies further: for what is reckoned from a day long gone."""
    if first >= work.today - FAR_PAST:
        return working_days_far(work)
    return _read(_connection(work), first, work.today + FAR_AHEAD)


def _kept(work: Work) -> _Kept:
    connection, today = _connection(work), work.today
    pool = connection.engine.pool
    kept = _READ.get(pool)
    if kept is None or abs(work.now - kept.at) > KEPT or kept.today != today:
        kept = _Kept(work.now, today, _read(connection, today - FAR_PAST, today + FAR_AHEAD))
        _READ[pool] = kept
    return kept


def _read(connection: Connection, first: date, last: date) -> WorkingDays:
    rows = connection.execute(DAYS, {"first": first, "last": last}).all()
    provisional = frozenset(row.day.year for row in rows if row.is_provisional)
    return WorkingDays({row.day: row.is_workday for row in rows}, provisional_years=provisional)


def _connection(work: Work) -> Connection:
    return work.session.unguarded("the calendar belongs to no account")


def working_days_in(work: Work, first: date, last: date) -> WorkingDays:
    """Working days from `first` to `last`, for windows of contracts, which reach further than our promises."""
    return _read(_connection(work), first, last)
