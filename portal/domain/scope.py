"""Whose rows a session may see, and the session that obeys it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, cast

from sqlalchemy import Connection, Select, false, inspect, select
from sqlalchemy import event as sa_event
from sqlalchemy.orm import (
    Mapper,
    ORMExecuteState,
    Session,
    SessionTransaction,
    object_session,
    with_loader_criteria,
)

from portal.domain.almost import nearly_always
from portal.domain.base import MERGED, Absorbable, AccountOwned, Base, PartlyInternal, StaffOnly
from portal.domain.guard import Guard
from portal.domain.prepared import writing

OUTSIDE_SCOPE = "outside_scope"
"""Execution option that lets one statement pass unscoped; its value is the reason."""
TERRITORY_TOUCHED = "territory_touched"
"""Noted in a session that changes who holds what by statements of its own (db/territory_stamp.py)."""


class ScopeBreach(RuntimeError):
    """A statement or a row tried to leave the scope."""


class Scope(Protocol):
    def guard(self) -> Guard: ...
    def admits(self, session: "GuardedSession", account_id: int | None) -> bool: ...


@dataclass(frozen=True)
class Nobody:
    """No scope fixed yet: nothing is found, nothing may be written."""

    def guard(self) -> Guard:
        return _NOTHING

    def admits(self, session: "GuardedSession", account_id: int | None) -> bool:
        return False


@dataclass(frozen=True)
class OneAccount:
    """A partner: one account's rows, and of those none that are staff-only or marked as internal."""

    account_id: int

    def guard(self) -> Guard:
        return _only(self.account_id)

    def admits(self, session: "GuardedSession", account_id: int | None) -> bool:
        return account_id == self.account_id


@dataclass(frozen=True)
class AssignedAccounts:
    """Staff who see only some accounts; `chosen` selects their ids from plain tables."""

    chosen: Select[tuple[int]]

    def guard(self) -> Guard:
        chosen = self.chosen
        within = with_loader_criteria(AccountOwned, lambda cls: cls.account_id.in_(chosen), include_aliases=True)
        return Guard(within, _NONE_MERGED)

    def admits(self, session: "GuardedSession", account_id: int | None) -> bool:
        if account_id is None:  # about no account yet: a new one, or our own people
            return True
        chosen = self.chosen.subquery()
        found = select(chosen.c[0]).where(chosen.c[0] == account_id)
        return session.unguarded("checks the scope itself").scalar(found) is not None


@dataclass(frozen=True)
class PublicRows:
    """A program of others: of these accounts what their own people may see, none of it staff-only or internal.

    `chosen` selects ids from plain tables; None is every account.
    """

    chosen: Select[tuple[int]] | None

    def guard(self) -> Guard:
        within = _EVERY if self.chosen is None else AssignedAccounts(self.chosen).guard()
        return Guard(*within.options, _NO_BACKSTAGE, _NOTHING_INTERNAL)

    def admits(self, session: "GuardedSession", account_id: int | None) -> bool:
        if account_id is None:  # what belongs to no account is not theirs to write
            return False
        return self.chosen is None or AssignedAccounts(self.chosen).admits(session, account_id)


@dataclass(frozen=True)
class EveryAccount:
    """Staff with full reach, the worker and the commands; they say why."""

    reason: str

    def guard(self) -> Guard:
        return _EVERY

    def admits(self, session: "GuardedSession", account_id: int | None) -> bool:
        return True


_NO_BACKSTAGE = with_loader_criteria(StaffOnly, lambda _: false(), include_aliases=True)
_NOTHING_INTERNAL = with_loader_criteria(PartlyInternal, lambda cls: cls.is_internal.is_(False), include_aliases=True)
_NONE_MERGED = with_loader_criteria(Absorbable, lambda cls: nearly_always(cls.status != MERGED), include_aliases=True)
_NOTHING = Guard(with_loader_criteria(AccountOwned, lambda _: false(), include_aliases=True), _NO_BACKSTAGE)
_EVERY = Guard(_NONE_MERGED)


