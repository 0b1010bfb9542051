"""Finding on SQLite: FTS5 walks its lists backwards by itself, so the newest hits come first and the walk ends with the
limit. What is asked of several kinds at once is one statement: a quarter of a millisecond each goes into asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, column, func, literal, select, table, union_all

from portal.domain.prepared import Prepared
from portal.domain.scope import EveryAccount
from portal.domain.work import AnySelect, Work
from portal.search.models import SearchEntry
from portal.search.saying import Ways, between, said, within

INDEXED = 3
"""Beginnings up to so many signs have an index of their own in FTS5 (schema.py)."""
LOOKED = 160
"""At most so many of the newest hits of a shorter beginning are looked through for a longer one."""

Looked = tuple[list[int], int]
"""Hits, the newest first, and how many were looked at for them."""
_TEXT = table("search_text", column("rowid"), column("search_text"))
_ENTRY: Any = SearchEntry.__table__


@dataclass(frozen=True)
class Asked:
    """At most `limit` hits of `kind`."""

    ways: Ways
    kind: str
    limit: int

    @property
    def beginning(self) -> str:
        """The one beginning that is asked for, if it is longer than those that have an index. FTS5 gathers every hit of
        such a one before it gives the first, fifty milliseconds for a common one; so some of the hits of its own
        beginning are looked through first."""
        only = self.ways[0][0] if len(self.ways) == len(self.ways[0]) == 1 else None
        return only.text if only and only.is_prefix and len(only.text) > INDEXED else ""

    @property
    def looked(self) -> int:
        return min(LOOKED, 10 + self.limit * 3 // 2) if self.beginning else self.limit

    def values(self, *, shorter: bool) -> dict[str, Any]:
        """Of the statement that asks it; `shorter` looks through the hits of what it begins with."""
        if shorter:
            wanted = f'"{self.beginning[:INDEXED]}"*'
            return {"wanted": wanted, "begun": f" {self.beginning}", "most": self.looked, **within(self.kind)}
        sign = said(self.ways, " AND ", " OR ", lambda term: f'"{term.text}"{"*" if term.is_prefix else ""}')
        return {"wanted": sign, "most": self.limit, **within(self.kind)}


def newest(work: Work, asked: Sequence[Asked]) -> list[list[int]]:
    """The newest hits of each."""
    found: list[list[int]] = []
    left = []
    for one, (hits, looked) in zip(asked, _ask(work, [(one, bool(one.beginning)) for one in asked]), strict=True):
        if one.beginning and len(hits) < one.limit and looked == one.looked:
            left.append(len(found))
        found.append(hits[: one.limit])
    for place, (hits, _) in zip(left, _ask(work, [(asked[place], False) for place in left]), strict=True):
        found[place] = hits
    return found


def _ask(work: Work, asked: Sequence[tuple[Asked, bool]]) -> list[Looked]:
    """Of whoever sees every account all in one statement, a row for each: what a hundred rows cost is fetching them."""
    if not asked:
        return []
    if not isinstance(work.session.scope, EveryAccount):
        return [_one_by_one(work, one, shorter) for one, shorter in asked]
    values = {
        f"{name}_{place}": value
        for place, (one, shorter) in enumerate(asked)
        for name, value in one.values(shorter=shorter).items()
    }
    connection = work.session.unguarded("nothing of search entries is hidden from whoever sees every account")
    rows = _together(tuple(shorter for _, shorter in asked)).raw(connection, values)
    return [(sorted(map(int, hits.split(",") if hits else ()), reverse=True), looked)
            for _, hits, looked in sorted(rows)]  # fmt: skip


def _one_by_one(work: Work, one: Asked, shorter: bool) -> Looked:
    rows = work.session.execute(_scoped(shorter), one.values(shorter=shorter)).all()
    return [hit for hit, holds in rows if holds], len(rows)


@cache
def _scoped(shorter: bool) -> AnySelect:
    """Put together once, as every word that is typed asks it several times."""
    holds = func.instr(" " + SearchEntry.words, bindparam("begun")) > 0 if shorter else literal(True)
    query: AnySelect = select(SearchEntry.id, holds).join(_TEXT, _TEXT.c.rowid == SearchEntry.id)
    return _newest(query, "")


@cache
def _together(shorter: tuple[bool, ...]) -> Prepared:
    """The same of several at once, without the entries where their words are not looked at."""
    return Prepared(union_all(*(_part(place, one) for place, one in enumerate(shorter))))


def _part(place: int, shorter: bool) -> Any:
    mark = f"_{place}"
    query: AnySelect = select(_TEXT.c.rowid.label("hit"))
    if shorter:
        holds = func.instr(" " + _ENTRY.c.words, bindparam(f"begun{mark}")) > 0
        query = select(case((holds, _TEXT.c.rowid)).label("hit"))
        query = query.join_from(_TEXT, _ENTRY, _ENTRY.c.id == _TEXT.c.rowid)
    looked = _newest(query, mark).subquery()
    return select(literal(place), func.group_concat(looked.c.hit), func.count()).select_from(looked)


def _newest(query: AnySelect, mark: str) -> AnySelect:
    query = query.where(_TEXT.c.search_text.op("MATCH")(bindparam(f"wanted{mark}")), *between(_TEXT.c.rowid, mark))
    return query.order_by(_TEXT.c.rowid.desc()).limit(bindparam(f"most{mark}"))
