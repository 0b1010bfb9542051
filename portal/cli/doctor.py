"""Command `doctor`: looks at everything it can reach and says what to do."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from portal.cli.reindex import why_reindex
from portal.db.readiness import why_not_ready
from portal.db.transaction import transaction
from portal.domain.people.models import Staff
from portal.domain.requests.calendar import CalendarDay
from portal.domain.scope import EveryAccount
from portal.notify.models import BotPost, Job, Message
from portal.settings import Settings

ALIVE = timedelta(minutes=2)
FREE_SPACE = 1_000_000_000
AHEAD = timedelta(days=60)
HERE = EveryAccount("doctor")


@click.command()
@with_appcontext
def doctor() -> None:
    """Check settings, database, worker, mail and calendar; exit code 1 if something needs care."""
    settings: Settings = current_app.extensions["settings"]
    wrong = 0
    for name, check in CHECKS.items():
        try:
            advice = check(settings)
        except SQLAlchemyError:
            advice = "cannot be looked at; see to the database first"
        wrong += advice is not None
        click.echo(f"{'ok  ' if advice is None else 'CARE'}  {name}{'' if advice is None else f': {advice}'}")
    if wrong:
        raise SystemExit(1)


def folder(settings: Settings) -> str | None:
    if not os.access(settings.data_dir, os.W_OK):
        return f"{settings.data_dir} cannot be written; give it to the user who runs the portal"
    free = shutil.disk_usage(settings.data_dir).free
    return None if free > FREE_SPACE else f"only {free // 1_000_000} MB are free; make room"


def secret_key(settings: Settings) -> str | None:
    file = settings.data_dir / "secret_key"
    open_to_others = file.exists() and file.stat().st_mode & 0o077
    return "others can read it; run chmod 600 on secret_key" if open_to_others else None


def address(settings: Settings) -> str | None:
    if settings.env == "production" and not settings.uses_tls:
        return "PORTAL_BASE_URL has no https://; cookies are not protected on the way"
    return None


def database(_: Settings) -> str | None:
    reason = why_not_ready()
    return {
        None: None,
        "database_down": "it does not answer; check PORTAL_DATABASE_URL",
        "migrations_pending": "run `flask db upgrade`",
    }[reason]


def integrity(settings: Settings) -> str | None:
    if not settings.is_sqlite:
        return None
    with transaction(HERE, writes=False) as session:
        found = session.unguarded("looks at the file, not at rows").exec_driver_sql("PRAGMA quick_check(1)").scalar()
    return None if found == "ok" else "the file is damaged; stop the portal and restore the last backup"


def administrator(_: Settings) -> str | None:
    with transaction(HERE, writes=False) as session:
        roles = session.scalars(select(Staff.roles)).all()
    return None if any("administrator" in found for found in roles) else "there is none; run `flask create-admin`"


def worker(_: Settings) -> str | None:
    with transaction(HERE, writes=False) as session:
        last = session.scalar(select(Job.begun_at).where(Job.name == "heartbeat"))
    if last is None:
        return "it has never run; start `flask worker`"
    quiet = datetime.now(UTC) - last
    return None if quiet < ALIVE else f"not seen since {last:%Y-%m-%d %H:%M} UTC; restart it"


def mail(settings: Settings) -> str | None:
    if not settings.smtp_url and not settings.is_demo:
        return "no mail server is set; mail waits in the outbox. Set PORTAL_SMTP_URL and PORTAL_MAIL_FROM"
    with transaction(HERE, writes=False) as session:
        dead = sum(
            session.scalar(select(func.count()).select_from(table).where(table.state == "dead")) or 0
            for table in (Message, BotPost)
        )
    return f"{dead} messages were given up; see `flask dead-letters`" if dead else None


def calendar(_: Settings) -> str | None:
    until = datetime.now(UTC).date() + AHEAD
    with transaction(HERE, writes=False) as session:
        known = session.scalar(select(CalendarDay.is_provisional).where(CalendarDay.day == until))
    if known is None:
        return f"{until} is not in the calendar; run `flask calendar import FILE`"
    return f"{until.year} is provisional; import the official notice once it is out" if known else None


def search(_: Settings) -> str | None:
    with transaction(HERE, writes=False) as session:
        return why_reindex(session)


CHECKS: dict[str, Callable[[Settings], str | None]] = {
    "data folder": folder,
    "secret key": secret_key,
    "public address": address,
    "database": database,
    "database file": integrity,
    "administrator": administrator,
    "worker": worker,
    "mail": mail,
    "calendar": calendar,
    "search": search,
}
