"""Turning rows from one account to another, all tables at once, under the keys that tie children to their parents."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Table, any_, bindparam, func, select, update
from sqlalchemy.dialects import postgresql

from portal.domain.accounts.merging.tables import OWNER, owner_columns, subject_pairs
from portal.domain.base import Base

Moves = Mapping[str, Sequence[int]]
"""\"table.column\" → ids of rows."""


def rows_of(connection: Connection, account_id: int, stays: Mapping[str, set[int]]) -> dict[str, list[int]]:
    """Every row that names the account, but for what stays behind."""
    found: dict[str, list[int]] = {}
    for table, name in owner_columns():
        behind = stays.get(table.name, set())
        ids = connection.scalars(select(table.c.id).where(table.c[name] == account_id).order_by(table.c.id))
        found[f"{table.name}.{name}"] = [row_id for row_id in ids if row_id not in behind]
    for table, subject, name in subject_pairs():
        named = select(table.c.id).where(table.c[subject] == "account", table.c[name] == account_id)
        found[f"{table.name}.{name}"] = list(connection.scalars(named.order_by(table.c.id)))
    return {place: ids for place, ids in found.items() if ids}


def rehome(connection: Connection, moves: Moves, account_id: int) -> None:
    """Let these rows name that account. Children point at their parents by (account, id), so parents and children
    turn together: in one statement on PostgreSQL, where keys are checked at its end, and on SQLite with the check put
    off to the end of the transaction."""
    tied = {place: ids for place, ids in moves.items() if place.endswith(f".{OWNER}")}
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for place, ids in tied.items():
            connection.execute(_turned(connection, place, ids, account_id))
    elif tied:
        steps = [_turned(connection, place, ids, account_id).returning(_table(place).c.id).cte(f"turned_{number}")
                 for number, (place, ids) in enumerate(tied.items())]  # fmt: skip
        connection.execute(select(func.now()).add_cte(*steps))
    for place in moves.keys() - tied.keys():
        connection.execute(_turned(connection, place, moves[place], account_id))


def among(connection: Connection, column: ColumnElement[Any], ids: Sequence[int]) -> ColumnElement[bool]:
    """Whether the column is one of however many ids; they travel as one value."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(list(ids))).table_valued("value")
        return column.in_(select(listed.c.value))
    return column == any_(bindparam(None, list(ids), type_=postgresql.ARRAY(BigInteger)))


def _turned(connection: Connection, place: str, ids: Sequence[int], account_id: int) -> Any:
    table, name = _table(place), place.partition(".")[2]
    return update(table).where(among(connection, table.c.id, ids)).values({name: account_id})


def _table(place: str) -> Table:
    return Base.metadata.tables[place.partition(".")[0]]
