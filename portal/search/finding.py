"""Finding things by what people type, newest first, within the scope of whoever asks."""

from typing import Any

from sqlalchemy import ColumnElement, cast, column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from portal.domain.scope import OneAccount
from portal.domain.work import AnySelect, Work
from portal.search.models import ROOM, SearchEntry, entry_id
from portal.search.tokens import Term, account_token, terms_of

MOST = 1000
"""At most so many hits are looked at, the newest."""
RARE = 2000
"""PostgreSQL's index gives hits in no order: up to so many are sorted here, for commoner words the table is walked."""

_TEXT = table("search_text", column("rowid"), column("search_text"))


def find(work: Work, text: str, kind: str, limit: int = MOST) -> list[int]:
    """Ids of accounts or requests that hold every word of `text`, newest first; none for a text without words."""
    terms = terms_of(text)
    if not terms:
        return []
    if isinstance(work.session.scope, OneAccount):
        terms.append(Term(account_token(work.session.scope.account_id)))
    on_sqlite = work.session.unguarded("asks for the engine's name only").dialect.name == "sqlite"
    first = entry_id(kind, 0)
    return [hit - first for hit in (_on_sqlite if on_sqlite else _on_postgresql)(work, terms, kind, limit)]


def _on_sqlite(work: Work, terms: list[Term], kind: str, limit: int) -> list[int]:
    """FTS5 walks its lists backwards by itself: the newest hits come first and the walk ends with the limit."""
    wanted = " AND ".join(f'"{term.text}"{"*" if term.is_prefix else ""}' for term in terms)
    query: AnySelect = (
        select(SearchEntry.id)
        .join(_TEXT, _TEXT.c.rowid == SearchEntry.id)
        .where(_TEXT.c.search_text.op("MATCH")(wanted), *_within(_TEXT.c.rowid, kind))
        .order_by(_TEXT.c.rowid.desc())
    )
    return list(work.session.scalars(query.limit(limit)))


def _on_postgresql(work: Work, terms: list[Term], kind: str, limit: int) -> list[int]:
    wanted = " & ".join(f"'{term.text}'{':*' if term.is_prefix else ''}" for term in terms)
    matches = SearchEntry.words.op("@@")(cast(wanted, TSQUERY))
    query: AnySelect = select(SearchEntry.id).where(matches, *_within(SearchEntry.id, kind))
    hits = list(work.session.scalars(query.limit(RARE + 1)))
    if len(hits) <= RARE:
        return sorted(hits, reverse=True)[:limit]
    return list(work.session.scalars(query.order_by(SearchEntry.id.desc()).limit(limit)))


def _within(place: Any, kind: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The range of one kind."""
    return place > entry_id(kind, 0), place < entry_id(kind, 1 << ROOM)
