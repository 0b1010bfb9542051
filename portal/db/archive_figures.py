"""Whatever changes an archive changes its figures in the same transaction, and resets what was confirmed before."""

from dataclasses import dataclass, field
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


@dataclass
class Touched:
    """Ids of accounts whose figures change, that are new, whose archive changed; and key fields that changed."""

    ids: set[int] = field(default_factory=set)
    new: set[int] = field(default_factory=set)
    fresh: set[int] = field(default_factory=set)
    fields: set[tuple[int, str]] = field(default_factory=set)


def init_archive_figures() -> None:
    """Hear every session; calling it again changes nothing."""
    for name, listener in (("after_flush", _note), ("before_commit", _figure), ("after_rollback", _forget)):
        if not event.contains(GuardedSession, name, listener):
            event.listen(GuardedSession, name, listener, propagate=True)


def _note(session: GuardedSession, *_: Any) -> None:
    """Remember whose figures are to be worked out, and key fields that changed; of an account that was added in this
    very transaction nothing was changed or confirmed yet."""
    changed_rows = [row for row in session.dirty if isinstance(row, OF_ARCHIVE + OTHERS) and session.is_modified(row)]
    touched = [row for row in (*session.new, *changed_rows, *session.deleted) if isinstance(row, OF_ARCHIVE + OTHERS)]
    if not touched:
        return
    noted: Touched = session.info.setdefault(KEY, Touched())
    noted.new |= {row.id for row in session.new if isinstance(row, Account)}
    for row in touched:
        noted.ids.add(row.account_id)
        if isinstance(row, OF_ARCHIVE) and row.account_id not in noted.new:
            noted.fresh.add(row.account_id)
            noted.fields |= {(row.account_id, name) for name in _key_fields(row)}


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
    noted: Touched | None = session.info.pop(KEY, None)
    if noted is None:
        return
    now = datetime.now(UTC)
    connection = session.unguarded("figures are kept for whatever account the change is about")
    hold(connection, noted.ids)
    reset_checks(connection, noted.fields, now)
    keep(connection, list(figure(connection, noted.ids, civil_day(now), dict.fromkeys(noted.fresh, now))))


def _forget(session: GuardedSession) -> None:
    session.info.pop(KEY, None)
