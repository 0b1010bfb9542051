"""What the database holds, to compare before and after."""

from typing import Any

from sqlalchemy import select

from portal.domain.base import Base
from tests.people import People

Rows = dict[str, set[tuple[Any, ...]]]
PASSING = {"throttle", "form_receipt", "web_session"}
"""Tables that may change with any request: counters, receipts, last seen."""


def rows_of(people: People, *, account: str | None = None, but: frozenset[str] = frozenset(PASSING)) -> Rows:
    """Every row by table, or those that belong to one account."""
    with people.backstage() as uow:
        connection = uow.session.unguarded("looks at everything")
        owner = uow.accounts.get(account).id if account else None
        found: Rows = {}
        for table in Base.metadata.sorted_tables:
            if table.name in but or (owner is not None and "account_id" not in table.c and table.name != "account"):
                continue
            query = select(table)
            if owner is not None:
                query = query.where((table.c.id if table.name == "account" else table.c.account_id) == owner)
            found[table.name] = {tuple(map(repr, row)) for row in connection.execute(query)}
        return found


def differences(before: Rows, after: Rows) -> dict[str, tuple[int, int]]:
    """Tables that differ: how many rows went and how many came."""
    return {
        name: (len(before[name] - after[name]), len(after[name] - before[name]))
        for name in before
        if before[name] != after[name]
    }
