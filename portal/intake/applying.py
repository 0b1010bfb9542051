"""The import itself: takes over the rows that were checked, each exactly once, some of them in one transaction."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import defer

from portal.db.transaction import transaction
from portal.domain.scope import GuardedSession
from portal.intake.lease import SCOPE, Lease, give_back, starter
from portal.intake.models import IMPORTED, ImportBatch, ImportRow
from portal.intake.pace import Pace
from portal.intake.subjects import SUBJECTS

_NOT_SHOWN_HERE = defer(ImportRow.changes), defer(ImportRow.problems)
TO_BE_TAKEN = and_(
    ImportRow.applied_at.is_(None),
    or_(ImportRow.verdict.in_(("new", "update")),
        and_(ImportRow.verdict == "duplicate", ImportRow.choice.in_(("update", "create")))),
)  # fmt: skip


def apply(lease: Lease) -> Iterator[None]:
    """Take over what is left to be taken; interrupted anywhere and begun again, the result is the same."""
    with transaction(SCOPE) as session:
        _begin(session, lease.hold(session))
    yield
    pace = Pace()
    while _take_some(lease, pace):
        yield


def _begin(session: GuardedSession, batch: ImportBatch) -> None:
    left = select(func.count()).select_from(ImportRow).where(ImportRow.batch_id == batch.id, TO_BE_TAKEN)
    taken = sum(batch.outcomes.values())
    batch.cursor, batch.done = 0, taken
    batch.total = taken + (session.scalar(left) or 0)
    SUBJECTS[batch.subject].begin(session, batch)


def _take_some(lease: Lease, pace: Pace) -> bool:
    """Whether there was something to take; what is taken, is marked so in the same transaction."""
    with transaction(SCOPE) as session, pace.measured():
        batch = lease.hold(session)
        subject = SUBJECTS[batch.subject]
        next_ones = select(ImportRow).where(
            ImportRow.batch_id == batch.id, ImportRow.position > batch.cursor, TO_BE_TAKEN
        )
        rows = list(
            session.scalars(
                next_ones.order_by(ImportRow.position).limit(subject.at_once or pace.rows).options(*_NOT_SHOWN_HERE)
            )
        )
        if not rows:
            _finish(session, batch)
            return False
        subject.take(session, batch, rows)
        for row in rows:
            if row.outcome:
                batch.count(**{row.outcome: 1})
        batch.cursor, batch.done = rows[-1].position, batch.done + len(rows)
        return True


def _finish(session: GuardedSession, batch: ImportBatch) -> None:
    now = datetime.now(UTC)
    give_back(batch, IMPORTED, finished_at=now)
    batch.record("import.finished", by=starter(session, batch), at=now, outcomes=batch.outcomes)
