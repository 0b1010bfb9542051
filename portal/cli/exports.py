"""Commands that take the archive out, and the worker's part of what staff ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from portal.db.transaction import transaction
from portal.domain.events import Actor, Event
from portal.domain.scope import EveryAccount, GuardedSession, Scope
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.reaches import readings_of
from portal.intake.taking_out.cells import Written
from portal.intake.taking_out.extract import Extract
from portal.intake.taking_out.extracts import EXTRACTS, sheets_of
from portal.intake.taking_out.work import ExportWork, reading_as
from portal.intake.taking_out.writing import Workbook, csv_text, rows_of
from portal.intake.work import worker_name
from portal.web.export_words import SUBJECTS

export_commands = AppGroup("export", help="Take data out as a workbook.")
_SCOPE = EveryAccount("the command export")
_BY = Actor.system("export")


def export_work() -> ExportWork:
    """The worker's part of exports."""
    return ExportWork(current_app.extensions["storage"].put, _reach, worker_name())


def _reach(session: GuardedSession, login_id: int) -> tuple[Actor, Scope] | None:
    readings = [one for one in readings_of(session, login_id) if one.actor.is_staff]
    return (readings[0].actor, readings[0].scope) if readings else None


def _add(subject: str) -> None:
    @click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
    @click.option("--reveal", is_flag=True, help="Identity numbers in full; without it they are masked.")
    @click.option("--locale", type=click.Choice(["zh", "en"]), default="zh", help="Language of headings and words.")
    def export(file: Path, reveal: bool, locale: str) -> None:
        count = _export(subject, file, locale, reveal)
        click.echo(f"{count} rows of {subject} written to {file}.")

    words = f"Write {subject} to FILE (.xlsx or .csv) so that an import reads them back."
    export_commands.command(subject, help=words)(export)


for _subject in EXTRACTS:
    _add(_subject)


def _export(subject: str, file: Path, locale: str, reveals: bool) -> int:
    if file.suffix.lower() not in (".xlsx", ".csv"):
        raise click.ClickException(f"{file.name} should end in .xlsx or .csv.")
    try:
        count = (_xlsx if file.suffix.lower() == ".xlsx" else _csv)(subject, file, locale, reveals)
    except OSError as mistake:
        raise click.ClickException(f"{file} cannot be written: {mistake.strerror}.") from None
    with _unit_of_work(writes=True) as uow:
        facts = {"what": subject, "format": file.suffix[1:].lower(), "filter": {}, "rows": count, "reveals": reveals}
        uow.session.insert(Event, {
            "kind": "export.taken", "subject": "export", "actor_kind": _BY.kind, "at": uow.now, "facts": facts,
        })  # fmt: skip
    return count


def _csv(subject: str, file: Path, locale: str, reveals: bool) -> int:
    counted = _Counted(EXTRACTS[subject], locale, reveals)
    with file.open("wb") as target:
        target.writelines(csv_text(counted))
    return counted.rows


def _xlsx(subject: str, file: Path, locale: str, reveals: bool) -> int:
    rows = 0
    with file.open("wb") as target:
        book = Workbook(target)
        for sheet in sheets_of(subject):
            with force_locale(locale):
                book.begin(str(SUBJECTS[sheet.name]))
            counted = _Counted(sheet, locale, reveals)
            for some in counted:
                book.write(some)
            rows += counted.rows
        book.close()
    return rows


class _Counted:
    """The rows of one sheet, headings first; `rows` counts those below."""

    def __init__(self, extract: Extract, locale: str, reveals: bool) -> None:
        self.rows = -1
        self._parts = rows_of(extract, reading_as(_BY, _SCOPE), {}, locale, reveals=reveals)

    def __iter__(self) -> Iterator[list[list[Written]]]:
        return self

    def __next__(self) -> list[list[Written]]:
        part = next(self._parts)
        self.rows += len(part)
        return part


@contextmanager
def _unit_of_work(*, writes: bool) -> Iterator[UnitOfWork]:
    with transaction(_SCOPE, writes=writes) as session:
        yield UnitOfWork(session, _BY, datetime.now(UTC), writes)
