"""The commands that take a backup, read one through, and restore one (RE8)."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.cli.backup.checking import verify
from portal.cli.backup.making import Told, make_backup
from portal.cli.backup.manifest import BadBackup, Manifest
from portal.cli.backup.passphrase import backup_passphrase
from portal.cli.backup.restoring import NotEmpty, restore
from portal.cli.backup.retention import Retention, backups_in, drop_old
from portal.db.readiness import why_not_ready
from portal.upkeep.noting import noted
from portal.upkeep.running import BACKUP

EXISTING = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
COUNT = click.IntRange(0)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--keep", type=COUNT, default=0, help="FILE is a folder: keep its newest so many backups.")
@click.option("--daily", type=COUNT, default=0, help="And the newest of each of the last so many days.")
@click.option("--weekly", type=COUNT, default=0, help="And the newest of each of the last so many weeks.")
@with_appcontext
def backup(file: Path, keep: int, daily: int, weekly: int) -> None:
    """Write everything to FILE while the portal runs: rows of one moment, attachments, the secret key.

    If FILE is a folder, the backup is named by the time. It can be restored on SQLite and on PostgreSQL. With
    PORTAL_BACKUP_PASSPHRASE (or …_FILE) it is encrypted; without, keep it as safe as the portal itself.
    """
    _be_ready()
    target = file / f"portal-{datetime.now(UTC):%Y%m%d-%H%M%S}.backup" if file.is_dir() else file
    rule, settings = Retention(keep, daily, weekly), current_app.extensions["settings"]
    if rule and not file.is_dir():
        raise click.UsageError("--keep, --daily and --weekly need a folder.")
    if target.exists():
        raise click.ClickException(f"{target} is there already; backups are never overwritten.")
    if not target.parent.is_dir():
        raise click.ClickException(f"There is no folder {target.parent}.")
    passphrase = backup_passphrase(settings)
    with noted(BACKUP) as words, _telling("Backup") as tell:
        manifest = make_backup(target, current_app.extensions["storage"], _key_file(), tell, passphrase)
        words.append(f"{target.name}, {target.stat().st_size:,} bytes{', encrypted' if passphrase else ''}")
    click.echo(f"{target}: {_says(manifest)}")
    if manifest.missing:
        click.echo(f"{len(manifest.missing)} attachments are not in storage any more; all the rest is in the backup.")
    for old in drop_old(file, rule, ZoneInfo(settings.timezone)) if rule else ():
        click.echo(f"{old.name} removed.")


@click.command("verify-backup")
@click.argument("file", type=click.Path(exists=True, readable=True, path_type=Path))
@with_appcontext
def verify_backup(file: Path) -> None:
    """Read FILE to its end and check every part by its SHA-256; of a folder, its newest backup."""
    if file.is_dir():
        there = list(backups_in(file).values())
        if not there:
            raise click.ClickException(f"There is no backup in {file}.")
        file = there[-1]
    click.echo(f"{file} is whole: {_says(_verified(file))}")


@click.command("restore")
@click.argument("file", type=EXISTING)
@with_appcontext
def restore_backup(file: Path) -> None:
    """Restore FILE into an empty instance, of whichever engine: stop web and worker, `flask db upgrade`, then this.

    Everybody signs in again; links to reset a password that were under way end.
    """
    _be_ready()
    _verified(file)
    with _telling("Restore") as tell:
        try:
            passphrase = backup_passphrase(current_app.extensions["settings"])
            manifest = restore(file, current_app.extensions["storage"], _key_file(), tell, passphrase)
        except BadBackup as reason:
            raise click.ClickException(f"{file}: {reason}.") from None
        except NotEmpty:
            raise click.ClickException(
                "This instance is in use: a backup is restored into an empty one. Set PORTAL_DATA_DIR (and "
                "PORTAL_DATABASE_URL) to a new place, run `flask db upgrade` there, and try again."
            ) from None
    click.echo(f"Restored: {_says(manifest)}. Start web and worker now.")


def _be_ready() -> None:
    if why_not_ready():
        raise click.ClickException("The database is not ready: run `flask db upgrade` first.")


def _verified(file: Path) -> Manifest:
    try:
        return verify(file, backup_passphrase(current_app.extensions["settings"]))
    except BadBackup as reason:
        raise click.ClickException(f"{file}: {reason}. Nothing was changed.") from None


def _key_file() -> Path:
    return Path(current_app.extensions["settings"].data_dir) / "secret_key"


def _says(manifest: Manifest) -> str:
    held = f"{manifest.rows:,} rows in {len(manifest.tables)} tables, {len(manifest.files):,} attachments"
    return f"{held}, from {manifest.engine}, made {manifest.made_at}"


@contextmanager
def _telling(word: str) -> Iterator[Told]:
    """What is being done, on one line of the terminal; nothing where nobody looks."""
    stream = sys.stderr
    shown = stream.isatty()

    def tell(what: str) -> None:
        if shown:
            stream.write(f"\r\x1b[K{word}: {what}")
            stream.flush()

    yield tell
    if shown:
        stream.write("\r\x1b[K")
