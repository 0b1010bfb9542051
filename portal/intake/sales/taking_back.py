"""What an import booked goes again, what it replaced is as before, unless a later import spoke of the same line."""

from collections import defaultdict
from datetime import UTC, datetime

from sqlalchemy import select

from portal.domain.sales.keeping import renew_trailing
from portal.domain.sales.models import SalesMonth
from portal.domain.scope import GuardedSession
from portal.intake.lease import starter
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.sales.taking import told
from portal.intake.takeover import Takeover


def take_back_sales(session: GuardedSession, batch: ImportBatch, rows: list[ImportRow]) -> None:
    """Some rows in one transaction; lines that are gone or another's by now are left, and counted as kept."""
    takeover = Takeover(session, batch.number, starter(session, batch), datetime.now(UTC), {}, {})
    ids = {row.before["id"] for row in rows}
    lines = {line.id: line for line in session.scalars(select(SalesMonth).where(SalesMonth.id.in_(ids)))}
    gone: dict[int, list[SalesMonth]] = defaultdict(list)
    touched: list[SalesMonth] = []
    for row in rows:
        line = lines.get(row.before["id"])
        is_ours = line is not None and line.import_no == batch.number
        if line is None or (row.outcome != "same" and not is_ours):
            row.outcome = "kept"
        elif row.outcome == "added":
            gone[line.account_id].append(line)
            row.outcome = "removed"
            touched.append(line)
        else:
            _set_back(takeover, line, row)
            touched.append(line)
        row.undone_at = takeover.at
    for some in gone.values():
        takeover.record(some[0], "sales.taken_back", **told(some))
        for line in some:
            session.delete(line)
    session.flush()
    renew_trailing(session, {line.account_id for line in touched}, min((line.month for line in touched), default=None))


def _set_back(takeover: Takeover, line: SalesMonth, row: ImportRow) -> None:
    changes = row.before["changes"]
    for name, (old, _new) in changes.items():
        setattr(line, name, old)
    if changes:
        was = row.before["was"]
        line.import_no, line.recorded_at = was["import_no"], datetime.fromisoformat(was["recorded_at"])
        back = {name: [new, old] for name, (old, new) in changes.items()}
        takeover.record(line, "sales.corrected", product=row.values["product_code"], month=f"{line.month:%Y-%m}",
                        changes=back)  # fmt: skip
    row.outcome = "set_back"
