"""Figures of the instance: how large, how full, how far; for the operations page and for machines."""

import platform
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version

from sqlalchemy import func, select, text

from portal.db.readiness import newest_revision
from portal.domain.events import Event
from portal.domain.requests.calendar import CalendarDay
from portal.upkeep.findings import ALL_ROWS, Look
from portal.upkeep.running import dead_letters, oldest_due, waiting


@dataclass(frozen=True)
class Figures:
    """Sizes in bytes. `sealed` is the number of the last seal, `unsealed` how many events wait for one; `known_until`
    the last day of the working calendar."""

    engine: str
    database: int
    disk_free: int
    waiting: int
    dead: int
    oldest_due: datetime | None
    sealed: int
    unsealed: int
    known_until: date | None
    revision: str
    versions: tuple[tuple[str, str], ...]


def figures(look: Look) -> Figures:
    unsealed = select(func.count()).select_from(Event).where(Event.seal_no.is_(None))
    return Figures(
        engine=engine_version(look),
        database=database_bytes(look),
        disk_free=shutil.disk_usage(look.settings.data_dir).free,
        waiting=waiting(look),
        dead=dead_letters(look),
        oldest_due=oldest_due(look),
        sealed=look.session.scalar(select(func.max(Event.seal_no)), execution_options=ALL_ROWS) or 0,
        unsealed=look.session.scalar(unsealed, execution_options=ALL_ROWS) or 0,
        known_until=look.session.scalar(select(func.max(CalendarDay.day))),
        revision=newest_revision(),
        versions=(("Python", platform.python_version()), ("Flask", version("flask")),
                  ("SQLAlchemy", version("sqlalchemy"))),
    )  # fmt: skip


def database_bytes(look: Look) -> int:
    """What the database takes on disk; SQLite's log beside it not counted."""
    connection = look.session.unguarded("asks the engine, not for rows")
    if look.settings.is_sqlite:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar() or 0)
    return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def engine_version(look: Look) -> str:
    connection = look.session.unguarded("asks the engine, not for rows")
    if look.settings.is_sqlite:
        return f"SQLite {connection.exec_driver_sql('SELECT sqlite_version()').scalar()}"
    return f"PostgreSQL {connection.exec_driver_sql('SHOW server_version').scalar()}"
