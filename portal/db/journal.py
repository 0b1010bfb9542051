"""SQLite's journal, copied into the database by a process that nobody waits for."""

import logging
from collections.abc import Callable
from contextlib import closing

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

log = logging.getLogger("portal.worker")


def copied_out(engine: Engine) -> Callable[[], None]:
    """What copies it: whoever reads or writes meanwhile goes on, and what cannot be copied yet stays for the next time.
    It does nothing on PostgreSQL, which has processes of its own for this."""
    if engine.dialect.name != "sqlite":
        return lambda: None

    def copy() -> None:
        try:
            with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
                cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        except (DBAPIError, engine.dialect.loaded_dbapi.Error) as mistake:  # whoever finds the journal full copies it
            log.warning("the journal was not copied", extra={"reason": str(mistake)[:200]})

    return copy