@lru_cache(maxsize=16)
def _only(account_id: int) -> Guard:
    """One for each of the partners who are here just now."""
    owned = with_loader_criteria(AccountOwned, lambda cls: cls.account_id == account_id, include_aliases=True)
    return Guard(owned, _NO_BACKSTAGE, _NOTHING_INTERNAL)


class GuardedSession(Session):
    """Adds the scope's condition to every ORM statement and refuses what it cannot guard."""

    _open: tuple[SessionTransaction | None, Any] = (None, None)
    """The transaction that was started, and its connection."""

    def fix_scope(self, scope: Scope) -> None:
        """Say once, for the life of this session, whose rows it may see."""
        if not isinstance(self.scope, Nobody):
            raise ScopeBreach("the scope is fixed already")
        self.info["scope"] = scope
        self.info["guard"] = scope.guard()

    @property
    def scope(self) -> Scope:
        return cast(Scope, self.info.get("scope", _NOBODY))

    def start(self, **options: Any) -> None:
        """Open this session's transaction with the engine's execution options; it never opens one by itself."""
        begun = self.begin()
        self._open = begun, super().connection(execution_options=options)

    def unguarded(self, reason: str) -> Connection:
        """The bare connection, for the few statements that must pass the guard; `reason` is for the reader."""
        begun, connection = self._open
        return connection if begun is not None and begun is self.get_transaction() else super().connection()

    def insert(self, kind: type[Base], columns: Mapping[str, Any]) -> None:
        """Write a row that this session neither changes nor shows, past its bookkeeping; guarded as all others are."""
        account_id = columns.get("account_id")
        if issubclass(kind, AccountOwned) and not self.scope.admits(self, account_id):
            raise ScopeBreach(f"{kind.__name__} belongs to an account outside the scope")
        writing(kind, tuple(columns))(self.unguarded("its account was looked at"), columns)

    def connection(self, *args: Any, **kwargs: Any) -> Connection:
        raise ScopeBreach("a bare connection passes the guard: use unguarded(reason)")

    def bulk_save_objects(self, *args: Any, **kwargs: Any) -> None:
        raise ScopeBreach("bulk writes pass the guard")

    def bulk_insert_mappings(self, *args: Any, **kwargs: Any) -> None:
        raise ScopeBreach("bulk writes pass the guard")

    def bulk_update_mappings(self, *args: Any, **kwargs: Any) -> None:
        raise ScopeBreach("bulk writes pass the guard")


_NOBODY = Nobody()


@sa_event.listens_for(GuardedSession, "do_orm_execute", propagate=True)
def _guard_statement(state: ORMExecuteState) -> None:
    if state.is_column_load or state.execution_options.get(OUTSIDE_SCOPE):
        return
    if not state.is_orm_statement or state.is_insert:
        raise ScopeBreach("only ORM statements can be scoped; mark others with outside_scope")
    session = cast(GuardedSession, state.session)
    state.statement = session.info.get("guard", _NOTHING).around(state.statement)


@sa_event.listens_for(Mapper, "before_insert")
@sa_event.listens_for(Mapper, "before_update")
@sa_event.listens_for(Mapper, "before_delete")
def _guard_row(mapper: Mapper[Any], _connection: Connection, row: Any) -> None:
    session = object_session(row)
    if not isinstance(row, AccountOwned) or not isinstance(session, GuardedSession):
        return
    owner = mapper.synonyms["account_id"].name if "account_id" in mapper.synonyms else "account_id"
    touched = {row.account_id, *(inspect(row).attrs[owner].history.deleted or ())}
    if not all(session.scope.admits(session, account_id) for account_id in touched):
        raise ScopeBreach(f"{mapper.class_.__name__} belongs to an account outside the scope")
