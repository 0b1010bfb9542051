"""The dry run: reads a file to its end, judges each row and keeps what would become of it. Changes nothing else."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import delete, func, insert, select

from portal.db.transaction import transaction
from portal.domain.scope import GuardedSession
from portal.intake.clean_row import CleanRow
from portal.intake.facts import noted
from portal.intake.headings import Mapping
from portal.intake.judging import Verdict
from portal.intake.known import in_chunks
from portal.intake.lease import SCOPE, Lease, give_back
from portal.intake.left_out import left_out
from portal.intake.models import CHECKED, ImportBatch, ImportRow
from portal.intake.plans import Plan, mappings_of, plan_of
from portal.intake.subjects import SUBJECTS
from portal.intake.workbook import Workbook

AT_ONCE = 500
"""Rows of one transaction, in which only rows of the import itself are written."""
FORGOTTEN_AT_ONCE = 2000
LEFT_OUT_KEPT = 50


def check(lease: Lease, workbook: Workbook, today: date, seal_id: Callable[[str], bytes]) -> Iterator[None]:
    """Judge every row, one transaction at a time; begun again it starts over. Raises BadWorkbook and LostLease.

    `today` is a date in Asia/Shanghai; `seal_id` encrypts an identity number.
    """
    with transaction(SCOPE) as session:
        batch = lease.hold(session)
        wanted, kind, subject = batch.plan, batch.kind, SUBJECTS[batch.subject]
    plan = plan_of(workbook, wanted, today, subject)
    while _forget_rows(lease):
        yield
    passed_over = _passed_over(workbook, mappings_of(plan, subject))
    with transaction(SCOPE) as session:
        _begin(lease.hold(session), plan, passed_over)
    yield
    checked = _Checked(partial(subject.keep, seal_id=seal_id))
    for some in in_chunks(subject.judge(workbook, mappings_of(plan, subject), kind, today), AT_ONCE):
        columns = [checked.columns(row, verdict) for row, verdict in some]
        with transaction(SCOPE) as session:
            _keep(session, lease.hold(session), columns, checked)
        yield
    with transaction(SCOPE) as session:
        give_back(lease.hold(session), CHECKED, total=checked.rows, done=checked.rows)


def _forget_rows(lease: Lease) -> bool:
    """Whether rows of an earlier check were removed; some of them at a time."""
    with transaction(SCOPE) as session:
        batch = lease.hold(session)
        last = session.scalar(select(func.max(ImportRow.position)).where(ImportRow.batch_id == batch.id)) or 0
        session.execute(
            delete(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.position > last - FORGOTTEN_AT_ONCE),
            execution_options={"synchronize_session": False},
        )
        return last > 0


def _passed_over(workbook: Workbook, mappings: Iterable[Mapping]) -> list[dict[str, Any]]:
    found = islice(left_out(workbook, mappings), LEFT_OUT_KEPT)
    return [{"sheet": row.sheet, "row_no": row.row_no, "code": row.code, "text": row.text} for row in found]


def _begin(batch: ImportBatch, plan: Plan, passed_over: list[dict[str, Any]]) -> None:
    batch.plan, batch.done, batch.tally, batch.changes, batch.highest, batch.reason = plan, 0, {}, {}, {}, {}
    batch.total = sum(entry["rows"] - entry["header_row"] for entry in plan if entry["taken"])
    batch.left_out = passed_over


def _keep(session: GuardedSession, batch: ImportBatch, columns: list[dict[str, Any]], checked: "_Checked") -> None:
    rows = [{"batch_id": batch.id, **row} for row in columns]
    session.unguarded("rows of an import belong to no account").execute(insert(ImportRow), rows)
    batch.done, batch.tally, batch.changes = checked.rows, dict(checked.tally), dict(checked.changes)
    batch.highest = dict(checked.highest)


class _Checked:
    """The counts over the rows judged so far, and where each of them stands."""

    def __init__(self, keep: Callable[[CleanRow], dict[str, Any]]) -> None:
        self._keep = keep
        self._places: dict[tuple[str, int], int] = {}
        self.rows = 0
        self.tally: Counter[str] = Counter()
        self.changes: Counter[str] = Counter()
        self.highest: dict[str, int] = {}

    def columns(self, row: CleanRow, verdict: Verdict) -> dict[str, Any]:
        """Count the row; what is kept of it."""
        self.rows += 1
        self._places[row.sheet, row.row_no] = self.rows
        self.tally[verdict.kind] += 1
        self.changes.update({f"{change.field}.{change.code}" for change in row.changes})
        self._note_number(str(row.values.get("account_no", "")))
        changes, problems = noted(row)
        return {
            "position": self.rows, "sheet": row.sheet[:100], "row_no": row.row_no, "verdict": verdict.kind,
            "reasons": list(verdict.reasons), "account_id": verdict.account_id, "contract_id": verdict.contract_id,
            "values": self._keep(row), "changes": changes, "problems": problems,
            "like_position": self._places[verdict.row] if verdict.row else None,
            "like_row": verdict.row[1] if verdict.row else None, "outcome": "", "before": {},
        }  # fmt: skip

    def _note_number(self, number: str) -> None:
        if number:
            self.highest[number[0]] = max(self.highest.get(number[0], 0), int(number[2:]))
