"""Reading one row by a prepared statement: the library's way to an entity costs several times what the look does."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import bindparam, inspect, select
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.util import identity_key

from portal.domain.base import AccountOwned, PartlyInternal, StaffOnly
from portal.domain.prepared import Prepared
from portal.domain.scope import GuardedSession, OneAccount, ScopeBreach


def read_now(session: GuardedSession, kind: Any, row_id: int, columns: tuple[str, ...]) -> Any:
    """The row of the mapped class `kind`, with `columns` read and the others read when they are asked for; None if
    there is none, or another account owns it. For partners, whose scope asks for nothing else of such a kind;
    ScopeBreach for anybody else, and for what may be hidden from them."""
    if not isinstance(session.scope, OneAccount):
        raise ScopeBreach("read so is only what one account owns, by its own people")
    known = session.identity_map.get(identity_key(kind, row_id))
    if known is not None:
        return known
    row = _by_id(kind, columns).one_or_none(session.unguarded("its account is looked at"), {"row_id": row_id})
    found = None if row is None else made(kind, row._asdict())
    if found is None or not session.scope.admits(session, found.account_id):
        return None
    session.add(found)
    return found


def made(kind: type[Any], columns: Mapping[str, Any]) -> Any:
    """What stands in the database with these columns, as no session's yet."""
    row = inspect(kind).class_manager.new_instance()
    inspect(row).dict.update(columns)
    make_transient_to_detached(row)
    return row


@cache
def _by_id(kind: type[Any], columns: tuple[str, ...]) -> Prepared:
    if not issubclass(kind, AccountOwned) or issubclass(kind, PartlyInternal | StaffOnly):
        raise ScopeBreach(f"{kind.__name__} is read with the condition of the scope")
    table: Any = kind.__table__  # type: ignore[attr-defined]
    return Prepared(select(table.c.id, *(table.c[name] for name in columns)).where(table.c.id == bindparam("row_id")))
