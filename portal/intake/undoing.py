"""Taking an import back: what it added and nobody used since goes, what it changed and nobody changed since returns."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import and_, func, select

from portal.db.transaction import transaction
from portal.domain.scope import GuardedSession
from portal.intake.lease import SCOPE, Lease, give_back, starter
from portal.intake.models import UNDONE, ImportBatch, ImportRow
from portal.intake.pace import Pace, pace_of
from portal.intake.subjects import SUBJECTS

UNDOINGS = ("removed", "set_back", "kept")
TO_BE_UNDONE = and_(ImportRow.applied_at.is_not(None), ImportRow.undone_at.is_(None))


def undo(lease: Lease) -> Iterator[None]:
    """Take back row by row, the last one first; interrupted anywhere and begun again, the result is the same."""
    with transaction(SCOPE) as session:
        _begin(session, lease.hold(session))
        pace = pace_of(session)
    yield
    while _undo_some(lease, pace):
        yield


def _begin(session: GuardedSession, batch: ImportBatch) -> None:
    left = select(func.count()).select_from(ImportRow).where(ImportRow.batch_id == batch.id, TO_BE_UNDONE)
    batch.outcomes = {name: batch.outcomes[name] for name in UNDOINGS if name in batch.outcomes}
    batch.done = sum(batch.outcomes.values())
    batch.total = batch.done + (session.scalar(left) or 0)


def _undo_some(lease: Lease, pace: Pace) -> bool:
    with transaction(SCOPE) as session, pace.measured():
        batch = lease.hold(session)
        subject = SUBJECTS[batch.subject]
        taken = select(ImportRow).where(ImportRow.batch_id == batch.id, TO_BE_UNDONE)
        rows = list(session.scalars(taken.order_by(ImportRow.position.desc()).limit(subject.at_once or pace.rows)))
        if not rows:
            _finish(session, batch)
            return False
        subject.take_back(session, batch, rows)
        for row in rows:
            batch.count(**{row.outcome: 1})
        batch.done += len(rows)
        return True


def _finish(session: GuardedSession, batch: ImportBatch) -> None:
    now = datetime.now(UTC)
    give_back(batch, UNDONE, finished_at=now)
    batch.record("import.undone", by=starter(session, batch), at=now, outcomes=batch.outcomes)
