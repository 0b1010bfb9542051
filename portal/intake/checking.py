"""The dry run: reads a file to its end, judges each row and keeps what would become of it. Changes no account."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import delete, func, insert, select

from portal.db.transaction import transaction
from portal.domain.scope import GuardedSession
from portal.intake.accounts import read_rows
from portal.intake.clean_row import CleanRow
from portal.intake.facts import check_fit, kept, noted
from portal.intake.judging import Verdict, judge_all
from portal.intake.known import KnownAccounts, in_chunks
from portal.intake.lease import SCOPE, Lease, give_back, managers
from portal.intake.left_out import left_out
from portal.intake.models import CHECKED, ImportBatch, ImportRow
from portal.intake.plans import Plan, mappings_of, plan_of
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
        wanted, kind = batch.plan, batch.kind
    plan = plan_of(workbook, wanted, today)
    while _forget_rows(lease):
        yield
    passed_over = _passed_over(workbook, plan)
    with transaction(SCOPE) as session:
        _begin(lease.hold(session), plan, passed_over)
    yield
    checked, known = _Checked(seal_id), KnownAccounts()
    rows = _looked_up(read_rows(workbook, mappings_of(plan), kind, today=today), known)
    for some in in_chunks(judge_all(rows, known), AT_ONCE):
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


def _passed_over(workbook: Workbook, plan: Plan) -> list[dict[str, Any]]:
    found = islice(left_out(workbook, mappings_of(plan)), LEFT_OUT_KEPT)
    return [{"sheet": row.sheet, "row_no": row.row_no, "code": row.code, "text": row.text} for row in found]


def _begin(batch: ImportBatch, plan: Plan, passed_over: list[dict[str, Any]]) -> None:
    batch.plan, batch.done, batch.tally, batch.changes, batch.highest, batch.reason = plan, 0, {}, {}, {}, {}
    batch.total = sum(entry["rows"] - entry["header_row"] for entry in plan if entry["taken"])
    batch.left_out = passed_over


def _looked_up(rows: Iterator[CleanRow], known: KnownAccounts) -> Iterator[CleanRow]:
    """The rows, after the database was asked about some of them at a time."""
    for some in in_chunks(rows, AT_ONCE):
        with transaction(SCOPE, writes=False) as session:
            known.look_up(session, some)
            ours = managers(session)
        for row in some:
            check_fit(row, ours)
        yield from some


def _keep(session: GuardedSession, batch: ImportBatch, columns: list[dict[str, Any]], checked: "_Checked") -> None:
    rows = [{"batch_id": batch.id, **row} for row in columns]
    session.unguarded("rows of an import belong to no account").execute(insert(ImportRow), rows)
    batch.done, batch.tally, batch.changes = checked.rows, dict(checked.tally), dict(checked.changes)
    batch.highest = dict(checked.highest)


class _Checked:
    """The counts over the rows judged so far, and where each of them stands."""

    def __init__(self, seal_id: Callable[[str], bytes]) -> None:
        self._seal_id = seal_id
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
            "reasons": list(verdict.reasons), "account_id": verdict.account_id,
            "values": kept(row, self._seal_id), "changes": changes, "problems": problems,
            "like_position": self._places[verdict.row] if verdict.row else None,
            "like_row": verdict.row[1] if verdict.row else None, "outcome": "", "before": {},
        }  # fmt: skip

    def _note_number(self, number: str) -> None:
        if number:
            self.highest[number[0]] = max(self.highest.get(number[0], 0), int(number[2:]))
