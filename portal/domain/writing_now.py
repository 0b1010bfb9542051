"""Writing one new row at once, where it is known that nothing waits with it to be written."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import insert

from portal.domain.base import AccountOwned, Base
from portal.domain.prepared import Prepared
from portal.domain.reading_now import made
from portal.domain.scope import GuardedSession, ScopeBreach

Row = TypeVar("Row", bound=Base)
Hearer = Callable[[GuardedSession, Any], None]
HEARERS: list[Hearer] = []
"""Told of each row that is written so; those who follow what a flush writes stand here too."""


def write_now(session: GuardedSession, kind: type[Row], columns: Mapping[str, Any]) -> Row:
    """Write a new row of the mapped class `kind` and make it the session's, as a flush would that has nothing else to
    do: the library's bookkeeping takes several times what the database does. ScopeBreach outside the scope. For kinds
    whose rows nobody derives anything from at a flush, but who stands among HEARERS."""
    if issubclass(kind, AccountOwned) and not session.scope.admits(session, columns["account_id"]):
        raise ScopeBreach(f"{kind.__name__} belongs to an account outside the scope")
    statement, usual = _way_of(kind)
    left = {name: value() if callable(value) else value for name, value in usual.items() if name not in columns}
    given = {**left, **columns}
    given["id"] = statement.scalar(session.unguarded("its account was looked at"), given)
    row: Row = made(kind, given)
    session.add(row)
    for hear in HEARERS:
        hear(session, row)
    return row


@cache
def _way_of(kind: Any) -> tuple[Prepared, dict[str, Any]]:
    """The statement, and what stands in a column of which the row says nothing."""
    usual: dict[str, Any] = {}
    for column in kind.__table__.columns:
        default = column.default
        if column.name != "id":
            usual[column.name] = None if default is None else default.arg if default.is_scalar else _making(default.arg)
    return Prepared(insert(kind.__table__).returning(kind.__table__.c.id), tuple(usual)), usual


def _making(made: Callable[[Any], Any]) -> Callable[[], Any]:
    return lambda: made(None)
