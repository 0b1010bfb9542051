"""Writing one new row at once, where it is known that nothing waits with it to be written."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import insert, inspect
from sqlalchemy.orm import make_transient_to_detached

from portal.domain.base import AccountOwned
from portal.domain.prepared import Prepared
from portal.domain.scope import GuardedSession, ScopeBreach

Hearer = Callable[[GuardedSession, Any], None]
HEARERS: list[Hearer] = []
"""Told of each row that is written so; those who follow what a flush writes stand here too."""


def write_now(session: GuardedSession, row: Any) -> None:
    """Write a new `row` and make it the session's, as a flush would that has nothing else to do: the library's
    bookkeeping takes several times what the database does. Its relations are not followed; ScopeBreach outside the
    scope. For kinds whose files nobody else derives anything from at a flush."""
    if isinstance(row, AccountOwned) and not session.scope.admits(session, row.account_id):
        raise ScopeBreach(f"{type(row).__name__} belongs to an account outside the scope")
    kind: Any = type(row)
    statement, usual = _way_of(kind)
    given = inspect(row).dict
    for name, value in usual.items():
        if name not in given:
            setattr(row, name, value() if callable(value) else value)
    row.id = statement.scalar(session.unguarded("its account was looked at"), given)
    make_transient_to_detached(row)
    session.add(row)
    for hear in HEARERS:
        hear(session, row)


@cache
def _way_of(kind: type[Any]) -> tuple[Prepared, dict[str, Any]]:
    """The statement, and what stands in a column of which the row says nothing."""
    usual: dict[str, Any] = {}
    for column in kind.__table__.columns:
        default = column.default
        if column.name != "id":
            usual[column.name] = None if default is None else default.arg if default.is_scalar else _making(default.arg)
    return Prepared(insert(kind.__table__).returning(kind.__table__.c.id), tuple(usual)), usual


def _making(made: Callable[[Any], Any]) -> Callable[[], Any]:
    return lambda: made(None)
