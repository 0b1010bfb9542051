"""Finding on PostgreSQL: its index gives hits in no order and all at once.

What the newest few entries hold often is common, and enough of it is found by looking on through the newest; what is
rare is found by the index, of which each kind has its own. Between the two the index tells that there is enough.
A beginning of two signs has the index gather the hits of thousands of words, forty milliseconds for the numbers of a
million requests: for it many of the newest are looked through at once, which ends as soon as there is enough.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, cast, select
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import aliased

from portal.domain.work import AnySelect, Work
from portal.search.models import SearchEntry
from portal.search.saying import Ways, between, is_vague, said, within

FEW, OFTEN, MANY = 500, 10, 10_000
"""So many of the newest entries are looked through first; what so many of them hold is looked for in more, a
millisecond for each thousand."""
RARE = 2000
"""So many hits of the index are sorted here."""


def newest(work: Work, ways: Ways, kind: str, shown: int, counted: int) -> tuple[list[int], int]:
    """The newest hits, and how many there are, `counted` at most."""
    values = {"wanted": _wanted(ways), **within(kind)}
    hits = _among(work, values, MANY if is_vague(ways) else FEW, counted)
    if OFTEN <= len(hits) < counted and not is_vague(ways):
        hits = _among(work, values, MANY, counted)
    if len(hits) == counted:
        return hits[:shown], counted
    every = sorted(work.session.scalars(_by_index(kind), values | {"most": RARE + 1}), reverse=True)
    if len(every) <= RARE:
        return every[:shown], min(len(every), counted)
    if len(hits) < shown and not is_vague(ways):
        hits = _among(work, values, MANY, shown)
    if len(hits) < shown:
        hits = list(work.session.scalars(_newest_by_index(kind), values | {"most": shown}))
    return hits[:shown], counted


def called(work: Work, whole: Ways, begun: Ways, kind: str, limit: int) -> list[int]:
    """Hits of `whole`, which are some of those of `begun`, then the others; each newest first."""
    values = {"wanted": _wanted(begun), "whole": _wanted(whole), **within(kind)}
    if len(_among(work, values, FEW, limit)) < limit:
        every = work.session.execute(_by_index_told_apart(kind), values | {"most": RARE + 1}).all()
        if len(every) <= RARE:
            return [hit for _is_whole, hit in sorted(((row[1], row[0]) for row in every), reverse=True)][:limit]
    hits = newest(work, whole, kind, limit, limit)[0]
    if len(hits) < limit:
        hits += newest(work, begun, kind, limit, limit)[0]
    return list(dict.fromkeys(hits))[:limit]


def _wanted(ways: Ways) -> str:
    return said(ways, " & ", " | ", lambda term: f"'{term.text}'{':*' if term.is_prefix else ''}")


def _among(work: Work, values: dict[str, Any], entries: int, most: int) -> list[int]:
    return list(work.session.scalars(_among_newest(), values | {"entries": entries, "most": most}))


@cache
def _among_newest() -> AnySelect:
    """Hits among so many of the newest entries of the kind."""
    last = select(SearchEntry.id, SearchEntry.account_id, SearchEntry.words).where(*between(SearchEntry.id))
    found = aliased(SearchEntry, last.order_by(SearchEntry.id.desc()).limit(bindparam("entries")).subquery())
    return select(found.id).where(_holds(found)).order_by(found.id.desc()).limit(bindparam("most"))


@cache
def _by_index(kind: str) -> AnySelect:
    """Some of the hits. In an expression of their own without an order: with the newest in sight the planner walks the
    whole table for a rare word (a second at 400,000 entries), without it the word's index is read."""
    found = aliased(SearchEntry, _hits(kind, SearchEntry.id).limit(bindparam("most")).cte("hits"))
    return select(found.id)


@cache
def _by_index_told_apart(kind: str) -> AnySelect:
    """The same, each with whether it is a hit of `whole` too."""
    found = aliased(SearchEntry, _hits(kind, SearchEntry.id, SearchEntry.words).limit(bindparam("most")).cte("hits"))
    return select(found.id, _holds(found, "whole"))


@cache
def _newest_by_index(kind: str) -> AnySelect:
    """The newest of all hits: for what stands often among the old entries alone."""
    found = aliased(SearchEntry, _hits(kind, SearchEntry.id).cte("hits").prefix_with("MATERIALIZED"))
    return select(found.id).order_by(found.id.desc()).limit(bindparam("most"))


def _hits(kind: str, *columns: Any) -> Any:
    """The kind stands in the statement itself: each has an index of its own."""
    is_kind = SearchEntry.kind == bindparam(None, kind, literal_execute=True)
    return select(*columns, SearchEntry.account_id).where(is_kind, _holds(SearchEntry))


def _holds(entry: Any, what: str = "wanted") -> ColumnElement[bool]:
    found: ColumnElement[bool] = entry.words.op("@@")(cast(bindparam(what), TSQUERY))
    return found
