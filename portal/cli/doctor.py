"""Command `doctor`: looks at everything it can reach and says what to do; by mail what is new, if asked."""

from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale
from sqlalchemy.exc import SQLAlchemyError

from portal.cli.alarm import tell_administrators
from portal.db.transaction import transaction
from portal.domain.scope import EveryAccount
from portal.settings import Settings
from portal.upkeep.checks import CHECKS, SLOW
from portal.upkeep.findings import Check, Finding, Look
from portal.upkeep.words import advice

HERE = EveryAccount("doctor")


@click.command()
@click.option("--mail", "by_mail", is_flag=True, help="Mail administrators what is new; leaves out what takes long.")
@with_appcontext
def doctor(by_mail: bool) -> None:
    """Check settings, database, worker, mail, backups and calendar; exit code 1 if something needs care."""
    settings: Settings = current_app.extensions["settings"]
    found = {name: _looked(check, settings) for name, check in CHECKS.items() if not (by_mail and name in SLOW)}
    wrong = {name: finding for name, finding in found.items() if finding}
    with force_locale("en"):
        for name, finding in found.items():
            click.echo(f"{'CARE' if finding else 'ok  '}  {name}{f': {advice(finding)}' if finding else ''}")
    if by_mail:
        tell_administrators(settings, wrong)
    if wrong:
        raise SystemExit(1)


def _looked(check: Check, settings: Settings) -> Finding | None:
    try:
        with transaction(HERE, writes=False) as session:
            return check(Look(settings, session, datetime.now(UTC)))
    except SQLAlchemyError:
        return Finding("unreachable")
