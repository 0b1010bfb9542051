"""What each engine needs told on connecting: pragmas for SQLite, timeouts for PostgreSQL."""

import json
from contextlib import suppress
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from sqlalchemy import Connection, Engine, event, text

from portal.domain.prepared import Prepared
from portal.settings import Settings

WRITES = "portal_writes"
"""Execution option of a transaction that will write; others are opened read-only."""
WRITES_NEXT = "portal_writes_next"
"""Of one that reads what the next one will write: dropped whatever it does, so SQLite need not be told twice."""
FORBIDDEN = "portal_writing_forbidden"
BEGIN_TO_WRITE = Prepared(text("BEGIN IMMEDIATE"))
PLANS = 400
"""Statements that a connection to PostgreSQL keeps prepared at most; the driver prepares what it is asked often."""
_EMPTY: dict[type, str] = {list: "[]", dict: "{}"}


def engine_options(settings: Settings) -> dict[str, Any]:
    """What people wrote and who they are stays out of error messages, which are logged."""
    common = {"hide_parameters": True, "json_serializer": _as_json}
    if settings.is_sqlite:
        return {**common, "connect_args": {"timeout": 10, "check_same_thread": False}, "pool_size": 2}
    return {
        **common,
        "pool_size": 4,
        "max_overflow": 4,
        "pool_pre_ping": True,
        "pool_use_lifo": True,  # one connection keeps the plans of all pages, the others rest
        "connect_args": {
            # Whatever the server's own file says: what was acknowledged waits for its disk; and a page that is ready
            # in milliseconds waits for no compiler.
            "options": "-c statement_timeout=20000 -c lock_timeout=10000 -c timezone=UTC -c synchronous_commit=on "
            "-c jit=off"
        },
    }


def _as_json(value: Any) -> str:
    """As ever, but without asking the encoder for what is empty: most rows of an import hold four such values."""
    return json.dumps(value) if value else _EMPTY.get(type(value)) or json.dumps(value)


def prepare(engine: Engine) -> None:
    """Hook the engine's connections; call once for each engine."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin_on_sqlite)
    else:
        event.listen(engine, "connect", _keep_plans)
        event.listen(engine, "begin", _begin_on_postgresql)
        event.listen(engine, "rollback", _end_reading_on_postgresql)


def _set_pragmas(connection: SQLiteConnection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; the driver's own habit begins too late
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "cache_size=-16000",
        # What is mapped is shared by all processes; beyond it each keeps pages of its own. SQLite's own bound is 2 GB.
        "mmap_size=2147418112",
        # Whoever commits when the journal is full copies it into the database while the others wait: fewer of these
        # copies, each page once however often it was written. 16 MB at most; nothing waits longer to be durable.
        "wal_autocheckpoint=4000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_on_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    writes = options.get(WRITES, True)
    _forbid_writing(connection, not (writes or options.get(WRITES_NEXT)))
    if writes:
        # Readers-then-writers would fail at once under load, whatever the busy timeout: take the lock at the start.
        BEGIN_TO_WRITE.run(connection, {})
    else:  # waits for nobody and cannot fail: past the library, which every page would pay for
        _driver(connection).execute("BEGIN")


def end_reading(connection: Connection) -> None:
    """Roll back what was read, beneath the library's transaction; its errors are the library's."""
    connection._rollback_impl()


def begin_to_write(connection: Connection) -> None:
    """Where the library's transaction goes on and the database's last one was ended beneath it."""
    if connection.dialect.name == "sqlite":
        _forbid_writing(connection, False)
        BEGIN_TO_WRITE.run(connection, {})
    else:
        _say_read_only(connection, False)


def _forbid_writing(connection: Connection, forbidden: bool) -> None:
    """Said only where it changes: with this pragma SQLite forgets how it runs each statement it has prepared."""
    if connection.info.get(FORBIDDEN) != forbidden:
        connection.info[FORBIDDEN] = forbidden
        _driver(connection).execute(f"PRAGMA query_only={'ON' if forbidden else 'OFF'}")


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _keep_plans(connection: Any, _record: object) -> None:
    connection.prepared_max = PLANS


def _begin_on_postgresql(connection: Connection) -> None:
    _say_read_only(connection, not connection.get_execution_options().get(WRITES, True))


def _say_read_only(connection: Connection, wanted: bool) -> None:
    """The driver says it with its BEGIN, which spares a statement of its own."""
    driver = _driver(connection)
    if driver.read_only != wanted:
        driver.read_only = wanted


def _end_reading_on_postgresql(connection: Connection) -> None:
    """Commit what only read: nothing is kept by it, and the driver throws its prepared statements away at a rollback.
    The queue's page spent two thirds of the server's time on planning what it had planned for the last one. Where a
    statement failed they may be to blame, of columns that are others now: then it is a rollback."""
    if connection.invalidated:
        return
    driver = _driver(connection)
    if driver.read_only and driver.info.transaction_status.name == "INTRANS":
        with suppress(connection.dialect.loaded_dbapi.Error):  # the rollback that follows meets it, and the library
            driver.commit()
