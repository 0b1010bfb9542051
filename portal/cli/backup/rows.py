"""Rows as lines of text, the same whichever engine they come from, and back."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Connection, Date, DateTime, LargeBinary, Table, func, insert, null, select, text, update

from portal.domain.base import Base

LEFT_OUT = frozenset({"web_session", "throttle", "form_receipt", "job", "worker_seen", "search_entry"})
"""Who is signed in, what was tried, which forms came and what the machine did are of one moment; the index of words is
made anew."""
AT_ONCE = 1000
Line = Mapping[str, Any]


@cache
def tables() -> tuple[Table, ...]:
    """Every table that is kept, parents before children."""
    return tuple(table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT)


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """One line of JSON for each row, in the order of their ids."""
    columns, last = [(column.name, _writer(column.type)) for column in table.columns], 0
    while True:
        query = select(table).where(table.c.id > last).order_by(table.c.id).limit(AT_ONCE)
        rows = connection.execute(query).all()
        for row in rows:
            values = {name: write(value) for (name, write), value in zip(columns, row, strict=True)}
            yield json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"
        if len(rows) < AT_ONCE:
            return
        last = rows[-1].id


def put_lines(connection: Connection, table: Table, lines: Iterable[bytes]) -> int:
    """Write the rows of these lines into the table; returns how many. A column that names a row of the same table is
    filled once all of them are there."""
    readers = {column.name: _reader(column.type, nullable=bool(column.nullable)) for column in table.columns}
    later = [column.name for column in table.columns if _names_own_table(table, column.name)]
    count, named, lot = 0, [], []
    for line in lines:
        row = {name: readers[name](value) for name, value in json.loads(line).items()}
        if any(row[name] is not None for name in later):
            named.append({"row": row["id"], **{name: row[name] for name in later}})
            row |= dict.fromkeys(later)
        lot.append(row)
        count += 1
        if len(lot) == AT_ONCE:
            connection.execute(insert(table), lot)
            lot = []
    if lot:
        connection.execute(insert(table), lot)
    for one in named:
        connection.execute(update(table).where(table.c.id == one["row"]).values({name: one[name] for name in later}))
    return count


def go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids beside the rows: the next one must come after those that were written."""
    if connection.dialect.name == "postgresql":
        highest = connection.scalar(select(func.max(table.c.id))) or 0
        sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": table.name})
        if sequence:
            connection.execute(text("SELECT setval(:of, :to, :used)"),
                               {"of": sequence, "to": max(highest, 1), "used": highest > 0})  # fmt: skip


def _names_own_table(table: Table, name: str) -> bool:
    return name != "account_id" and any(key.column.table is table for key in table.c[name].foreign_keys)


def _writer(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, LargeBinary):
        return lambda value: None if value is None else base64.b64encode(value).decode()
    if isinstance(getattr(kind, "impl", kind), DateTime | Date):
        return lambda value: None if value is None else value.isoformat()
    return _as_it_is


def _reader(kind: Any, *, nullable: bool) -> Callable[[Any], Any]:
    if isinstance(kind, LargeBinary):
        return lambda value: None if value is None else base64.b64decode(value)
    if isinstance(getattr(kind, "impl", kind), DateTime):
        return lambda value: None if value is None else datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return lambda value: None if value is None else date.fromisoformat(value)
    if isinstance(kind, JSON) and nullable:
        return lambda value: null() if value is None else value
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
