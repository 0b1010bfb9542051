"""Taking the demonstration company away again, with everything that was tried out in it."""

from collections.abc import Sequence

import click
from flask import current_app
from sqlalchemy import delete, select, text

from portal.cli.demo.company import look
from portal.db.transaction import transaction
from portal.domain.base import Base
from portal.domain.people.models import Login
from portal.domain.scope import EveryAccount, GuardedSession
from portal.search import schema

WHY = EveryAccount("the demonstration company is taken away")
NOBODYS = "%.example"
"""Addresses of the demonstration end in it; nobody's real one does (RFC 2606)."""


def remove_company() -> tuple[int, int]:
    """How many rows and stored files went; ClickException for a database that holds anything of real people."""
    with transaction(WHY) as session:
        if not look(session).is_ours:
            raise click.ClickException("The demonstration company is not here; nothing was removed.")
        real = _real_people(session)
        if real:
            raise click.ClickException(f"Real people sign in here ({', '.join(real)}); nothing was removed.")
        rows = _empty(session)
    storage = current_app.extensions["storage"]
    files = [sha256 for sha256, _ in storage.names()]
    for sha256 in files:
        storage.remove(sha256)
    return rows, len(files)


def _real_people(session: GuardedSession) -> Sequence[str]:
    query = select(Login.email).where(Login.email.is_not(None), Login.email.not_like(NOBODYS)).order_by(Login.id)
    return [email for email in session.scalars(query.limit(3)) if email]


def _empty(session: GuardedSession) -> int:
    connection = session.unguarded("a whole company goes")
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
    schema.drop(connection)
    gone = sum(connection.execute(delete(table)).rowcount for table in reversed(Base.metadata.sorted_tables))
    schema.create(connection)
    return gone
