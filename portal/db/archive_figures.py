"""Whatever changes an archive changes its figures in the same transaction, and resets what was confirmed before."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event, inspect

from portal.domain.accounts.models import Account, AccountStanding, Contact, Qualification
from portal.domain.contracts.models import Contract, ContractVersion
from portal.domain.quality.checks import reset_checks
from portal.domain.quality.figuring import figure, hold, keep
from portal.domain.quality.gaps import KEY_FIELDS
from portal.domain.quality.models import FieldCheck, GapRest
from portal.domain.scope import GuardedSession
from portal.domain.working_days import civil_day

OF_ARCHIVE = (Account, AccountStanding, Contact, Qualification, FieldCheck)
OTHERS = (GapRest, Contract, ContractVersion)
"""Rows that change what is urgent, but not the archive itself."""
KEY = "archive_touched"


def init_archive_figures() -> None:
    """Hear every session; calling it again changes nothing."""
    for name, listener in (("after_flush", _note), ("before_commit", _figure), ("after_rollback", _forget)):
        if not event.contains(GuardedSession, name, listener):
            event.listen(GuardedSession, name, listener, propagate=True)


def _note(session: GuardedSession, *_: Any) -> None:
    """Remember whose figures are to be worked out, and key fields that changed; new accounts have none confirmed."""
    new = {row.id for row in session.new if isinstance(row, Account)}
    changed_rows = [row for row in session.dirty if isinstance(row, OF_ARCHIVE + OTHERS) and session.is_modified(row)]
    for row in (*session.new, *changed_rows, *session.deleted):
        if not isinstance(row, OF_ARCHIVE + OTHERS):
            continue
        ids, fresh, changed = session.info.setdefault(KEY, (set(), set(), set()))
        ids.add(row.account_id)
        if isinstance(row, OF_ARCHIVE):
            fresh.add(row.account_id)
        if row.account_id not in new:
            changed |= {(row.account_id, field) for field in _key_fields(row)}


def _key_fields(row: Any) -> list[str]:
    """Key fields whose value is another one now."""
    if isinstance(row, Contact):
        return ["contact"] if row.is_primary and _differs(row, ("name", "mobile")) else []
    return [name for name in KEY_FIELDS if _differs(row, (name,))] if isinstance(row, Account) else []


def _differs(row: Any, names: tuple[str, ...]) -> bool:
    attributes = inspect(row).attrs
    return any(name in attributes and attributes[name].history.has_changes() for name in names)


def _figure(session: GuardedSession) -> None:
    session.flush()
    touched = session.info.pop(KEY, None)
    if touched is None:
        return
    ids, fresh, changed = touched
    now = datetime.now(UTC)
    connection = session.unguarded("figures are kept for whatever account the change is about")
    hold(connection, ids)
    reset_checks(connection, changed, now)
    keep(connection, list(figure(connection, ids, civil_day(now), dict.fromkeys(fresh, now))))


def _forget(session: GuardedSession) -> None:
    session.info.pop(KEY, None)
