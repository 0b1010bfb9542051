"""Commands about the archive: work its kept figures out anew."""

from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from portal.db.transaction import transaction
from portal.domain.quality.refiguring import recount
from portal.domain.scope import EveryAccount
from portal.domain.working_days import civil_day


@click.command("recount-archive")
@with_appcontext
def recount_archive() -> None:
    """Work out every account's completeness and gaps anew, and say how many were wrong."""
    with transaction(EveryAccount("the command recount-archive")) as session:
        wrong = recount(session, civil_day(datetime.now(UTC)))
    click.echo(f"{len(wrong)} accounts had other figures than they should; all are right now.")
