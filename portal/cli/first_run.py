"""The first start in production: a calendar, a service standard, and a link for the first administrator."""

import logging
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.db.extension import db
from portal.db.readiness import why_not_ready
from portal.db.transaction import transaction
from portal.domain.requests.clocks.policies import seed_policy
from portal.domain.scope import EveryAccount
from portal.identity.tokens import LIFETIMES, issue, token_text
from portal.upkeep.first import SETUP, has_administrator

log = logging.getLogger("portal.setup")
WHY = EveryAccount("the first start: nobody is here yet")


def offer_setup() -> None:
    """Before the server forks: while there is no administrator, each start puts a new link into the log. It is the one
    secret that stands there, for it ends with the first administrator, with the next start, or after a day."""
    if current_app.extensions["settings"].env != "production" or why_not_ready():
        return
    address = _new_link()
    if address:
        log.warning("no administrator yet: open this address once to set the portal up", extra={"address": address})
    db.engine.dispose()


@click.command("setup-link")
@with_appcontext
def setup_link() -> None:
    """Print a new one-time address by which the first administrator is made; earlier ones end."""
    address = _new_link()
    if address is None:
        raise click.ClickException("There is an administrator already: sign in, or run `flask create-admin`.")
    click.echo(address)


def _new_link() -> str | None:
    """None when somebody administers this already."""
    now = datetime.now(UTC)
    with transaction(WHY, writes=False) as session:
        if has_administrator(session):
            return None
    from portal.cli.calendar import seed_calendar  # with its libraries, for the first start alone

    with transaction(WHY) as session:
        seed_calendar(session)
        seed_policy(session)
        text = token_text(issue(session, SETUP, 0, LIFETIMES[SETUP], now))
    base: str = current_app.extensions["settings"].base_url
    return f"{base}/setup/{text}"
