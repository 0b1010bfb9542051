"""Whatever changes what agreements give draws their stamp anew in the same transaction."""

from typing import Any

from sqlalchemy import event, inspect

from portal.domain.accounts.models import Account
from portal.domain.contracts.stamp import OF_TERRITORY, renew
from portal.domain.scope import TERRITORY_TOUCHED, GuardedSession

KEY = TERRITORY_TOUCHED
NAMES = ("name_zh", "short_name", "number")
"""Of an account, what stands beside its right."""


def init_territory_stamp() -> None:
    """Hear every session; calling it again changes nothing."""
    listeners = (("after_flush", _note), ("do_orm_execute", _note_statement), ("before_commit", _renew),
                 ("after_rollback", _forget))  # fmt: skip
    for name, listener in listeners:
        if not event.contains(GuardedSession, name, listener):
            event.listen(GuardedSession, name, listener, propagate=True)


def _note(session: GuardedSession, *_: Any) -> None:
    changed = [row for row in session.dirty if session.is_modified(row)]
    touched = any(isinstance(row, OF_TERRITORY) for row in (*session.new, *changed, *session.deleted))
    if touched or any(isinstance(row, Account) and _is_renamed(row) for row in changed):
        session.info[KEY] = True


def _is_renamed(account: Account) -> bool:
    attributes = inspect(account).attrs
    return any(attributes[name].history.has_changes() for name in NAMES)


def _note_statement(state: Any) -> None:
    """A statement that changes many rows at once."""
    mapper = state.bind_mapper
    writes = state.is_update or state.is_delete or state.is_insert
    if writes and mapper is not None and issubclass(mapper.class_, OF_TERRITORY):
        state.session.info[KEY] = True


def _renew(session: GuardedSession) -> None:
    session.flush()
    if session.info.pop(KEY, False):
        renew(session.unguarded("the stamp belongs to no account"))


def _forget(session: GuardedSession) -> None:
    session.info.pop(KEY, None)
