"""What an import can think out before it is its turn to write: while it writes, everybody else waits."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from sqlalchemy import select

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
            batch = session.get_one(ImportBatch, self.lease.batch_id)
            self._ask(session, batch)
            learn = SUBJECTS[batch.subject].learn
            for values in _next_values(session, batch, most):
                learn(values)
        self.left = most

    def _ask(self, session: GuardedSession, batch: ImportBatch) -> None:
        if monotonic() - self.asked_at > KNOWN_FOR:
            self.by, self.managers, self.headings = starter(session, batch), managers(session), headings_of(batch.plan)
            self.asked_at = monotonic()


def _next_values(session: GuardedSession, batch: ImportBatch, most: int) -> list[dict[str, Any]]:
    following = select(ImportRow.values).where(ImportRow.batch_id == batch.id, ImportRow.position > batch.cursor)
    return list(session.scalars(following.order_by(ImportRow.position).limit(most)))
