"""One transaction at a time, opened for reading or for writing, kept or dropped as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy.engine import make_url

from portal.db.engine import WRITES, WRITES_NEXT, begin_to_write, end_reading, engine_options, prepare
from portal.db.extension import RequestSession, db
from portal.db.gate import WriteGate
from portal.db.presence import Presence
from portal.domain.scope import Scope
from portal.settings import Settings


def init_db(app: Flask, settings: Settings) -> None:
    """Bind the extension to `app` and hook its engine."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings)
    db.init_app(app)
    url = make_url(settings.database_url)
    gate_path = Path(f"{url.database}-gate") if settings.is_sqlite else None
    app.extensions["write_gate"] = WriteGate(gate_path)
    app.extensions["presence"] = Presence(gate_path)
    with app.app_context():
        prepare(db.engine)


class Transaction:
    """The transaction of `session`, begun on making; `keep` commits it, `drop` rolls it back. One that reads for
    another one that `writes_next` is not held to reading by SQLite: it is never kept."""

    def __init__(self, session: RequestSession, *, writes: bool, writes_next: bool = False) -> None:
        self.session, self.writes = session, writes
        self._gate: WriteGate = current_app.extensions["write_gate"]
        self._token = self._gate.enter() if writes else None
        try:
            session.start(**{WRITES: writes, WRITES_NEXT: writes_next})
        except BaseException:
            self._end()
            raise

    def write_from_here(self) -> None:
        """End what was read and begin to write, on the same connection: only the database hears of it, which spares a
        tenth of the request that files something. Nothing that was read is the session's any more."""
        self.session.expunge_all()
        connection = self.session.unguarded("one transaction of the database follows another")
        end_reading(connection)
        self._token = self._gate.enter()
        try:
            begin_to_write(connection)
        except BaseException:
            self._end()
            raise
        self.writes = True

    def keep(self) -> None:
        """Commit; nothing is acknowledged to anybody before this returns."""
        try:
            self.session.commit()
        finally:
            self._end()

    def drop(self) -> None:
        self._end()

    def _end(self) -> None:
        # Roll back before the gate opens: the next writer must find the lock free.
        try:
            self.session.rollback()
        finally:
            self._gate.leave(self._token)
            self._token = None


def new_session(scope: Scope) -> RequestSession:
    """A session of its own, apart from the request's, with its scope fixed."""
    session: RequestSession = db.session.session_factory()
    session.fix_scope(scope)
    return session


@contextmanager
def transaction(scope: Scope, *, writes: bool = True) -> Iterator[RequestSession]:
    """A whole transaction for workers, commands and tests: kept at the end, dropped on any exception."""
    session = new_session(scope)
    try:
        opened = Transaction(session, writes=writes)
        try:
            yield session
        except BaseException:
            opened.drop()
            raise
        opened.keep()
    finally:
        session.close()
