"""A key field that changed is not confirmed any more."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from portal.domain.quality.models import FieldCheck

_CHECK = cast(Table, FieldCheck.__table__)


def reset_checks(connection: Connection, changed: Iterable[tuple[int, str]], at: datetime) -> None:
    """Note that these fields of these accounts changed at `at` (UTC); whoever confirmed them did so before."""
    rows = [
        {"account_id": account_id, "field": field, "changed_at": at, "verified_at": None, "verified_by_id": None}
        for account_id, field in sorted(changed)
    ]
    if rows:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        new = insert(_CHECK)
        news = {name: new.excluded[name] for name in ("changed_at", "verified_at", "verified_by_id")}
        connection.execute(new.on_conflict_do_update(index_elements=["account_id", "field"], set_=news), rows)
