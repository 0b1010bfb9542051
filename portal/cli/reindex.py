"""Command `reindex`: makes what people find by anew, as after an upgrade that finds more."""

import sys

import click
from flask.cli import with_appcontext

from portal.db.transaction import transaction
from portal.domain.scope import EveryAccount, GuardedSession
from portal.search.index import reindex

WHY = EveryAccount("makes the search index")


@click.command("reindex")
@with_appcontext
def reindex_all() -> None:
    """Make the search index anew; nobody can write meanwhile (a minute for 100,000 things)."""
    with transaction(WHY) as session:
        count = index_anew(session)
    click.echo(f"{count} things can be found.")


def index_anew(session: GuardedSession) -> int:
    """How many things can be found; how far it is, a terminal shows, and anything else need not read."""
    hidden = not sys.stdout.isatty()
    with click.progressbar(length=1, label="Search index", show_pos=True, hidden=hidden) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return reindex(session, show)
