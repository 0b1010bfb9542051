"""Whose turn an import is: one worker has it for a while, and whatever it does holds only as long as it has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from portal.db.transaction import transaction
from portal.domain.events import Actor
from portal.domain.people.models import Login, Staff
from portal.domain.people.roles import Reach
from portal.domain.scope import EveryAccount, GuardedSession
from portal.intake.models import AT_WORK, CHECKING, IMPORTING, STOPPED, UPLOADED, ImportBatch

SCOPE = EveryAccount("an import may concern every account")
LEASE = timedelta(seconds=60)
MOST_TRIES = 3


class LostLease(Exception):
    """Another worker has the import now, or staff stopped it: what was begun is dropped."""


_HELD = (
    select(ImportBatch)
    .where(
        ImportBatch.id == bindparam("batch_id"), ImportBatch.leased_by == bindparam("worker"),
        ImportBatch.state == bindparam("held_in"),
    )
    .with_for_update()
)  # fmt: skip
"""Put together once: it is asked in every transaction of an import."""


@dataclass(frozen=True)
class Lease:
    """The right of one worker to go on with one import as long as it stays in `state`."""

    batch_id: int
    worker: str
    state: str

    def hold(self, session: GuardedSession) -> ImportBatch:
        """The import, for this transaction and a minute more. Raises LostLease."""
        mine = {"batch_id": self.batch_id, "worker": self.worker, "held_in": self.state}
        batch: ImportBatch | None = session.scalar(_HELD, mine)
        if batch is None:
            raise LostLease(self.batch_id)
        batch.lease_until = datetime.now(UTC) + LEASE
        return batch


def take_lease(worker: str, number: str | None = None) -> Lease | None:
    """The oldest import, or the one of that number, whose turn it is and that no other living worker has.

    Asks first without the write lock, for most rounds of a worker find nothing.
    """
    waiting = _waiting(worker, number).limit(1)
    with transaction(SCOPE, writes=False) as session:
        if session.scalar(waiting) is None:
            return None
    with transaction(SCOPE) as session:
        batch = session.scalar(waiting.with_for_update(skip_locked=True))
        if batch is None:
            return None
        if batch.state == IMPORTING and _may_no_more(session, batch):
            give_back(batch, STOPPED)
            batch.record("import.stopped", by=Actor.system("import"), at=datetime.now(UTC), done=batch.done)
            return None
        reserve(batch, worker)
        batch.tries += 1
        if batch.state == UPLOADED:
            batch.state = CHECKING
        return Lease(batch.id, worker, batch.state)


def _may_no_more(session: GuardedSession, batch: ImportBatch) -> bool:
    """Whether who had it done has left since, or sees only some accounts by now: what waited is not done in their
    name. Somebody else may have it done."""
    if batch.started_by_id is None:
        return False
    query = select(Login.id).join(Staff, Staff.login_id == Login.id).where(Login.id == batch.started_by_id)
    return session.scalar(query.where(Login.deactivated_at.is_(None), Staff.reach == Reach.ALL)) is None


def give_back(batch: ImportBatch, state: str, **columns: Any) -> None:
    """The work is done: the import rests in `state`."""
    batch.state, batch.leased_by, batch.lease_until, batch.tries = state, "", None, 0
    for name, value in columns.items():
        setattr(batch, name, value)


def starter(session: GuardedSession, batch: ImportBatch) -> Actor:
    """Whoever had the import done, or undone: its changes are theirs."""
    if batch.started_by_id is None:
        return Actor.system("import")
    query = select(Login.name, Staff.id).join(Staff, Staff.login_id == Login.id).where(Login.id == batch.started_by_id)
    name, staff_id = session.execute(query).one()
    return Actor("staff", name, login_id=batch.started_by_id, staff_id=staff_id, address=batch.address)


def managers(session: GuardedSession) -> Mapping[str, int]:
    """Name → id of our own people who are not deactivated; a name that two of them have is nobody's."""
    query = select(Login.name, Staff.id).join(Staff, Staff.login_id == Login.id).where(Login.deactivated_at.is_(None))
    found = [(name, staff_id) for name, staff_id in session.execute(query)]
    names = [name for name, _ in found]
    return {name: staff_id for name, staff_id in found if names.count(name) == 1}


def reserve(batch: ImportBatch, worker: str) -> None:
    """Keep the import for this worker alone."""
    batch.leased_by, batch.lease_until = worker, datetime.now(UTC) + LEASE


def _waiting(worker: str, number: str | None) -> Select[ImportBatch]:
    free = or_(
        ImportBatch.lease_until.is_(None), ImportBatch.lease_until < datetime.now(UTC), ImportBatch.leased_by == worker
    )
    waiting = select(ImportBatch).where(ImportBatch.state.in_(AT_WORK), free).order_by(ImportBatch.id)
    return waiting if number is None else waiting.where(ImportBatch.number == number)
