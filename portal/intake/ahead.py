"""What an import can think out before it is its turn to write: while it writes, everybody else waits."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic

from sqlalchemy import bindparam, select

from portal.db.transaction import transaction
from portal.domain.events import Actor
from portal.domain.scope import GuardedSession
from portal.intake.lease import SCOPE, Lease, managers, starter
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.plans import headings_of
from portal.intake.subjects import SUBJECTS

KNOWN_FOR = 2.0
"""Seconds for which it is not asked again who the import acts for and who our people are."""


@dataclass
class Ahead:
    """Who the import acts for, our people by name and the file's headings; `left` rows have been looked at."""

    lease: Lease
    left: int = 0
    by: Actor = field(default_factory=lambda: Actor.system("import"))
    managers: Mapping[str, int] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    asked_at: float = -math.inf

    def look(self, most: int) -> None:
        """Read on unless the next `most` rows are known already.

        No further: between two batches this is the time in which it is the others' turn to write.
        """
        if self.left >= most:
            return
        with transaction(SCOPE, writes=False) as session:
            self._ask(session)
            subject, cursor = session.execute(_WHERE, {"batch_id": self.lease.batch_id}).one()
            learn = SUBJECTS[subject].learn
            for values in session.scalars(_NEXT, {"batch_id": self.lease.batch_id, "cursor": cursor, "most": most}):
                learn(values)
        self.left = most

    def _ask(self, session: GuardedSession) -> None:
        if monotonic() - self.asked_at > KNOWN_FOR:
            batch = session.get_one(ImportBatch, self.lease.batch_id)
            self.by, self.managers, self.headings = starter(session, batch), managers(session), headings_of(batch.plan)
            self.asked_at = monotonic()


_WHERE = select(ImportBatch.subject, ImportBatch.cursor).where(ImportBatch.id == bindparam("batch_id"))
_NEXT = (
    select(ImportRow.values)
    .where(ImportRow.batch_id == bindparam("batch_id"), ImportRow.position > bindparam("cursor"))
    .order_by(ImportRow.position)
    .limit(bindparam("most"))
)
"""Put together once, as they are asked before every transaction."""
