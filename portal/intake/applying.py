"""The import itself: takes over the rows that were checked, each exactly once, some of them in one transaction."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import defer

from portal.db.transaction import transaction
from portal.domain.scope import GuardedSession
from portal.intake.ahead import Ahead
from portal.intake.lease import SCOPE, Lease, give_back, starter
from portal.intake.models import IMPORTED, ImportBatch, ImportRow
from portal.intake.pace import Pace, pace_of
from portal.intake.subjects import SUBJECTS
from portal.intake.takeover import Takeover

_NOT_ASKED_HERE = [
    defer(column) for column in (ImportRow.changes, ImportRow.problems, ImportRow.reasons, ImportRow.before)
]
TO_BE_TAKEN = and_(
    ImportRow.applied_at.is_(None),
    or_(ImportRow.verdict.in_(("new", "update")),
        and_(ImportRow.verdict == "duplicate", ImportRow.choice.in_(("update", "create")))),
)  # fmt: skip

NEXT = (
    select(ImportRow)
    .where(ImportRow.batch_id == bindparam("batch_id"), ImportRow.position > bindparam("cursor"), TO_BE_TAKEN)
    .order_by(ImportRow.position)
    .limit(bindparam("most"))
    .options(*_NOT_ASKED_HERE)
)
"""Put together once, as the import asks it again and again."""


def apply(lease: Lease) -> Iterator[None]:
    """Take over what is left to be taken; interrupted anywhere and begun again, the result is the same."""
    with transaction(SCOPE) as session:
        _begin(session, lease.hold(session))
        pace, ahead = pace_of(session), Ahead(lease)
    yield
    while _take_some(lease, pace, ahead):
        yield


def _begin(session: GuardedSession, batch: ImportBatch) -> None:
    left = select(func.count()).select_from(ImportRow).where(ImportRow.batch_id == batch.id, TO_BE_TAKEN)
    taken = sum(batch.outcomes.values())
    batch.cursor, batch.done = 0, taken
    batch.total = taken + (session.scalar(left) or 0)
    SUBJECTS[batch.subject].begin(session, batch)


def _take_some(lease: Lease, pace: Pace, ahead: Ahead) -> bool:
    """Whether there was something to take; what is taken, is marked so in the same transaction."""
    ahead.look(pace.rows)
    with transaction(SCOPE) as session, pace.measured():
        batch = lease.hold(session)
        subject = SUBJECTS[batch.subject]
        most = subject.at_once or pace.rows
        rows = list(session.scalars(NEXT, {"batch_id": batch.id, "cursor": batch.cursor, "most": most}))
        takeover = Takeover(session, batch.number, ahead.by, datetime.now(UTC), ahead.managers, ahead.headings)
        if not rows:
            subject.end(takeover, batch)
            _finish(session, batch)
            return False
        subject.take(takeover, batch, rows)
        batch.count(**Counter(row.outcome for row in rows if row.outcome))
        ahead.left -= rows[-1].position - batch.cursor
        batch.cursor, batch.done = rows[-1].position, batch.done + len(rows)
        return True


def _finish(session: GuardedSession, batch: ImportBatch) -> None:
    now = datetime.now(UTC)
    give_back(batch, IMPORTED, finished_at=now)
    batch.record("import.finished", by=starter(session, batch), at=now, outcomes=batch.outcomes)
