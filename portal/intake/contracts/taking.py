"""Rows become agreements: what no longer holds since the check is set aside, the rest is recorded."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.base import NotFound, Refused
from portal.domain.contracts.models import Contract
from portal.domain.scope import GuardedSession
from portal.domain.work import Work
from portal.intake.contracts.judging import MOST_CLAUSES, refusal_problem
from portal.intake.contracts.recording import Recorder
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.notes import Problem
from portal.intake.takeover import Takeover


def take_rows(takeover: Takeover, batch: ImportBatch, rows: list[ImportRow]) -> None:
    """Record or change the agreement of each row with its clauses."""
    session = takeover.session
    recorder = Recorder(Work(session, takeover.by, takeover.at, writes=True), takeover.number)
    for row in rows:
        _take(session, batch, recorder, row)


def _take(session: GuardedSession, batch: ImportBatch, recorder: Recorder, row: ImportRow) -> None:
    account, party = (session.get(Account, row.values.get(name) or 0) for name in ("account_id", "goods_party_id"))
    if account is None or (party is None and row.values.get("goods_party_id")):
        set_aside(batch, row, "error", problem=Problem("account", "account_unknown", row.values.get("account", "")))
        return
    clauses = clauses_of(session, row)
    known = _known(recorder, row.values["contract_no"])
    try:
        if known is None:
            contract = recorder.add(account, party, row.values, clauses)
            row.outcome = "added"
        elif row.verdict == "new" or (known.account_id, known.side) != (account.id, row.values["side"]):
            set_aside(batch, row, "duplicate", "number_taken_since")
            return
        elif known.draft is None or len(known.versions) > 1:
            set_aside(batch, row, "duplicate", "signed_since")
            return
        else:
            contract = known
            row.before = recorder.update(contract, party, row.values, clauses)
            row.outcome = "same" if row.before["was"] == row.before["is"] else "changed"
    except Refused as refusal:
        set_aside(batch, row, "error", problem=refusal_problem(refusal))
        return
    row.contract_id, row.applied_at = contract.id, recorder.work.now


def clauses_of(session: GuardedSession, row: ImportRow) -> Sequence[dict[str, Any]]:
    """The clauses that stand below the agreement's row, in the order of the file."""
    query = select(ImportRow.values).where(
        ImportRow.batch_id == row.batch_id, ImportRow.position.between(row.position + 1, row.position + MOST_CLAUSES),
        ImportRow.like_position == row.position, ImportRow.verdict == "part",
    )  # fmt: skip
    return session.scalars(query.order_by(ImportRow.position)).all()


def _known(recorder: Recorder, number: str) -> Contract | None:
    try:
        return recorder.contracts.get(number)
    except NotFound:
        return None


def set_aside(
    batch: ImportBatch, row: ImportRow, verdict: str, reason: str | None = None, problem: Problem | None = None
) -> None:
    """What the check found no longer holds: the agreement waits, and nothing of it was written."""
    tally = Counter(batch.tally)
    tally.update({row.verdict: -1})
    tally.update({verdict: 1})
    batch.tally = dict(tally)
    row.verdict, row.reasons = verdict, [reason] if reason else []
    if problem is not None:
        row.problems = [*row.problems, list(problem)]
