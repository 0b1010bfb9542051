"""Commands that bring accounts, contracts and other tables in from a workbook."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from portal.cli.collector import settle_collector
from portal.db.transaction import transaction
from portal.domain.accounts.kinds import AccountKind
from portal.domain.attachments.models import StoredFile
from portal.domain.events import Actor
from portal.domain.scope import EveryAccount
from portal.domain.work import Work
from portal.identity.sealing import seal
from portal.intake.batches import Imports
from portal.intake.lease import reserve
from portal.intake.models import FAILED, ImportBatch
from portal.intake.work import ImportWork, worker_name
from portal.web.import_words import OUTCOMES, TALLIES, row_words, why_failed

Command = Callable[..., None]
SHOWN_EVERY = 0.5
"""Seconds between two looks at how far it is."""
ROWS_LEFT = 3
"""Exit code when some rows were not taken: they have an error or are there already."""

import_commands = AppGroup("import", help="Bring data in from a workbook (XLSX, XLS or CSV).")
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


def import_work(**which: str) -> ImportWork:
    """The worker's part of imports; `number` and `worker` keep it to one."""
    return ImportWork(current_app.extensions["storage"].open, partial(seal, "id_no"), **which)


def _with_a_file(command: Command) -> Command:
    """What every import is asked: the file, whether to change anything, where to write rows to correct."""
    target = click.Path(dir_okay=False, path_type=Path)
    for option in (
        click.option("--errors", type=target, help="Write rows with an error to this XLSX."),
        click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing."),
        click.argument("file", type=FILE),
    ):
        command = option(command)
    return command


@import_commands.command("accounts")
@_with_a_file
@click.option("--kind", type=click.Choice([str(kind) for kind in AccountKind]), help="For rows that do not say.")
def import_accounts(file: Path, kind: str | None, dry_run: bool, errors: Path | None) -> None:
    """Import accounts from FILE. Ends with 0, with 1 when FILE cannot be read, with 3 when rows were left out."""
    _import("accounts", file, kind, dry_run, errors)


@import_commands.command("contracts")
@_with_a_file
def import_contracts(file: Path, dry_run: bool, errors: Path | None) -> None:
    """Import contracts and their clauses from FILE. Ends with 0, with 1 when FILE cannot be read, with 3 when rows were
    left out."""
    _import("contracts", file, None, dry_run, errors)


def _import(subject: str, file: Path, kind: str | None, dry_run: bool, errors: Path | None) -> None:
    settle_collector()
    worker = worker_name()
    number = _add(subject, file, kind, worker)
    work = import_work(number=number, worker=worker)
    batch = _go_on(work, subject, number, "Checking")
    click.echo(", ".join(f"{_en(word)} {batch.tally.get(code, 0)}" for code, word in TALLIES[subject].items()))
    if not dry_run:
        with _imports(subject) as imports:
            imports.start(imports.get(number))
            reserve(imports.get(number), worker)
        batch = _go_on(work, subject, number, "Importing")
        click.echo(", ".join(f"{_en(words)} {batch.outcomes[code]}" for code, (words, _) in OUTCOMES.items()
                             if code in batch.outcomes) or "Nothing to import")  # fmt: skip
    if errors is not None:
        _write_errors(subject, number, errors)
    click.echo(f"This is import {number}.")
    if batch.tally.get("error") or batch.tally.get("duplicate"):
        raise SystemExit(ROWS_LEFT)


def _add_command(subject: str) -> None:
    @_with_a_file
    def bring_in(file: Path, dry_run: bool, errors: Path | None) -> None:
        _import(subject, file, None, dry_run, errors)

    words = f"Import {subject} from FILE, with headings as an export writes them. Ends as the import of accounts does."
    import_commands.command(subject, help=words)(bring_in)


for _subject in ("contacts", "qualifications", "products", "sales", "prospects", "amendments"):
    _add_command(_subject)


_SCOPE = EveryAccount("the command import")


@contextmanager
def _imports(subject: str) -> Iterator[Imports]:
    with transaction(_SCOPE) as session:
        yield Imports(Work(session, Actor.system("import"), datetime.now(UTC), writes=True), subject)


def _add(subject: str, file: Path, kind: str | None, worker: str) -> str:
    with file.open("rb") as source:
        sha256, size = current_app.extensions["storage"].put(source)
    with _imports(subject) as imports:
        batch = imports.add(StoredFile(sha256, file.name[-200:], size, "application/octet-stream"), kind)
        reserve(batch, worker)
        return batch.number


def _go_on(work: ImportWork, subject: str, number: str, label: str) -> ImportBatch:
    """Work until this import rests; what it came to. Ends the command when it could not go on."""
    with click.progressbar(length=1, label=label, show_pos=True) as bar:
        shown = monotonic()
        while work():
            if monotonic() - shown > SHOWN_EVERY:
                shown, batch = monotonic(), _seen(subject, number)
                bar.length = max(batch.total, 1)
                bar.pos = min(batch.done, bar.length)
                bar.render_progress()
    batch = _seen(subject, number)
    if batch.state == FAILED:
        with force_locale("en"):
            raise click.ClickException(why_failed(batch.reason))
    return batch


def _seen(subject: str, number: str) -> ImportBatch:
    with transaction(_SCOPE, writes=False) as session:
        return Imports(Work(session, Actor.system("import"), datetime.now(UTC)), subject).get(number)


def _write_errors(subject: str, number: str, target: Path) -> None:
    with _imports(subject) as imports, force_locale("en"):
        batch = imports.get(number)
        if not batch.tally.get("error"):
            return
        headings = {"row_no": "Row", "reason": "What to change"}
        content = imports.error_rows(batch, current_app.extensions["storage"].open, row_words, headings)
    target.write_bytes(content.read())
    count = batch.tally["error"]
    click.echo(f"{count} {'row' if count == 1 else 'rows'} to correct written to {target}.")


def _en(words: object) -> str:
    with force_locale("en"):
        return str(words)
