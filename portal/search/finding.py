"""Finding things by what people type, newest first, within the scope of whoever asks."""

from collections.abc import Sequence

from portal.domain.scope import OneAccount
from portal.domain.work import Work
from portal.search import on_postgresql, on_sqlite
from portal.search.models import entry_id
from portal.search.saying import Ways
from portal.search.tokens import Term, account_token, lead_term, plain, ways_of

MOST = 1000
"""At most so many hits are looked at, the newest."""
Found = tuple[list[int], int]
"""Ids, and how many there are, as far as they were counted."""


def find(work: Work, text: str, kind: str, limit: int = MOST) -> list[int]:
    """Ids of things of a kind that hold every word of `text`, newest first; none for a text without words."""
    return newest(work, text, kind, limit, limit)[0]


def newest(work: Work, text: str, kind: str, shown: int, counted: int) -> Found:
    """The newest things that hold every word of `text`, `shown` of them, and how many there are, `counted` at most."""
    return newest_of(work, text, [kind], shown, counted)[kind]


def newest_of(work: Work, text: str, kinds: Sequence[str], shown: int, counted: int) -> dict[str, Found]:
    """The same for each of these kinds."""
    ways = _own(work, ways_of(text))
    if not ways:
        return {kind: ([], 0) for kind in kinds}
    if _is_sqlite(work):
        hits = on_sqlite.newest(work, [on_sqlite.Asked(ways, kind, counted) for kind in kinds])
        return {kind: (_rows(some[:shown], kind), len(some)) for kind, some in zip(kinds, hits, strict=True)}
    found = {kind: on_postgresql.newest(work, ways, kind, shown, counted) for kind in kinds}
    return {kind: (_rows(some, kind), total) for kind, (some, total) in found.items()}


def find_called(work: Work, text: str, kind: str, limit: int) -> list[int]:
    """Ids of things that are called so, then of those whose names or numbers begin so; each newest first."""
    return called_of(work, text, [kind], limit)[kind]


def called_of(work: Work, text: str, kinds: Sequence[str], limit: int) -> dict[str, list[int]]:
    """The same for each of these kinds."""
    if not plain(text):
        return {kind: [] for kind in kinds}
    whole, begun = (_own(work, [[lead_term(text, whole=one)]]) for one in (True, False))
    if not _is_sqlite(work):
        return {kind: _rows(on_postgresql.called(work, whole, begun, kind, limit), kind) for kind in kinds}
    asked = [on_sqlite.Asked(ways, kind, limit) for ways in (whole, begun) for kind in kinds]
    hits = on_sqlite.newest(work, asked)
    both = zip(kinds, hits[: len(kinds)], hits[len(kinds) :], strict=True)
    return {kind: _rows(list(dict.fromkeys([*wholly, *partly]))[:limit], kind) for kind, wholly, partly in both}


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
