"""What an import put down goes again, what it changed is as before, unless somebody worked with it since."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from portal.domain.recruiting.models import Prospect
from portal.domain.scope import GuardedSession
from portal.intake.lease import starter
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.recruiting.taking import tell
from portal.intake.takeover import Takeover


def take_back_prospects(session: GuardedSession, batch: ImportBatch, rows: list[ImportRow]) -> None:
    """Some rows in one transaction; prospects that are gone or were touched since are left, and counted as kept."""
    takeover = Takeover(session, batch.number, starter(session, batch), datetime.now(UTC), {}, {})
    ids = {row.before["id"] for row in rows}
    there = {one.id: one for one in session.scalars(select(Prospect).where(Prospect.id.in_(ids)))}
    for row in rows:
        found = there.get(row.before["id"])
        is_ours = found is not None and found.version == row.before["version"]
        row.undone_at = takeover.at
        if row.outcome == "same":
            row.outcome = "set_back"
        elif found is None or not is_ours:
            row.outcome = "kept"
        elif row.outcome == "added":
            takeover.record(found, "prospect.removed", region=found.region)
            session.delete(found)
            row.outcome, row.account_id = "removed", None
        else:
            _set_back(takeover, found, row)
    session.flush()


def _set_back(takeover: Takeover, found: Prospect, row: ImportRow) -> None:
    changes: dict[str, list[Any]] = row.before["changes"]
    for name, (old, _new) in changes.items():
        setattr(found, name, _typed(name, old))
    tell(takeover, found, {name: [new, old] for name, (old, new) in changes.items()})
    row.outcome = "set_back"


def _typed(name: str, value: Any) -> Any:
    """A kept value as its column holds it."""
    if value is not None and name == "next_on":
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if name == "stage_at" else value
