"""Inserting rows of which some may be there already: said alike on both engines."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from portal.domain.base import Base
from portal.domain.scope import GuardedSession


def insert_new(session: GuardedSession, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert those rows that break no unique key; the others stay as they are. Scope is the caller's care."""
    if rows:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        session.unguarded("inserts cannot be scoped").execute(insert(table).on_conflict_do_nothing(), list(rows))
