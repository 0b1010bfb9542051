"""What the database holds, to compare before and after."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, Table

from portal.domain.base import Base
from tests.people import People

Rows = dict[str, set[str]]
PASSING = {"throttle", "form_receipt", "web_session", "territory_stamp"}
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
            whose = "id" if table.name == "account" else "account_id"
            found[table.name] = set(as_stored(connection, table, table.c, owner and f"{whose} = {owner}"))
        return found


def as_stored(connection: Connection, table: Table, columns: Iterable[Column[Any]], where: object = None) -> list[str]:
    """Each row as the driver gives it, in one text: what is only compared needs no dates and no decoded JSON, and
    whoever looks at a hundred tables again and again would wait for nothing else."""
    names = ", ".join(f'"{column.name}"' for column in columns)
    cursor = connection.connection.cursor()
    try:
        cursor.execute(f'SELECT {names} FROM "{table.name}"' + (f" WHERE {where}" if where is not None else ""))
        return list(map(repr, cursor.fetchall()))
    finally:
        cursor.close()


def how_many(people: People) -> dict[str, int]:
    """How many rows each table holds."""
    tables = [table.name for table in Base.metadata.sorted_tables]
    with people.backstage() as uow:
        connection = uow.session.unguarded("counts everything")
        counts = ", ".join(f'(SELECT count(*) FROM "{name}")' for name in tables)
        return dict(zip(tables, connection.exec_driver_sql(f"SELECT {counts}").one(), strict=True))


def differences(before: Rows, after: Rows) -> dict[str, tuple[int, int]]:
    """Tables that differ: how many rows went and how many came."""
    return {
        name: (len(before[name] - after[name]), len(after[name] - before[name]))
        for name in before
        if before[name] != after[name]
    }
