"""Finding things by what people type, newest first, within the scope of whoever asks."""

from functools import cache
from typing import Any

from sqlalchemy import bindparam, column, func, select, table

from portal.domain.scope import OneAccount
from portal.domain.work import AnySelect, Work
from portal.search import on_postgresql
from portal.search.models import SearchEntry, entry_id
from portal.search.saying import Ways, between, said, within
from portal.search.tokens import Term, account_token, lead_term, plain, ways_of

MOST = 1000
"""At most so many hits are looked at, the newest."""

INDEXED = 3
"""Beginnings up to so many signs have an index of their own in FTS5 (schema.py)."""
LOOKED = 160
"""At most so many of the newest hits of a shorter beginning are looked through for a longer one."""

_TEXT = table("search_text", column("rowid"), column("search_text"))


def find(work: Work, text: str, kind: str, limit: int = MOST) -> list[int]:
    """Ids of things of a kind that hold every word of `text`, newest first; none for a text without words."""
    return newest(work, text, kind, limit, limit)[0]


def newest(work: Work, text: str, kind: str, shown: int, counted: int) -> tuple[list[int], int]:
    """The newest things that hold every word of `text`, `shown` of them, and how many there are, `counted` at most."""
    ways = _own(work, ways_of(text))
    if not ways:
        return [], 0
    if _is_sqlite(work):
        hits = _on_sqlite(work, ways, kind, counted)
        found, total = hits[:shown], len(hits)
    else:
        found, total = on_postgresql.newest(work, ways, kind, shown, counted)
    return _rows(found, kind), total


def find_called(work: Work, text: str, kind: str, limit: int) -> list[int]:
    """Ids of things that are called so, then of those whose names or numbers begin so; each newest first."""
    if not plain(text):
        return []
    whole, begun = (_own(work, [[lead_term(text, whole=one)]]) for one in (True, False))
    if not _is_sqlite(work):
        return _rows(on_postgresql.called(work, whole, begun, kind, limit), kind)
    hits = _on_sqlite(work, whole, kind, limit)
    if len(hits) < limit:
        hits = list(dict.fromkeys([*hits, *_on_sqlite(work, begun, kind, limit)]))
    return _rows(hits[:limit], kind)


def _rows(hits: list[int], kind: str) -> list[int]:
    return [hit - entry_id(kind, 0) for hit in hits]


def _own(work: Work, ways: Ways) -> Ways:
    """With the mark of the one account that a partner sees, so that nobody else's entries are walked."""
    if not isinstance(work.session.scope, OneAccount):
        return ways
    own = Term(account_token(work.session.scope.account_id))
    return [[*terms, own] for terms in ways]


def _is_sqlite(work: Work) -> bool:
    return work.session.unguarded("asks for the engine's name only").dialect.name == "sqlite"


def _on_sqlite(work: Work, ways: Ways, kind: str, limit: int) -> list[int]:
    """FTS5 walks its lists backwards by itself: the newest hits come first and the walk ends with the limit."""
    begun = _long_beginning(ways)
    if begun:
        most = min(LOOKED, 10 + limit * 3 // 2)
        asked = {"wanted": f'"{begun[:INDEXED]}"*', "begun": f" {begun}", "most": most, **within(kind)}
        looked = work.session.execute(_shorter(), asked).all()
        hits = [hit for hit, holds in looked if holds]
        if len(hits) >= limit or len(looked) < most:
            return hits[:limit]
    wanted = said(ways, " AND ", " OR ", lambda term: f'"{term.text}"{"*" if term.is_prefix else ""}')
    return list(work.session.scalars(_sqlite(), {"wanted": wanted, "most": limit, **within(kind)}))


def _long_beginning(ways: Ways) -> str:
    """The one beginning that is asked for, if it is longer than those that have an index. FTS5 gathers every hit of
    such a one before it gives the first, fifty milliseconds for a common one; so some of the hits of its own beginning
    are looked through first."""
    only = ways[0][0] if len(ways) == len(ways[0]) == 1 else None
    return only.text if only and only.is_prefix and len(only.text) > INDEXED else ""


@cache
def _sqlite() -> AnySelect:
    """Put together once, as every word that is typed asks it several times."""
    return _hits(SearchEntry.id)


@cache
def _shorter() -> AnySelect:
    """The newest hits, each with whether one of its words begins as is asked for."""
    return _hits(SearchEntry.id, func.instr(" " + SearchEntry.words, bindparam("begun")) > 0)


def _hits(*columns: Any) -> AnySelect:
    query: AnySelect = select(*columns).join(_TEXT, _TEXT.c.rowid == SearchEntry.id)
    query = query.where(_TEXT.c.search_text.op("MATCH")(bindparam("wanted")), *between(_TEXT.c.rowid))
    return query.order_by(_TEXT.c.rowid.desc()).limit(bindparam("most"))
