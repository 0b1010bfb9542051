"""The official working calendar as a table: holidays and make-up working days, editable, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool, String, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base
from portal.domain.prepared import Prepared
from portal.domain.requests.clocks.rows import ClockPolicy, hours_of
from portal.domain.requests.work_minutes import WorkMinutes
from portal.domain.requests.working_time import STANDARD_HOURS, BusinessHours
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


Row = tuple[date, bool, bool]
"""A day, whether it is worked, and whether that is provisional."""


@dataclass(frozen=True)
class _Kept:
    """What was read when, around which day."""

    at: datetime
    today: date
    days: WorkingDays
    hours: BusinessHours
    lines: dict[BusinessHours, WorkMinutes] = field(default_factory=dict)

    def minutes(self, hours: BusinessHours) -> WorkMinutes:
        if hours not in self.lines:
            self.lines[hours] = WorkMinutes(self.days, self.today - PAST, self.today + AHEAD, hours)
        return self.lines[hours]


@dataclass(frozen=True)
class _LaidOut:
    """Rows of the calendar, as the driver gave them, and what was made of them."""

    rows: list[Any]
    minutes: WorkMinutes


_READ: WeakKeyDictionary[Pool, _Kept] = WeakKeyDictionary()
_LAID_OUT: WeakKeyDictionary[Pool, _LaidOut] = WeakKeyDictionary()
"""Both by the pool of the database they were read from."""

DAYS = select(CalendarDay.day, CalendarDay.is_workday, CalendarDay.is_provisional).where(
    CalendarDay.day.between(bindparam("first"), bindparam("last"))
)
_WINDOW = Prepared(DAYS)


_INTERVALS = (
    select(ClockPolicy.intervals).where(ClockPolicy.published_at.is_not(None)).order_by(ClockPolicy.no.desc()).limit(1)
)
DAYS_AND_HOURS = DAYS.add_columns(_INTERVALS.scalar_subquery().label("intervals"))
"""With the working hours of the policy in force: the frame of every page needs both, and asks once."""


def days_and_hours(work: Work) -> tuple[WorkingDays, BusinessHours]:
    """The calendar and the working hours in force as a minute ago, for the frame of a page."""
    kept = _kept(work)
    return kept.days, kept.hours


def work_minutes_around_today(work: Work, hours: BusinessHours = STANDARD_HOURS) -> WorkMinutes:
    """Working time around today (Asia/Shanghai). Work that writes promises by the calendar of this moment; work that
    only reads may show that of a minute ago."""
    return work_minutes_now(work, hours) if work.writes else _kept(work).minutes(hours)


def work_minutes_now(work: Work, hours: BusinessHours = STANDARD_HOURS) -> WorkMinutes:
    """The same by the calendar of this moment; it is asked each time, and laid out anew when it says something else."""
    connection, first, last = _connection(work), work.today - PAST, work.today + AHEAD
    rows = _WINDOW.raw(connection, {"first": first, "last": last})
    laid = _LAID_OUT.get(connection.engine.pool)
    if laid is None or (laid.minutes.first, laid.minutes.hours) != (first, hours) or laid.rows != rows:
        laid = _LaidOut(rows, WorkMinutes(_read(connection, first, last), first, last, hours))
        _LAID_OUT[connection.engine.pool] = laid
    return laid.minutes


def forget_calendar(work: Work) -> None:
    """After days were changed: this process shows the new ones at once."""
    _READ.pop(_connection(work).engine.pool, None)


def forget_all() -> None:
    """When databases are exchanged under a running process."""
    _READ.clear()


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
        far = {"first": today - FAR_PAST, "last": today + FAR_AHEAD}
        rows = connection.execute(DAYS_AND_HOURS, far).all()
        intervals = rows[0].intervals if rows else None
        hours = hours_of(intervals) if intervals else STANDARD_HOURS
        kept = _READ[pool] = _Kept(work.now, today, _days(rows), hours)
    return kept


def _read(connection: Connection, first: date, last: date) -> WorkingDays:
    return _days(_rows(connection, first, last))


def _rows(connection: Connection, first: date, last: date) -> list[Row]:
    """Plain tuples, which are compared in a wink."""
    found = connection.execute(DAYS, {"first": first, "last": last})
    return [(day, is_workday, is_provisional) for day, is_workday, is_provisional in found]


def _days(rows: Sequence[Any]) -> WorkingDays:
    """Of rows that begin like Row, whatever stands behind."""
    provisional = frozenset(row[0].year for row in rows if row[2])
    return WorkingDays({row[0]: row[1] for row in rows}, provisional_years=provisional)


def _connection(work: Work) -> Connection:
    return work.session.unguarded("the calendar belongs to no account")


def working_days_in(work: Work, first: date, last: date) -> WorkingDays:
    """Working days from `first` to `last`, for windows of contracts, which reach further than our promises."""
    return _read(_connection(work), first, last)


def named_days_in(work: Work, first: date, last: date) -> tuple[WorkingDays, dict[date, str]]:
    """Working days from `first` to `last`, and the names of the holidays among them, for saying why."""
    query = DAYS.add_columns(CalendarDay.name)
    rows = _connection(work).execute(query, {"first": first, "last": last}).all()
    return _days(rows), {row.day: row.name for row in rows if row.name}
