"""Command `move`: a filled instance goes to another database, from SQLite to PostgreSQL or back."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import run

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.engine import make_url

from portal.cli.backup.moving import WHY, Changed, Differs, count_rows, move_to
from portal.cli.backup.restoring import NotEmpty
from portal.db.readiness import why_not_ready
from portal.db.transaction import transaction
from portal.notify.models import Job
from portal.setting_readers import database_address
from portal.settings import Settings

ROOT = Path(__file__).parents[2]
ALIVE = timedelta(minutes=1)


def _address(_context: click.Context, _parameter: click.Parameter, text: str) -> str:
    try:
        return database_address(text)
    except ValueError as mistake:
        raise click.BadParameter(str(mistake)) from mistake


@click.command("move")
@click.option(
    "--to", "url", required=True, envvar="PORTAL_MOVE_TO", callback=_address,
    help="An empty database; with a password in it, set PORTAL_MOVE_TO instead.",
)  # fmt: skip
@with_appcontext
def move(url: str) -> None:
    """Move everything to another database: stop web and worker, then this. Rows are compared before they count.

    Attachments and the secret key stay in the data folder. This database is left as it is.
    """
    settings: Settings = current_app.extensions["settings"]
    if why_not_ready():
        raise click.ClickException("The database is not ready: run `flask db upgrade` first.")
    if url == settings.database_url:
        raise click.ClickException("This is the database that is in use.")
    _refuse_while_working()
    _make_tables(url)
    counts = _moved(replace(settings, database_url=url))
    for name, rows in counts.items():
        if rows:
            click.echo(f"{name:<28}{rows:>12,}")
    shown = make_url(url).render_as_string(hide_password=True)
    click.echo(f"{sum(counts.values()):,} rows in {len(counts)} tables, each with the same SHA-256 on both sides.")
    click.echo(f"Now set PORTAL_DATABASE_URL to {shown} and start web and worker.")


def _refuse_while_working() -> None:
    with transaction(WHY, writes=False) as session:
        seen = session.scalar(select(Job.begun_at).where(Job.name == "heartbeat"))
    if seen and datetime.now(UTC) - seen < ALIVE:
        raise click.ClickException("The worker is running: stop web and worker first, wait a minute, and try again.")


def _make_tables(url: str) -> None:
    """By a process of its own, as on a first start: migrations run on the database of the settings."""
    made = run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"],
        env=os.environ | {"PORTAL_DATABASE_URL": url, "PORTAL_DATA_DIR": str(_data_dir())}, cwd=ROOT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        last = (made.stderr.strip() or "it ended").splitlines()[-1]
        raise click.ClickException(f"Tables could not be made there: {last}")


def _data_dir() -> Path:
    folder: Path = current_app.extensions["settings"].data_dir
    return folder


def _moved(settings: Settings) -> dict[str, int]:
    with click.progressbar(length=2 * count_rows(), label="Rows", show_pos=True) as bar:

        def progress(_name: str, rows: int) -> None:
            bar.update(rows)

        try:
            return move_to(settings, progress)
        except NotEmpty:
            raise click.ClickException("Somebody works in that database already: name an empty one.") from None
        except Differs as table:
            raise click.ClickException(f"{table} is not the same there; nothing was kept.") from None
        except Changed:
            raise click.ClickException("Somebody wrote meanwhile; nothing was kept. Stop the web server.") from None
