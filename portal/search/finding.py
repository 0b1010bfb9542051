"""Finding things by what people type, newest first, within the scope of whoever asks."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, cast, column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import aliased

from portal.domain.base import Identifier
from portal.domain.scope import OneAccount
from portal.domain.work import AnySelect, Work
from portal.search.models import ROOM, SearchEntry, entry_id
from portal.search.tokens import Term, account_token, lead_term, plain, ways_of

MOST = 1000
"""At most so many hits are looked at, the newest."""
RARE = 2000
"""PostgreSQL's index gives hits in no order: up to so many are sorted here, for commoner words the table is walked."""

_TEXT = table("search_text", column("rowid"), column("search_text"))


def find(work: Work, text: str, kind: str, limit: int = MOST) -> list[int]:
    """Ids of things of a kind that hold every word of `text`, newest first; none for a text without words."""
    return _look_up(work, ways_of(text), kind, limit)


def find_called(work: Work, text: str, kind: str, limit: int, *, whole: bool) -> list[int]:
    """Ids of things that are called so, or whose names or numbers begin so; newest first."""
    return _look_up(work, [[lead_term(text, whole=whole)]] if plain(text) else [], kind, limit)


def newest(work: Work, text: str, kind: str, shown: int, counted: int) -> tuple[list[int], int]:
    """The newest things that hold every word of `text`, `shown` of them, and how many there are, `counted` at most."""
    ways = _own(work, ways_of(text))
    if not ways or _is_sqlite(work):
        found = _look_up(work, ways_of(text), kind, counted)
        return found[:shown], len(found)
    hits, values = _hits_on_postgresql(work, ways, kind)
    if len(hits) > RARE:
        hits = list(work.session.scalars(_walk(), values | {"most": shown}))
        return [hit - entry_id(kind, 0) for hit in hits], counted
    return [hit - entry_id(kind, 0) for hit in hits[:shown]], min(len(hits), counted)


def _look_up(work: Work, ways: list[list[Term]], kind: str, limit: int) -> list[int]:
    if not ways:
        return []
    look = _on_sqlite if _is_sqlite(work) else _on_postgresql
    return [hit - entry_id(kind, 0) for hit in look(work, _own(work, ways), kind, limit)]


def _own(work: Work, ways: list[list[Term]]) -> list[list[Term]]:
    """With the mark of the one account that a partner sees, so that nobody else's entries are walked."""
    if not isinstance(work.session.scope, OneAccount):
        return ways
    own = Term(account_token(work.session.scope.account_id))
    return [[*terms, own] for terms in ways]


def _is_sqlite(work: Work) -> bool:
    return work.session.unguarded("asks for the engine's name only").dialect.name == "sqlite"


def _on_sqlite(work: Work, ways: list[list[Term]], kind: str, limit: int) -> list[int]:
    """FTS5 walks its lists backwards by itself: the newest hits come first and the walk ends with the limit."""
    wanted = _said(ways, " AND ", " OR ", lambda term: f'"{term.text}"{"*" if term.is_prefix else ""}')
    return list(work.session.scalars(_sqlite(), {"wanted": wanted, "most": limit, **_within(kind)}))


@cache
def _sqlite() -> AnySelect:
    """Put together once, as every word that is typed asks it several times."""
    query: AnySelect = select(SearchEntry.id).join(_TEXT, _TEXT.c.rowid == SearchEntry.id)
    query = query.where(_TEXT.c.search_text.op("MATCH")(bindparam("wanted")), *_between(_TEXT.c.rowid))
    return query.order_by(_TEXT.c.rowid.desc()).limit(bindparam("most"))


def _on_postgresql(work: Work, ways: list[list[Term]], kind: str, limit: int) -> list[int]:
    hits, values = _hits_on_postgresql(work, ways, kind)
    if len(hits) <= RARE:
        return hits[:limit]
    return list(work.session.scalars(_walk(), values | {"most": limit}))


def _hits_on_postgresql(work: Work, ways: list[list[Term]], kind: str) -> tuple[list[int], dict[str, Any]]:
    """Up to RARE hits, the newest first; one more than that says that there are others, and which is chance."""
    wanted = _said(ways, " & ", " | ", lambda term: f"'{term.text}'{':*' if term.is_prefix else ''}")
    values = {"wanted": wanted, **_within(kind)}
    return sorted(work.session.scalars(_postgresql(), values | {"most": RARE + 1}), reverse=True), values


@cache
def _postgresql() -> AnySelect:
    """The hits stand in an expression of their own, planned as if all of them were wanted: with the limit in sight the
    planner walks the whole table for a rare word (a second at 400,000 entries), without it the word's index is read."""
    hits = select(SearchEntry.id, SearchEntry.account_id).where(*_matching())
    found = aliased(SearchEntry, hits.cte("hits").prefix_with("MATERIALIZED"))
    return select(found.id).limit(bindparam("most"))


@cache
def _walk() -> AnySelect:
    return select(SearchEntry.id).where(*_matching()).order_by(SearchEntry.id.desc()).limit(bindparam("most"))


def _matching() -> tuple[ColumnElement[bool], ...]:
    return SearchEntry.words.op("@@")(cast(bindparam("wanted"), TSQUERY)), *_between(SearchEntry.id)


def _said(ways: list[list[Term]], both: str, either: str, sign: Callable[[Term], str]) -> str:
    """One way or another, in the words of an engine's query language; the terms are letters and digits alone."""
    return either.join(f"({both.join(map(sign, terms))})" for terms in ways)


def _between(place: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return place > bindparam("low", type_=Identifier), place < bindparam("high", type_=Identifier)


def _within(kind: str) -> dict[str, int]:
    """The range of one kind."""
    return {"low": entry_id(kind, 0), "high": entry_id(kind, 1 << ROOM)}
