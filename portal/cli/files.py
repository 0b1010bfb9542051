"""Commands about stored files: read them through, move them to another place."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from portal.cli.backup.making import named_files, one_moment
from portal.domain.base import Unavailable
from portal.setting_readers import bucket_mistake, files_address
from portal.settings import Settings
from portal.storage.choosing import storage_at
from portal.storage.keeping import CHUNK, Missing, Storage

files_commands = AppGroup("files", help="Attachments and other stored files: check them, move them.")
SHOWN = 10
"""Names of files that are listed; of more only their number is said."""


@files_commands.command("verify")
def verify_files() -> None:
    """Read every file that the database names and compare it with its SHA-256; exit code 1 if one is not right."""
    storage, missing, damaged = _here(), list[str](), list[str]()
    with _in_one_line():
        names = _wanted()
        for sha256 in _shown(names, "Files"):
            state = _state(storage, sha256)
            if state:
                (missing if state == "missing" else damaged).append(sha256)
    _tell("missing from storage", missing)
    _tell("damaged", damaged)
    if missing or damaged:
        raise click.ClickException("Bring these back from a backup: put them where the names say, and run this again.")
    click.echo(f"{len(names):,} files, each as its SHA-256 says.")


@files_commands.command("move")
@click.option("--to", "url", required=True, help="A folder, or s3://bucket/folder with PORTAL_S3_… set.")
def move_files(url: str) -> None:
    """Copy every file that the database names to another place and read it there again. Nothing is removed here.

    Web and worker may run meanwhile. Run it a second time after stopping them: what is there already is only compared.
    """
    settings: Settings = current_app.extensions["settings"]
    here, there = _here(), _there(url, settings)
    copied, missing, damaged = 0, list[str](), list[str]()
    with _in_one_line():
        names = _wanted()
        for sha256 in _shown(names, "Files"):
            was = _state(there, sha256)
            if was is None:
                continue
            if was == "damaged":  # else a folder would keep what it has under that name
                there.remove(sha256)
            state = _copy(here, there, sha256)
            copied += state is None
            if state:
                (missing if state == "missing" else damaged).append(sha256)
    _tell("missing from storage here", missing)
    _tell("damaged here and not copied", damaged)
    click.echo(f"{copied:,} copied, {len(names) - copied - len(missing) - len(damaged):,} were there, each read again.")
    if missing or damaged:
        raise click.ClickException("Not all files are there. Bring back what is named above, and run this again.")
    click.echo(f"Now set PORTAL_FILES_URL to {url} and start web and worker.")


def _copy(here: Storage, there: Storage, sha256: str) -> str | None:
    """None once it is there and right; else missing or damaged, and then there is nothing of it there."""
    try:
        with here.open(sha256) as source:
            arrived, _ = there.put(source)
    except Missing:
        return "missing"
    if arrived != sha256:
        there.remove(arrived)
        return "damaged"
    return _state(there, sha256)


def _state(storage: Storage, sha256: str) -> str | None:
    """None for a file that is as its name says; else missing or damaged."""
    hashed = hashlib.sha256()
    try:
        with storage.open(sha256) as source:
            while chunk := source.read(CHUNK):
                hashed.update(chunk)
    except Missing:
        return "missing"
    return None if hashed.hexdigest() == sha256 else "damaged"


def _here() -> Storage:
    found: Storage = current_app.extensions["storage"]
    return found


def _there(url: str, settings: Settings) -> Storage:
    try:
        url = files_address(url)
    except ValueError as mistake:
        raise click.UsageError(f"--to {mistake}.") from mistake
    mistake = bucket_mistake(settings.s3_endpoint, settings.s3_key, settings.s3_secret, settings.s3_allow_http)
    if url.startswith("s3://") and mistake:
        raise click.ClickException(f"PORTAL_{mistake}")
    if url == settings.files_url:
        raise click.ClickException("That is where the files are.")
    return storage_at(url, settings)


def _wanted() -> list[str]:
    with one_moment() as connection:
        return sorted(named_files(connection))


def _shown(names: list[str], label: str) -> Iterator[str]:
    with click.progressbar(names, label=label, show_pos=True) as bar:
        yield from bar


def _tell(what: str, names: Iterable[str]) -> None:
    found = list(names)
    for name in found[:SHOWN]:
        click.echo(f"{what}: {name}")
    if len(found) > SHOWN:
        click.echo(f"{what}: {len(found) - SHOWN:,} more")


@contextmanager
def _in_one_line() -> Iterator[Any]:
    """A place that does not answer is a line to act on."""
    try:
        yield
    except Unavailable as mistake:
        raise click.ClickException(f"The files cannot be reached ({mistake}): run `flask doctor`.") from mistake
    except OSError as mistake:
        raise click.ClickException(f"The files cannot be reached: {mistake.strerror or mistake}.") from mistake
