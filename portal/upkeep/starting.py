"""What keeps web and worker from starting, in one sentence that says what to do (RE10)."""

from flask import Flask
from sqlalchemy import Connection, text

from portal.db.engine import WRITES
from portal.db.extension import db
from portal.db.facts import InstanceFact, knows_a_key, note_keys
from portal.db.readiness import newest_revision, serves_us
from portal.settings import Settings

SMALL = 200_000_000
"""A database file of so many bytes is read through in a second or two; larger ones are for `flask doctor`."""
PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1}
SAFE = (2, 3)
"""What `synchronous` may be (FULL, EXTRA): less would lose what was acknowledged in a power cut."""


def refuse_to_start(app: Flask) -> None:
    """SystemExit with a sentence when starting would do harm; a database that is away is waited for instead."""
    settings = app.extensions["settings"]
    reason = _reason(app, settings)
    if reason:
        raise SystemExit(reason)
    if not settings.is_sqlite:
        remember_keys(app)


def remember_keys(app: Flask) -> None:
    """Nodes that come later are held against these."""
    with app.app_context(), db.engine.connect().execution_options(**{WRITES: True}) as connection:
        if connection.dialect.has_table(connection, InstanceFact.__tablename__):
            note_keys(connection, app.extensions["settings"].secret_keys)
            connection.commit()


def _reason(app: Flask, settings: Settings) -> str | None:
    if settings.env == "production" and app.debug:
        return "Debug mode shows code and lets it be run by visitors: unset FLASK_DEBUG, or set PORTAL_ENV=development."
    with app.app_context(), db.engine.connect().execution_options(**{WRITES: False}) as connection:
        if settings.is_sqlite:
            return _newer(connection) or _unsafe(connection)
        return _newer(connection) or _careless(connection, settings) or _foreign(connection, settings)


def _newer(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version")) or ""
    if found <= newest_revision() or serves_us(connection):
        return None
    known = newest_revision()
    return (
        f"The database was written by a newer release (tables {found}, this one knows {known}): install that release."
    )


def _careless(connection: Connection, settings: Settings) -> str | None:
    """A server that does not wait for its disk; where nothing is at stake it may."""
    if settings.env != "production":
        return None
    found = connection.scalar(text("SELECT setting FROM pg_settings WHERE name = 'fsync'"))
    if found != "off":
        return None
    return "PostgreSQL runs with fsync=off: what was acknowledged would not survive a power cut. Turn it on."


def _foreign(connection: Connection, settings: Settings) -> str | None:
    """A node with keys of its own would sign people out at every other request, and could not read what is sealed."""
    if knows_a_key(connection, settings.secret_keys):
        return None
    return (
        "The secret keys of this node are not those that this database is used with: set PORTAL_SECRET_KEYS as on the "
        "other nodes. If those keys are lost for good, run `flask accept-keys`; what they sealed stays unreadable."
    )


def _unsafe(connection: Connection) -> str | None:
    for name, wanted in PRAGMAS.items():
        if connection.exec_driver_sql(f"PRAGMA {name}").scalar() != wanted:
            return f"SQLite did not take {name}={wanted}: put the data folder on a local disk."
    if connection.exec_driver_sql("PRAGMA synchronous").scalar() not in SAFE:
        return "SQLite did not take synchronous=FULL: what was acknowledged would not survive a power cut."
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
    size = pages * (connection.exec_driver_sql("PRAGMA page_size").scalar() or 0)
    if size < SMALL and connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
        return "The database file is damaged: keep a copy of it, and restore the last backup (flask restore FILE)."
    return None
