"""Rows become accounts: each is judged once more where time has passed, then added or changed."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.scope import GuardedSession
from portal.intake.adding import add_accounts
from portal.intake.clean_row import CleanRow
from portal.intake.facts import again
from portal.intake.judging import Verdict, judge
from portal.intake.known import KnownAccounts
from portal.intake.marks import mark
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.numbering import advance
from portal.intake.takeover import Takeover
from portal.intake.updating import update_accounts
from portal.search.naming import name_facts
from portal.search.tokens import code_tokens, name_tokens, phone_tokens
from portal.search.words import leads_of_name

NAMES, CODES = ("name_zh", "short_name", "contact_name"), ("uscc", "mobile", "licence_no")
SURE = frozenset({"known_number", "known_uscc", "known_id", "identity_conflict"})
"""Why an account cannot be made even when staff say so: its number or code is taken."""


def begin(session: GuardedSession, batch: ImportBatch) -> None:
    """Move the number series past those of the file."""
    advance(session, batch.highest)


def learn(values: Mapping[str, Any]) -> None:
    """Readings and tokens of names and numbers are remembered by the functions that make them."""
    if "name_zh" in values:
        name_facts(values["name_zh"])
    for name in filter(None, (values.get(field) for field in NAMES)):
        name_tokens(name)
        leads_of_name(name)
    for name in CODES:
        code_tokens(str(values.get(name, "")))
    phone_tokens(str(values.get("mobile", "")))


def take_rows(takeover: Takeover, batch: ImportBatch, rows: list[ImportRow]) -> None:
    """Add or change the accounts of these rows, unless what was found on checking no longer holds."""
    session = takeover.session
    new, updates = sort_out(session, batch, rows)
    add_accounts(takeover, new)
    aimed = _aimed(session, batch, updates)
    update_accounts(takeover, aimed)
    mark(takeover, [*new, *aimed])


def sort_out(
    session: GuardedSession, batch: ImportBatch, rows: list[ImportRow]
) -> tuple[list[ImportRow], list[ImportRow]]:
    """Rows to be added and rows to change an account by; those no longer sure are set aside for a decision.

    What was new is judged once more, for an account of its own may have come in the meantime, and so is an update
    whose account was taken back.
    """
    ids = {row.account_id for row in rows if row.verdict == "update"}
    there = set(session.scalars(select(Account.id).where(Account.id.in_(ids)))) if ids else set()
    updates = [row for row in rows if not _is_new(row, there)]
    fresh = [(row, _to_judge(row)) for row in rows if _is_new(row, there)]
    known = KnownAccounts(hashes=lambda hashed: [hashed])
    known.look_up(session, (read for _, read in fresh))
    new = []
    for row, read in fresh:
        verdict = judge(read, known)
        if verdict.kind == "new" or (row.choice == "create" and SURE.isdisjoint(verdict.reasons)):
            new.append(row)
        else:
            _set_aside(batch, row, verdict)
    return new, updates


def _to_judge(row: ImportRow) -> CleanRow:
    """Without the mobile of a row that has a code of its own: it would say nothing (judging.judge)."""
    read = again(row.values, row.sheet, row.row_no)
    if "uscc" in read.values or "id_no" in read.values:
        read.values.pop("mobile", None)
    return read


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
