"""Moving a filled instance to another database, of either engine: all rows or none, compared before they count."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Table, create_engine, delete, func, select, text

from portal.cli.backup.making import one_moment
from portal.cli.backup.restoring import NotEmpty
from portal.cli.backup.rows import go_on_counting, lines_of, put_lines
from portal.db.engine import WRITES, engine_options, prepare
from portal.db.looking import look_at_all
from portal.db.transaction import new_session
from portal.domain.accounts.models import Account
from portal.domain.base import Base
from portal.domain.events import Event
from portal.domain.people.models import Login
from portal.domain.scope import EveryAccount, GuardedSession
from portal.search.index import reindex
from portal.search.models import SearchEntry
from portal.settings import Settings

WHY = EveryAccount("an instance moves to another database")
Progress = Callable[[str, int], None]
"""Hears the name of a table and how many of its rows were written or compared since."""


class Differs(Exception):
    """A table is not the same on both sides; nothing was kept."""


class Changed(Exception):
    """Somebody wrote meanwhile; nothing was kept."""


def moved_tables() -> tuple[Table, ...]:
    """Every table but the index of words, which is made anew; who is signed in stays signed in."""
    return tuple(table for table in Base.metadata.sorted_tables if table is not SearchEntry.__table__)


def count_rows() -> int:
    with one_moment() as here:
        return sum(here.scalar(select(func.count()).select_from(table)) or 0 for table in moved_tables())


def move_to(settings: Settings, progress: Progress) -> dict[str, int]:
    """Copy every row into the database of `settings`, whose tables are there and empty; rows by table.

    Raises NotEmpty, Differs or Changed: the other database is then as it was.
    """
    with _other_database(settings) as session, one_moment() as here:
        there = session.unguarded("a whole instance is written row by row")
        _make_room(session, there)
        counts = {table.name: _copy(table, here, there, progress) for table in moved_tables()}
        reindex(session)
        look_at_all(there)
        with one_moment() as later:
            if _newest(later) != _newest(here):
                raise Changed
        session.commit()
    return counts


@contextmanager
def _other_database(settings: Settings) -> Iterator[GuardedSession]:
    engine: Engine = create_engine(settings.database_url, **engine_options(settings))
    prepare(engine)
    session = new_session(WHY)
    session._engine = engine
    try:
        session.start(**{WRITES: True})
        yield session
    finally:
        session.rollback()
        session.close()
        engine.dispose()


def _make_room(session: GuardedSession, there: Connection) -> None:
    for kind in (Login, Account):
        if session.scalar(select(kind.id).limit(1)) is not None:
            raise NotEmpty
    if there.dialect.name == "sqlite":
        there.execute(text("PRAGMA defer_foreign_keys=ON"))
    else:
        there.execute(text("SET LOCAL statement_timeout = 0"))
    for table in reversed(Base.metadata.sorted_tables):  # what migrations wrote into an empty database
        there.execute(delete(table))


def _copy(table: Table, here: Connection, there: Connection, progress: Progress) -> int:
    """The rows of one table; what was written is read again and must be the same to the byte."""
    given, taken = hashlib.sha256(), hashlib.sha256()
    rows = put_lines(there, table, _heard(table, lines_of(here, table), given, progress))
    for _ in _heard(table, lines_of(there, table), taken, progress):
        pass
    if given.digest() != taken.digest():
        raise Differs(table.name)
    go_on_counting(there, table)
    return rows


def _heard(table: Table, lines: Iterable[bytes], hashed: "hashlib._Hash", progress: Progress) -> Iterator[bytes]:
    waiting = 0
    for line in lines:
        hashed.update(line)
        waiting += 1
        if waiting == 500:
            progress(table.name, waiting)
            waiting = 0
        yield line
    progress(table.name, waiting)


def _newest(connection: Connection) -> int:
    return connection.scalar(select(func.max(Event.__table__.c.id))) or 0
