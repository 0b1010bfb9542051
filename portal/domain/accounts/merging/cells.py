"""Single values as they are kept in the record of a merging, and set back from it."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Table, select, update

from portal.domain.base import Base


class Cell(NamedTuple):
    """One value of one row, before and after; both as JSON can hold them."""

    table: str
    id: int
    column: str
    before: Any
    after: Any


def row_of(connection: Connection, table: Table, row_id: int) -> dict[str, Any]:
    """All columns of one row, as JSON can hold them; empty if there is none."""
    row = connection.execute(select(table).where(table.c.id == row_id)).mappings().one_or_none()
    return {name: plain(value) for name, value in row.items()} if row else {}


def differing(table: str, row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Cell]:
    """What differs between two readings of one row."""
    return [Cell(table, row_id, name, before[name], value) for name, value in after.items() if before[name] != value]


def set_cells(connection: Connection, cells: Iterable[Cell], *, back: bool = False) -> None:
    """Write the values after, or `back` those before."""
    for cell in cells:
        table = Base.metadata.tables[cell.table]
        value = typed(table.c[cell.column], cell.before if back else cell.after)
        connection.execute(update(table).where(table.c.id == cell.id).values({cell.column: value}))


def changed_since(connection: Connection, cells: Iterable[Cell]) -> list[Cell]:
    """Those that no longer hold what merging set; a row that is gone has nothing to set back. The counter of saves
    is no value of its own."""
    found, rows = [], {}
    for cell in cells:
        place = (cell.table, cell.id)
        if place not in rows:
            rows[place] = row_of(connection, Base.metadata.tables[cell.table], cell.id)
        if rows[place] and cell.column != "version" and rows[place][cell.column] != cell.after:
            found.append(cell)
    return found


def plain(value: Any) -> Any:
    """A column's value as it is kept in JSON: days and moments in ISO form, bytes in base64; `typed` reads it back."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else value


def typed(column: Column[Any], value: Any) -> Any:
    """A value that `plain` wrote, as its column holds it."""
    if value is None:
        return None
    kind = column.type.python_type
    if kind is bytes:
        return b64decode(value)
    return kind.fromisoformat(value) if kind in (date, datetime) else value
