"""Files that no row names: left by a request that failed after storing, taken away in two steps of a day each.

A file is stored before the row that names it, so that one may be asked for again between our look at the rows and its
removal. That is why it is only set aside at first, where it can still be read, and looked at once more a day later.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from portal.domain.base import Base
from portal.storage.keeping import Storage

SPARED_SECONDS = 24 * 3600
"""Far more than any request or command takes from storing a file to keeping its row."""
LOT = 500
"""Files that the database is asked about at once."""
Named = Callable[[list[str]], set[str]]
"""Which of these names some row has, all tables read at one moment."""


def sweep(named: Named, storage: Storage, now: float) -> Iterator[int]:
    """How many files were let go for good, lot by lot; `now` in seconds since 1970."""
    before = now - SPARED_SECONDS
    storage.drop_unfinished(before)
    for some in _lots(storage.aside(), before):
        kept = named(some)
        for sha256 in some:
            (storage.put_back if sha256 in kept else storage.drop_aside)(sha256)
        yield len(some) - len(kept)
    for some in _lots(storage.names(), before):
        for sha256 in set(some) - named(some):
            storage.set_aside(sha256)
        yield 0


def named_in(session: Session, some: Iterable[str]) -> set[str]:
    """One statement: a row may pass from one table to another between two of them."""
    wanted = list(some)
    tables = [mapper.class_ for mapper in Base.registry.mappers if "sha256" in mapper.columns]
    return set(session.scalars(union_all(*(select(one.sha256).where(one.sha256.in_(wanted)) for one in tables))))


def names_any(session: Session) -> bool:
    """Whether the database names any file at all: beside an empty one, as after a mistaken setting, all of them would
    look worthless."""
    tables = [mapper.class_ for mapper in Base.registry.mappers if "sha256" in mapper.columns]
    ours = (select(literal(1)).where(select(one.id).where(one.sha256.is_not(None)).exists()) for one in tables)
    return any(session.scalar(one) for one in ours)


def _lots(found: Iterator[tuple[str, float]], before: float) -> Iterator[list[str]]:
    old = (sha256 for sha256, changed in found if changed < before)
    while some := list(islice(old, LOT)):
        yield some
