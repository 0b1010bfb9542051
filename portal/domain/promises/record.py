"""How well each of us keeps what they promise: kept in time, late, still overdue."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, func, select, true

from portal.domain.people.models import Login, Staff
from portal.domain.promises.models import Pledge
from portal.domain.promises.open import IS_STILL_OPEN
from portal.domain.work import AnySelect, Work

PERIOD = timedelta(days=89)
"""Before today: ninety calendar days in all."""
IN_TIME: ColumnElement[bool] = and_(Pledge.kept_on <= Pledge.due_on, Pledge.missed_on.is_(None))


@dataclass(frozen=True)
class KeptRecord:
    """One person's figures. They count for whoever has the promise now; what was called off counts for nobody."""

    owner_id: int
    name: str
    in_time: int = 0
    late: int = 0
    overdue: int = 0

    @property
    def percent(self) -> int:
        """Of what fell due, the share that was kept in time, rounded down; 100 where nothing fell due."""
        every = self.in_time + self.late + self.overdue
        return 100 * self.in_time // every if every else 100


def kept_records(work: Work) -> list[KeptRecord]:
    """The figures of everybody who has any, by name; overdue is counted however old it is. Two statements."""
    found: dict[int, KeptRecord] = {}
    for owner_id, name, in_time, every in work.session.execute(_by_owner(fell_due(work.today), IN_TIME)):
        found[owner_id] = KeptRecord(owner_id, name, in_time, every - in_time)
    for owner_id, name, overdue, _ in work.session.execute(_by_owner(is_overdue(work.today), true())):
        found[owner_id] = replace(found.get(owner_id, KeptRecord(owner_id, name)), overdue=overdue)
    return sorted(found.values(), key=lambda one: (one.name, one.owner_id))


def fell_due(today: date) -> tuple[ColumnElement[bool], ...]:
    """Kept promises whose day lies in the period that ends with civil day `today`."""
    return (Pledge.due_on.between(today - PERIOD, today), Pledge.kept_on.is_not(None))


def is_overdue(today: date) -> tuple[ColumnElement[bool], ...]:
    """Open promises whose day has passed by civil day `today`."""
    return (*IS_STILL_OPEN, Pledge.due_on < today)


def _by_owner(which: tuple[ColumnElement[bool], ...], chosen: ColumnElement[bool]) -> AnySelect:
    """Owner, name, how many are `chosen`, how many in all."""
    counted = func.sum(case((chosen, 1), else_=0))
    query = select(Pledge.owner_id, Login.name, counted, func.count(Pledge.id))
    query = query.join(Staff, Staff.id == Pledge.owner_id).join(Login, Login.id == Staff.login_id)
    return query.where(*which).group_by(Pledge.owner_id, Login.name)
