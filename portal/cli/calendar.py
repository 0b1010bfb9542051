"""The working calendar table: filled on first run, corrected from a CSV file when the official notice is out."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal.cli.calendar_seed import COMPUTED_YEARS, OFFICIAL_YEARS, CalendarRow, DaysWhenAsked, calendar_rows
from portal.db.transaction import transaction
from portal.domain.base import Refused
from portal.domain.events import Actor
from portal.domain.requests.calendar import CalendarDay
from portal.domain.requests.clocks.calendar_changes import CalendarChanges
from portal.domain.requests.clocks.notice_file import BadLine, read_calendar
from portal.domain.scope import EveryAccount, GuardedSession
from portal.domain.work import Work
from portal.domain.working_days import WorkingDays

SEEDED_YEARS = range(2025, 2029)

calendar_commands = AppGroup("calendar", help="Holidays and make-up working days.")


@calendar_commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_calendar(file: Path) -> None:
    """Take the days of an official notice from a CSV FILE with the columns date, is_workday (1 or 0) and, if you
    like, name. Days it does not name stay as they are. What changed can be taken back under Admin; open promises are
    reckoned anew, by the worker if there are many."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            days = list(read_calendar(text))
    except (BadLine, UnicodeDecodeError) as mistake:
        raise click.ClickException(f"{file.name}: {mistake}") from None
    with transaction(EveryAccount("the calendar belongs to no account")) as session:
        changes = CalendarChanges(Work(session, Actor.system("calendar import"), datetime.now(UTC), writes=True))
        change = changes.draft(days, file_name=file.name, is_notice=True)
        try:
            changes.take(change)
        except Refused as refusal:
            raise click.ClickException(f"{file.name}: {refusal}") from None
        moved = change.moved
    click.echo(f"{len(days)} {'day' if len(days) == 1 else 'days'} taken from {file.name}; {moved} promises moved.")


def seed_calendar(session: GuardedSession, years: Iterable[int] = SEEDED_YEARS) -> int:
    """Fill the years that hold no day yet; returns how many days came in. Days entered by hand stay."""
    wanted = list(years)
    known = session.scalars(select(CalendarDay.day)).all() if wanted else []
    filled = {day.year for day in known}
    rows = list(calendar_rows(year for year in wanted if year not in filled))
    session.add_all(CalendarDay(**_columns(row)) for row in rows)
    session.flush()
    return len(rows)


def working_days_at_hand() -> WorkingDays:
    """The calendar of the database over the computed one; the computed one alone where there is no database."""
    provisional = set(COMPUTED_YEARS) - set(OFFICIAL_YEARS)
    try:
        with transaction(EveryAccount("the calendar belongs to no account"), writes=False) as session:
            rows = session.scalars(select(CalendarDay)).all()
    except SQLAlchemyError:
        rows = []
    provisional -= {row.day.year for row in rows}
    provisional |= {row.day.year for row in rows if row.is_provisional}
    days = DaysWhenAsked({row.day: row.is_workday for row in rows})
    return WorkingDays(days, provisional_years=frozenset(provisional))


def _columns(row: CalendarRow) -> dict[str, Any]:
    return {
        "day": row.date,
        "is_workday": row.is_workday,
        "name": row.name,
        "source": row.source,
        "is_provisional": row.provisional,
    }
