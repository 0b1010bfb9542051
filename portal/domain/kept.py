"""Rows of statements that are kept and asked again, within the scope of whoever asks."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from portal.domain.scope import EveryAccount, GuardedSession


def rows_of(session: GuardedSession, statement: Any, values: Mapping[str, Any]) -> list[Any]:
    """What an ORM statement finds with these values; rows of columns by name or place.

    It is guarded as every other. The guard of whoever sees every account is one for all of them, so what it makes of a
    statement is put into words once (see Prepared); other guards come and go, and the library keeps their words.
    """
    prepared = session.info["guard"].prepared(statement) if isinstance(session.scope, EveryAccount) else None
    if prepared is None:
        return found_once(session, statement, values)
    session.flush()
    return list(prepared.all(session.unguarded("the guard stands within the statement"), values))


def found_once(session: GuardedSession, statement: Any, values: Mapping[str, Any]) -> list[Any]:
    """The same of a statement that is not kept."""
    result = session.execute(statement, dict(values))
    return list(map(_named(tuple(result.keys())), result))


@lru_cache(maxsize=128)
def _named(names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    """Makes rows whose names cost nothing: the library looks each of them up anew, a thousand times in a long list."""
    row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]
    make: Callable[[Iterable[Any]], Any] = row._make
    return make
