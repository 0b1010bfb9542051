"""The working calendar table: filled on first run, corrected from a CSV file when the official notice is out."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError

from portal.cli.calendar_seed import COMPUTED_YEARS, OFFICIAL_YEARS, CalendarRow, DaysWhenAsked, calendar_rows
from portal.db.transaction import transaction
from portal.domain.requests.calendar import CalendarDay
from portal.domain.scope import EveryAccount, GuardedSession
from portal.domain.working_days import WorkingDays

SEEDED_YEARS = range(2025, 2029)
FILE_SOURCE = "file"
NAME_LENGTH = 40
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_WORKED = {"1": True, "true": True, "yes": True, "是": True, "班": True, "0": False, "false": False, "no": False,
           "否": False, "休": False}  # fmt: skip

calendar_commands = AppGroup("calendar", help="Holidays and make-up working days.")


class BadLine(ValueError):
    """A line of the file that cannot be read; the message says where and why."""


@calendar_commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_calendar(file: Path) -> None:
    """Take the days of an official notice from a CSV FILE with the columns date, is_workday (1 or 0) and, if you
    like, name. Days it does not name stay as they are."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = list(read_calendar(text))
    except (BadLine, UnicodeDecodeError, csv.Error) as mistake:
        raise click.ClickException(f"{file.name}: {mistake}") from None
    with transaction(EveryAccount("the calendar belongs to no account")) as session:
        count = put_days(session, rows)
    click.echo(f"{count} {'day' if count == 1 else 'days'} taken from {file.name}.")


def read_calendar(lines: Iterable[str]) -> Iterator[CalendarRow]:
    """The days of a CSV file; BadLine for the first line that cannot be used."""
    reader = csv.DictReader(lines, skipinitialspace=True)
    missing = {"date", "is_workday"} - set(reader.fieldnames or ())
    if missing:
        raise BadLine(f"the first line must name {' and '.join(sorted(missing))}")
    seen: set[date] = set()
    for line in reader:
        row = _row(line, reader.line_num)
        if row.date in seen:
            raise BadLine(f"line {reader.line_num}: {row.date} stands there twice")
        seen.add(row.date)
        yield row
    if not seen:
        raise BadLine("there is no day in it")


def seed_calendar(session: GuardedSession, years: Iterable[int] = SEEDED_YEARS) -> int:
    """Fill the years that hold no day yet; returns how many days came in. Days entered by hand stay."""
    wanted = list(years)
    known = session.scalars(select(CalendarDay.day)).all() if wanted else []
    filled = {day.year for day in known}
    rows = list(calendar_rows(year for year in wanted if year not in filled))
    session.add_all(CalendarDay(**_columns(row)) for row in rows)
    session.flush()
    return len(rows)


def put_days(session: GuardedSession, rows: Iterable[CalendarRow]) -> int:
    """Write these days, an official notice, over what is there; returns how many. The rest of its years stands, too."""
    given = {row.date: row for row in rows}
    known = {row.day: row for row in session.scalars(select(CalendarDay)) if row.day in given}
    for day, row in given.items():
        calendar_day = known.get(day) or CalendarDay(day=day)
        for name, value in _columns(row).items():
            setattr(calendar_day, name, value)
        session.add(calendar_day)
    for year in {day.year for day in given}:
        whole_year = CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
        session.execute(update(CalendarDay).where(whole_year).values(is_provisional=False))
    return len(given)


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


def _row(line: dict[str, str], number: int) -> CalendarRow:
    found = _DAY.fullmatch((line["date"] or "").strip())
    worked = _WORKED.get((line["is_workday"] or "").strip().lower())
    if worked is None:
        raise BadLine(f"line {number}: is_workday is 1 (worked) or 0 (off), not “{line['is_workday']}”")
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        raise BadLine(f"line {number}: “{line['date']}” is no date such as 2027-02-08")
    return CalendarRow(day, worked, (line.get("name") or "").strip()[:NAME_LENGTH], FILE_SOURCE, provisional=False)
