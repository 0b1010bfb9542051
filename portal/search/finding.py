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
"""On PostgreSQL so many of the newest entries are looked through first, and so many hits of the index sorted here."""

_TEXT = table("search_text", column("rowid"), column("search_text"))


def find(work: Work, text: str, kind: str, limit: int = MOST) -> list[int]:
    """Ids of things of a kind that hold every word of `text`, newest first; none for a text without words."""
    return _look_up(work, ways_of(text), kind, limit)


def find_called(work: Work, text: str, kind: str, limit: int, *, whole: bool) -> list[int]:
    """Ids of things that are called so, or whose names or numbers begin so; newest first."""
    return _look_up(work, [[lead_term(text, whole=whole)]] if plain(text) else [], kind, limit)


def newest(work: Work, text: str, kind: str, shown: int, counted: int) -> tuple[list[int], int]:
    """The newest things that hold every word of `text`, `shown` of them, and how many there are, `counted` at most."""
    ways = ways_of(text)
    if not ways or _is_sqlite(work):
        found = _look_up(work, ways, kind, counted)
        return found[:shown], len(found)
    hits, total = _on_postgresql(work, _own(work, ways), kind, shown, counted)
    return [hit - entry_id(kind, 0) for hit in hits], total


def _look_up(work: Work, ways: list[list[Term]], kind: str, limit: int) -> list[int]:
    if not ways:
        return []
    ways = _own(work, ways)
    if _is_sqlite(work):
        hits = _on_sqlite(work, ways, kind, limit)
    else:
        hits, _total = _on_postgresql(work, ways, kind, limit, limit)
    return [hit - entry_id(kind, 0) for hit in hits]


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


def _on_postgresql(
    work: Work, ways: list[list[Term]], kind: str, shown: int, counted: int
) -> tuple[list[int], int]:  # fmt: skip
    """GIN gives hits in no order and all at once: common words are found among the newest entries, rare ones by the
    index, and what lies between by a walk that soon has enough."""
    wanted = _said(ways, " & ", " | ", lambda term: f"'{term.text}'{':*' if term.is_prefix else ''}")
    values = {"wanted": wanted, **_within(kind)}
    lately = list(work.session.scalars(_lately(), values | {"most": counted}))
    if len(lately) == counted:
        return lately[:shown], counted
    hits = sorted(work.session.scalars(_by_index(), values | {"most": RARE + 1}), reverse=True)
    if len(hits) > RARE:
        hits = list(work.session.scalars(_walk(), values | {"most": shown}))
        return hits, counted
    return hits[:shown], min(len(hits), counted)


@cache
def _lately() -> AnySelect:
    """Hits among the newest RARE entries of the kind."""
    last = select(SearchEntry.id, SearchEntry.account_id, SearchEntry.words).where(*_between(SearchEntry.id))
    found = aliased(SearchEntry, last.order_by(SearchEntry.id.desc()).limit(RARE).subquery())
    return select(found.id).where(_holds(found)).order_by(found.id.desc()).limit(bindparam("most"))


@cache
def _by_index() -> AnySelect:
    """The hits stand in an expression of their own, planned as if all of them were wanted: with the limit in sight the
    planner walks the whole table for a rare word (a second at 400,000 entries), without it the word's index is read."""
    hits = select(SearchEntry.id, SearchEntry.account_id).where(_holds(SearchEntry), *_between(SearchEntry.id))
    found = aliased(SearchEntry, hits.cte("hits").prefix_with("MATERIALIZED"))
    return select(found.id).limit(bindparam("most"))


@cache
def _walk() -> AnySelect:
    query = select(SearchEntry.id).where(_holds(SearchEntry), *_between(SearchEntry.id))
    return query.order_by(SearchEntry.id.desc()).limit(bindparam("most"))


def _holds(entry: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = entry.words.op("@@")(cast(bindparam("wanted"), TSQUERY))
    return found


def _said(ways: list[list[Term]], both: str, either: str, sign: Callable[[Term], str]) -> str:
    """One way or another, in the words of an engine's query language; the terms are letters and digits alone."""
    return either.join(f"({both.join(map(sign, terms))})" for terms in ways)


def _between(place: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return place > bindparam("low", type_=Identifier), place < bindparam("high", type_=Identifier)


def _within(kind: str) -> dict[str, int]:
    """The range of one kind."""
    return {"low": entry_id(kind, 0), "high": entry_id(kind, 1 << ROOM)}
