"""Whether the database answers and its migrations are those of this code."""

from functools import cache
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.db.engine import WRITES
from portal.db.extension import db

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


def why_not_ready() -> str | None:
    """None when ready; else a code: database_down, migrations_pending, or database_newer: a later release has been
    here, which pages live with while nodes are replaced one by one, and nothing else should."""
    try:
        with db.engine.connect().execution_options(**{WRITES: False}) as connection:
            if not connection.dialect.has_table(connection, "alembic_version"):
                return "migrations_pending"
            current = connection.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        return "database_down"
    if current == newest_revision():
        return None
    return "database_newer" if (current or "") > newest_revision() else "migrations_pending"


@cache
def newest_revision() -> str:
    """By the names of the files, which begin with their revision: a web server does without Alembic."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
