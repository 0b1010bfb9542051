"""What the worker and a command do about tiers and health."""

from datetime import UTC, datetime, timedelta

import click
from flask.cli import with_appcontext

from portal.db.transaction import transaction
from portal.domain.events import Actor
from portal.domain.levels.keeping import figure_due
from portal.domain.levels.tiering import Tiering
from portal.domain.sales.keeping import ledger_month
from portal.domain.scope import GuardedSession
from portal.domain.work import SHANGHAI, Work
from portal.insight.tier_run import SCOPE, TierWork, ask_due
from portal.notify.jobs import Regular


def figure_health(session: GuardedSession, now: datetime) -> int:
    """Reckon the health of accounts that have none of today, some at a time."""
    return figure_due(Work(session, Actor.system("worker"), now, writes=True))


LEVEL_JOBS = (
    Regular("ask_tiers", timedelta(hours=6), ask_due),
    Regular("health", timedelta(seconds=15), figure_health),
)


@click.command("tiers")
@with_appcontext
def reckon_tiers() -> None:
    """Reckon all tiers by the newest month of the sales ledger; proposals wait for somebody to accept them."""
    now = datetime.now(UTC)
    with transaction(SCOPE) as session:
        as_of = ledger_month(session, now.astimezone(SHANGHAI).date())
        if as_of is None:
            raise click.ClickException("There are no sales yet: import some first (flask import sales FILE).")
        run = Tiering(Work(session, Actor.system("tiers"), now, writes=True)).ask(as_of)
    TierWork()()
    with transaction(SCOPE, writes=False) as session:
        found = session.get(type(run), run.id)
        if found is not None:
            click.echo(f"{as_of:%Y-%m}: {found.head:,} of {found.earning:,} accounts make four fifths; "
                       f"{found.proposals:,} proposals.")  # fmt: skip
