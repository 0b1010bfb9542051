"""The import itself: takes over the rows that were checked, each exactly once, some of them in one transaction."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import defer

from portal.db.transaction import transaction
from portal.domain.accounts.models import Account
from portal.domain.scope import GuardedSession
from portal.intake.adding import add_accounts
from portal.intake.ahead import Ahead
from portal.intake.facts import again
from portal.intake.judging import Verdict, judge
from portal.intake.known import KnownAccounts
from portal.intake.lease import SCOPE, Lease, give_back, starter
from portal.intake.models import IMPORTED, ImportBatch, ImportRow
from portal.intake.numbering import advance
from portal.intake.pace import Pace
from portal.intake.takeover import Takeover
from portal.intake.updating import update_accounts

SURE = frozenset({"known_number", "known_uscc", "known_id", "identity_conflict"})
"""Why an account cannot be made even when staff say so: its number or code is taken."""

_NOT_SHOWN_HERE = defer(ImportRow.changes), defer(ImportRow.problems)
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
    .options(*_NOT_SHOWN_HERE)
)
"""Put together once, as the import asks it again and again."""


def apply(lease: Lease) -> Iterator[None]:
    """Take over what is left to be taken; interrupted anywhere and begun again, the result is the same."""
    with transaction(SCOPE) as session:
        _begin(session, lease.hold(session))
    yield
    pace, ahead = Pace(), Ahead(lease)
    while _take_some(lease, pace, ahead):
        yield


def _begin(session: GuardedSession, batch: ImportBatch) -> None:
    left = select(func.count()).select_from(ImportRow).where(ImportRow.batch_id == batch.id, TO_BE_TAKEN)
    taken = sum(batch.outcomes.values())
    batch.cursor, batch.done = 0, taken
    batch.total = taken + (session.scalar(left) or 0)
    advance(session, batch.highest)


def _take_some(lease: Lease, pace: Pace, ahead: Ahead) -> bool:
    """Whether there was something to take; what is taken, is marked so in the same transaction."""
    ahead.look()
    with transaction(SCOPE) as session, pace.measured():
        batch = lease.hold(session)
        rows = list(session.scalars(NEXT, {"batch_id": batch.id, "cursor": batch.cursor, "most": pace.rows}))
        if not rows:
            _finish(session, batch)
            return False
        takeover = Takeover(
            session, batch.number, ahead.by, datetime.now(UTC), ahead.managers, ahead.headings
        )  # fmt: skip
        take_rows(takeover, batch, rows)
        ahead.left -= rows[-1].position - batch.cursor
        batch.cursor, batch.done = rows[-1].position, batch.done + len(rows)
        return True


def take_rows(takeover: Takeover, batch: ImportBatch, rows: list[ImportRow]) -> None:
    """Add or change the accounts of these rows, unless what was found on checking no longer holds."""
    session = takeover.session
    new, updates = sort_out(session, batch, rows)
    add_accounts(takeover, new)
    update_accounts(takeover, _aimed(session, batch, updates))
    batch.count(**Counter(row.outcome for row in rows if row.outcome))


def sort_out(
    session: GuardedSession, batch: ImportBatch, rows: list[ImportRow]
) -> tuple[list[ImportRow], list[ImportRow]]:
    """Rows to be added and rows to change an account by; those no longer sure are set aside for a decision.

    What was new is judged once more, for an account of its own may have come in the meantime, and so is an update
    whose account was taken back.
    """
    ids = {row.account_id for row in rows if row.verdict == "update"}
    there = set(session.scalars(select(Account.id).where(Account.id.in_(ids)))) if ids else set()
    fresh = [row for row in rows if _is_new(row, there)]
    known = KnownAccounts(hashes=lambda hashed: [hashed])
    known.look_up(session, (again(row.values, row.sheet, row.row_no) for row in fresh))
    new = []
    for row in fresh:
        verdict = judge(again(row.values, row.sheet, row.row_no), known)
        if verdict.kind == "new" or (row.choice == "create" and SURE.isdisjoint(verdict.reasons)):
            new.append(row)
        else:
            _set_aside(batch, row, verdict)
    return new, [row for row in rows if row not in fresh]


def _is_new(row: ImportRow, there: set[int]) -> bool:
    return row.verdict == "new" or row.choice == "create" or (row.verdict == "update" and row.account_id not in there)


def _set_aside(batch: ImportBatch, row: ImportRow, verdict: Verdict) -> None:
    tally = Counter(batch.tally)
    tally.update({row.verdict: -1})
    tally.update({"duplicate": 1})
    batch.tally = dict(tally)
    row.verdict, row.reasons, row.account_id, row.choice = "duplicate", list(verdict.reasons), verdict.account_id, None


def _aimed(session: GuardedSession, batch: ImportBatch, rows: list[ImportRow]) -> list[ImportRow]:
    """Updates with the account they are about: the one found, or the one that an earlier row of the file became."""
    places = {row.like_position for row in rows if row.account_id is None and row.like_position}
    earlier = select(ImportRow.position, ImportRow.account_id).where(
        ImportRow.batch_id == batch.id, ImportRow.position.in_(places), ImportRow.account_id.is_not(None)
    )
    became = dict(session.execute(earlier).all()) if places else {}
    for row in rows:
        if row.account_id is None:
            row.account_id = became.get(row.like_position or 0)
    return [row for row in rows if row.account_id is not None]


def _finish(session: GuardedSession, batch: ImportBatch) -> None:
    now = datetime.now(UTC)
    give_back(batch, IMPORTED, finished_at=now)
    batch.record("import.finished", by=starter(session, batch), at=now, outcomes=batch.outcomes)
