"""What an import can think out before it is its turn to write: while it writes, everybody else waits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.events import Actor
from portal.domain.scope import GuardedSession
from portal.intake.lease import SCOPE, Lease, managers, starter
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.plans import headings_of
from portal.intake.subjects import SUBJECTS

ROWS = 200
"""Looked at together; well within what the readings of names and numbers are remembered for."""


@dataclass
class Ahead:
    """Who the import acts for, our people by name and the file's headings; `left` rows have been looked at."""

    lease: Lease
    left: int = 0
    by: Actor = field(default_factory=lambda: Actor.system("import"))
    managers: Mapping[str, int] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)

    def look(self) -> None:
        """Read on unless enough is known already."""
        if self.left > 0:
            return
        with transaction(SCOPE, writes=False) as session:
            batch = session.get_one(ImportBatch, self.lease.batch_id)
            self.by, self.managers, self.headings = starter(session, batch), managers(session), headings_of(batch.plan)
            learn = SUBJECTS[batch.subject].learn
            for values in _next_values(session, batch):
                learn(values)
        self.left = ROWS


def _next_values(session: GuardedSession, batch: ImportBatch) -> list[dict[str, Any]]:
    following = select(ImportRow.values).where(ImportRow.batch_id == batch.id, ImportRow.position > batch.cursor)
    return list(session.scalars(following.order_by(ImportRow.position).limit(ROWS)))
