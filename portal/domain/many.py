"""Many rows in one statement, each engine in its own best way."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from portal.domain.prepared import Prepared

Row = Mapping[str, Any]


def write_many(connection: Connection, table: Table, rows: Sequence[Row], *returning: str) -> list[Any]:
    """Insert rows that all name the same columns; the columns in `returning` of each, in no promised order."""
    if not rows:
        return []
    if connection.dialect.name == "postgresql":
        names, left = tuple(rows[0]), _left(table, tuple(rows[0]))
        given = rows if not left else [{**_said(left), **row} for row in rows]
        asked = _from_one_value(table, (*names, *left), returning)
        if returning:
            return asked.all(connection, {"rows": in_one_value(given)})
        asked.run(connection, {"rows": in_one_value(given)})
        return []
    statement = insert(table)
    if not returning:
        connection.execute(statement, list(rows))
        return []
    return list(connection.execute(statement.returning(*(table.c[name] for name in returning)), list(rows)).all())


def in_one_value(rows: Sequence[Row]) -> str:
    """Rows as PostgreSQL reads them out of one JSON text. Values of their own take the driver longer than the server
    takes to write them, and a statement with a place for each is read letter by letter before it is sent."""
    return json.dumps(rows, default=_plain, ensure_ascii=False)


@cache
def _from_one_value(table: Table, names: tuple[str, ...], returning: tuple[str, ...]) -> Prepared:
    columns = ", ".join(f'"{name}"' for name in names)
    said = (
        f'INSERT INTO "{table.name}" ({columns}) '  # noqa: S608 - our own names
        f'SELECT {columns} FROM json_populate_recordset(CAST(NULL AS "{table.name}"), CAST(:rows AS json))'
    )
    if not returning:
        return Prepared(text(said))
    back = ", ".join(f'"{name}"' for name in returning)
    return Prepared(text(f"{said} RETURNING {back}").columns(*(table.c[name] for name in returning)))


@cache
def _left(table: Table, names: tuple[str, ...]) -> dict[str, Any]:
    """Columns that a row leaves to their default, with it."""
    return {
        column.name: column.default for column in table.columns
        if column.name not in names and column.default is not None
        and (column.default.is_scalar or column.default.is_callable)
    }  # fmt: skip


def _said(left: Mapping[str, Any]) -> dict[str, Any]:
    return {name: default.arg(None) if default.is_callable else default.arg for name, default in left.items()}


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    raise TypeError(type(value).__name__)
