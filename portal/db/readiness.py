"""Whether the database answers and its migrations are those of this code."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from portal.db.engine import WRITES
from portal.db.extension import db

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


def why_not_ready() -> str | None:
    """None when ready; else a code: database_down or migrations_pending."""
    try:
        with db.engine.connect().execution_options(**{WRITES: False}) as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        return "database_down"
    return None if current == newest_revision() else "migrations_pending"


@cache
def newest_revision() -> str | None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config).get_current_head()
