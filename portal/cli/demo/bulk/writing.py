"""Writing many rows at once: parents before children, a few thousand of one table in one statement."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import repeat
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, func, insert, select
from sqlalchemy.types import TypeEngine

from portal.domain.base import Base, UtcDateTime

PER_STATEMENT = 5_000
Row = dict[str, Any]


class Batch:
    """Rows that are written together; every row of a table names the same columns."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = defaultdict(list)

    def add(self, kind: type[Base], /, **columns: Any) -> None:
        self._rows[kind.__tablename__].append(columns)

    def write(self, connection: Connection) -> None:
        for table in Base.metadata.sorted_tables:
            rows = self._rows.pop(table.name, [])
            for start in range(0, len(rows), PER_STATEMENT):
                _insert(connection, table, rows[start : start + PER_STATEMENT])


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    """What `execute(insert(table), rows)` does, at half the cost: how a value is bound is asked once for a column."""
    defaults = _defaults(table, rows[0])
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=[*rows[0], *defaults])
    names = compiled.positiontup or list(compiled.params)
    columns = [
        repeat(bound, len(rows)) if (bound := defaults.get(name)) is not None else map(itemgetter(name), rows)
        for name in names
    ]
    binds = (_bind(type(table.columns[name].type), connection.dialect) for name in names)
    in_order: Any = zip(
        *(map(bind, column) if bind else column for bind, column in zip(binds, columns, strict=True)), strict=True
    )
    if connection.dialect.name == "postgresql":
        _copy(connection, table, names, in_order)
    else:
        connection.exec_driver_sql(str(compiled), list(in_order))


def _copy(connection: Connection, table: Table, names: list[str], rows: Iterable[Any]) -> None:
    """PostgreSQL's own way of taking many rows in."""
    columns = ", ".join(names)
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _defaults(table: Table, row: Row) -> Row:
    """Values of the columns that a row leaves to their default; a list that begins empty is made once for all."""
    left = (column for column in table.columns if column.name not in row and column.default is not None)
    return {
        column.name: column.default.arg if column.default.is_scalar else column.default.arg(None)
        for column in left
        if column.default.is_scalar or column.default.is_callable
    }


@cache
def _bind(kind: type[TypeEngine[Any]], dialect: Dialect) -> Callable[[Any], Any] | None:
    """How values of this type are handed to the driver; moments come again and again, so each is made once."""
    bind = kind().dialect_impl(dialect).bind_processor(dialect)
    return lru_cache(100_000)(bind) if bind and kind is UtcDateTime else bind


def make_room(connection: Connection) -> None:
    """SQLite keeps the pages of every index at hand while rows come in out of order; 128 MB, for this process only."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA cache_size=-128000")


def continue_sequences(connection: Connection) -> None:
    """PostgreSQL counts ids beside the tables: let the next one follow the rows that brought their own."""
    if connection.dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        last = select(func.coalesce(func.max(table.c.id), 1)).scalar_subquery()
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))
