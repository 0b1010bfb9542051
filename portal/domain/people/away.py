"""Who is away today and who stands in, kept in the process for a minute: many pages name people, few are away."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool, Select, bindparam, select
from sqlalchemy.orm import aliased

from portal.domain.people.absence import Absence
from portal.domain.people.models import Login, Staff
from portal.domain.work import Work

KEPT = timedelta(minutes=1)
"""How long a process shows what it read; what writes asks anew, and who changes an absence sees it at once."""


class Away(NamedTuple):
    """A colleague who is away until the end of `last_day` (Asia/Shanghai), and their deputy."""

    staff_id: int
    name: str
    deputy_id: int
    deputy: str
    last_day: date


@cache
def _today() -> Select[*tuple[Any, ...]]:
    """Put together once, when every table is known."""
    post, stands_in, who, deputy = aliased(Staff), aliased(Staff), aliased(Login), aliased(Login)
    days = (Absence.last_day >= bindparam("today"), Absence.first_day <= bindparam("today"))
    return (
        select(Absence.staff_id, who.name, Absence.deputy_id, deputy.name, Absence.last_day)
        .join(post, post.id == Absence.staff_id)
        .join(who, who.id == post.login_id)
        .join(stands_in, stands_in.id == Absence.deputy_id)
        .join(deputy, deputy.id == stands_in.login_id)
        .where(*days, Absence.ended_at.is_(None), deputy.deactivated_at.is_(None))
        .order_by(Absence.id)
    )


class _Kept(NamedTuple):
    at: datetime
    today: date
    away: dict[int, Away]


_READ: WeakKeyDictionary[Pool, _Kept] = WeakKeyDictionary()
"""By the pool of the database it was read from."""


def away_today(work: Work) -> dict[int, Away]:
    """By the id of the post, who is away today (Asia/Shanghai) and has a deputy whose sign-in is open."""
    connection = work.session.unguarded("who is away is about no account")
    if work.writes:
        return _read(connection, work.today)
    kept = _READ.get(connection.engine.pool)
    if kept is None or kept.today != work.today or abs(work.now - kept.at) > KEPT:
        kept = _READ[connection.engine.pool] = _Kept(work.now, work.today, _read(connection, work.today))
    return kept.away


def forget_absences(work: Work) -> None:
    """After one was announced or ended: this process shows it at once."""
    _READ.pop(work.session.unguarded("who is away is about no account").engine.pool, None)


def forget_all() -> None:
    """When databases are exchanged under a running process."""
    _READ.clear()


def _read(connection: Connection, today: date) -> dict[int, Away]:
    return {row.staff_id: Away(*row) for row in connection.execute(_today(), {"today": today})}
