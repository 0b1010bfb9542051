"""Command `reindex`: makes what people find by anew, as after an upgrade that finds more."""

import click
from flask.cli import with_appcontext

from portal.db.transaction import transaction
from portal.domain.scope import EveryAccount
from portal.search.index import reindex

WHY = EveryAccount("makes the search index")


@click.command("reindex")
@with_appcontext
def reindex_all() -> None:
    """Make the search index anew; nobody can write meanwhile (a minute for 100,000 things)."""
    with transaction(WHY) as session, click.progressbar(length=1, label="Search", show_pos=True) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        count = reindex(session, show)
    click.echo(f"{count} things can be found.")
