"""Whether the database answers and this code works on its tables."""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from portal.db.engine import WRITES
from portal.db.extension import db
from portal.db.facts import SERVES_FROM, fact

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


def why_not_ready() -> str | None:
    """None when ready; else a code: database_down or migrations_pending."""
    try:
        with db.engine.connect().execution_options(**{WRITES: False}) as connection:
            if not connection.dialect.has_table(connection, "alembic_version"):
                return "migrations_pending"
            serves = serves_us(connection)
    except SQLAlchemyError:
        return "database_down"
    return None if serves else "migrations_pending"


def serves_us(connection: Connection) -> bool:
    """Whether this program works on the tables: they are its own, or a newer release's that only added to them."""
    current = connection.scalar(text("SELECT version_num FROM alembic_version")) or ""
    known = newest_revision()
    return current == known or (current > known and "" < fact(connection, SERVES_FROM) <= known)


@cache
def newest_revision() -> str:
    """By the names of the files, which begin with their revision: a web server does without Alembic."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
