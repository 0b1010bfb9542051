"""Who brought whom, out of a file: tied once all its accounts are there, for the one who brings may stand further down.

What was tied is noted with the row, so that taking the import back unties it first.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.identifiers import account_no_fault
from portal.domain.accounts.introductions import LONGEST
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.scope import GuardedSession
from portal.intake.known import in_chunks
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.takeover import Takeover

AT_ONCE = 500
FIELD, NOTED = "introduced_by", "introducer"
Parents = dict[int, int]


def introduce(takeover: Takeover, batch: ImportBatch) -> None:
    """Tie every taken row that names an account as its introducer; what cannot be tied goes into the remark."""
    session = takeover.session
    named = select(ImportRow).where(
        ImportRow.batch_id == batch.id, ImportRow.account_id.is_not(None), ImportRow.outcome.in_(TAKEN),
        ImportRow.values[FIELD].as_string().is_not(None),
    )  # fmt: skip
    rows = [row for row in session.scalars(named.order_by(ImportRow.position))
            if account_no_fault(row.values[FIELD]) is None]  # fmt: skip
    if not rows:
        return
    parents = _parents(session)
    for some in in_chunks(rows, AT_ONCE):
        _tie(takeover, batch, some, parents)


TAKEN = ("added", "changed", "same")


def _parents(session: GuardedSession) -> Parents:
    """Account → who brought it, of all that somebody brought."""
    query = select(AccountStanding.account_id, AccountStanding.introduced_by_id)
    tied = session.execute(query.where(AccountStanding.introduced_by_id.is_not(None)))
    return {row.account_id: row.introduced_by_id for row in tied}


def _tie(takeover: Takeover, batch: ImportBatch, rows: Iterable[ImportRow], parents: Parents) -> None:
    session, rows = takeover.session, list(rows)
    numbers = {row.values[FIELD] for row in rows}
    ids = dict(session.execute(select(Account.number, Account.id).where(Account.number.in_(numbers))).all())
    ours = {row.account_id for row in rows}
    standings = {one.account_id: one for one in
                 session.scalars(select(AccountStanding).where(AccountStanding.account_id.in_(ours)))}  # fmt: skip
    accounts = {one.id: one for one in session.scalars(select(Account).where(Account.id.in_(ours)))}
    for row in rows:
        standing, introducer = standings.get(row.account_id or 0), ids.get(row.values[FIELD])
        if standing is None or (introducer is not None and standing.introduced_by_id == introducer):
            continue
        if introducer is None or _goes_round(row.account_id or 0, introducer, parents):
            _remark(takeover, standing, row)
            continue
        old, standing.introduced_by_id = standing.introduced_by_id, introducer
        parents[standing.account_id] = introducer
        row.before = {**row.before, NOTED: [old, introducer]}
        _tell(takeover, batch, row, accounts[standing.account_id])
    session.flush()


def _goes_round(account_id: int, introducer: int, parents: Mapping[int, int]) -> bool:
    """Whether the one who brings was brought by this account itself."""
    above: int | None = introducer
    for _ in range(LONGEST):
        if above == account_id:
            return True
        above = parents.get(above) if above is not None else None
    return False


def _remark(takeover: Takeover, standing: AccountStanding, row: ImportRow) -> None:
    line = f"{takeover.headings.get(FIELD, FIELD)}: {row.values[FIELD]}"
    if line in standing.remark:
        return
    was, standing.remark = standing.remark, "\n".join(filter(None, (standing.remark, line)))
    if row.outcome != "added":
        parts = {"account": {}, "contact": {}, "standing": {}} | row.before
        kept = parts["standing"].get("remark", [was])[0]
        row.before = parts | {"standing": parts["standing"] | {"remark": [kept, standing.remark]}}


def _tell(takeover: Takeover, batch: ImportBatch, row: ImportRow, account: Account) -> None:
    if row.outcome == "added":
        return
    takeover.record(account, "account.changed", changes={FIELD: [None, row.values[FIELD]]})
    if row.outcome == "same":
        batch.count(same=-1, changed=1)
        row.outcome = "changed"


def untie(session: GuardedSession, batch: ImportBatch, ids: Iterable[int | None]) -> set[int]:
    """Untie what this import tied to these accounts; answers those whom something else says to have brought somebody:
    they are in use."""
    query = select(AccountStanding).where(AccountStanding.introduced_by_id.in_([one for one in ids if one]))
    standings = list(session.scalars(query))
    tied: dict[int | None, Any] = {}
    if standings:
        rows = select(ImportRow.account_id, ImportRow.before).where(
            ImportRow.batch_id == batch.id, ImportRow.account_id.in_([one.account_id for one in standings])
        )
        tied = {row.account_id: row.before[NOTED] for row in session.execute(rows) if NOTED in row.before}
    used = set()
    for standing in standings:
        old, new = tied.get(standing.account_id, (None, None))
        if new is not None and new == standing.introduced_by_id:
            standing.introduced_by_id = old
        else:
            used.add(standing.introduced_by_id or 0)
    return used


def set_back(standing: AccountStanding | None, before: Mapping[str, Any]) -> bool:
    """The one named before is named again; False where somebody named another one since."""
    if NOTED not in before or standing is None:
        return True
    old, new = before[NOTED]
    if standing.introduced_by_id not in (old, new):
        return False
    standing.introduced_by_id = old
    return True
