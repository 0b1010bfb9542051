"""Command `reindex`: makes what people find by anew, as after an upgrade that finds more."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.accounts.models import Account
from portal.domain.contracts.models import Contract
from portal.domain.scope import EveryAccount, GuardedSession
from portal.search.index import reindex
from portal.search.models import SearchEntry, entry_id
from portal.search.tokens import LEAD

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


def why_reindex(session: GuardedSession) -> str | None:
    """What is amiss with the index: the oldest account or contract lacks the words of today."""
    for kind, table in (("account", Account), ("contract", Contract)):
        row_id = session.scalar(select(table.id).order_by(table.id).limit(1))
        words = select(SearchEntry.words).where(SearchEntry.id == entry_id(kind, row_id or 0))
        if row_id is not None and LEAD not in (session.scalar(words) or ""):
            return "it was made by an earlier version; run `flask reindex`"
    return None
