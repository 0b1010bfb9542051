"""Statements that every request asks: put into words once, and given to the driver with nothing in between."""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, insert
from sqlalchemy.sql.compiler import SQLCompiler

Processor = Callable[[Any], Any] | None


class Prepared:
    """A Core statement with named parameters, for a connection that is `unguarded`.

    The library's own way to the driver costs a tenth of a millisecond for each statement, several times what a look
    by key takes the database. Values and columns are still written and read as their types say, errors are the
    library's, and whoever counts statements hears of it. Not for lists of values (`expanding`).
    """

    def __init__(self, statement: Any, columns: Sequence[str] | None = None) -> None:
        """`columns` are those that an insert is given."""
        self._statement, self._columns = statement, columns
        self._worded: WeakKeyDictionary[Dialect, _Worded] = WeakKeyDictionary()

    def all(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """Every row; columns by name or place."""
        worded = self._for(connection)
        return worded.read(self._execute(connection, worded, values))

    def raw(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """Rows as the driver gives them: for comparing with what was read before."""
        found: list[Any] = self._execute(connection, self._for(connection), values).fetchall()
        return found

    def one_or_none(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """The first row, of a statement that finds one at most."""
        rows = self.all(connection, values)
        return rows[0] if rows else None

    def scalar(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """The first column of the first row; None without one."""
        rows = self.all(connection, values)
        return rows[0][0] if rows else None

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """For what finds nothing."""
        self._execute(connection, self._for(connection), values)

    def _for(self, connection: Connection) -> "_Worded":
        worded = self._worded.get(connection.dialect)
        if worded is None:
            compiled = self._statement.compile(dialect=connection.dialect, column_keys=self._columns)
            worded = self._worded[connection.dialect] = _Worded(compiled, connection.dialect)
        return worded

    def _execute(self, connection: Connection, worded: "_Worded", values: Mapping[str, Any]) -> Any:
        driver: Any = connection.connection.driver_connection
        bound = worded.bind(values)
        for listener in connection.engine.dispatch.before_cursor_execute:
            listener(connection, None, worded.text, bound, None, False)
        try:
            return driver.execute(worded.text, bound)
        except connection.dialect.loaded_dbapi.Error as error:
            connection._handle_dbapi_exception(error, worded.text, bound, None, None)


@cache
def writing(kind: type[Any], columns: tuple[str, ...]) -> Callable[[Connection, Mapping[str, Any]], object]:
    """How a row of the mapped class `kind` is written that gives these columns: prepared, unless the library works
    out some of the others."""
    table = kind.__table__
    if any(column.default is not None and column.name not in columns for column in table.columns):
        return lambda connection, values: connection.execute(insert(table), values)
    return Prepared(insert(table), columns).run


class _Worded:
    """The statement in the words of one engine."""

    def __init__(self, compiled: SQLCompiler, dialect: Dialect) -> None:
        if compiled.post_compile_params or compiled.insert_prefetch or compiled.update_prefetch:
            raise ValueError("only what needs no work before each execution can be prepared")
        self.text, self._dialect = str(compiled), dialect
        self._fixed = compiled.construct_params({}, _check=False)
        self._order: Sequence[str] | None = compiled.positiontup
        self._binding: Mapping[str, Any] = compiled._bind_processors
        self._types = [entry.type for entry in compiled._result_columns]
        self._row = _row_of([entry.keyname for entry in compiled._result_columns])
        self._reading: list[Processor] | None = None

    def bind(self, values: Mapping[str, Any]) -> Any:
        """What the driver is given beside the words."""
        known, binding = {**self._fixed, **values}, self._binding
        if self._order is None:
            return {name: binding[name](value) if name in binding else value for name, value in known.items()}
        return tuple([binding[name](known[name]) if name in binding else known[name] for name in self._order])

    def read(self, cursor: Any) -> list[Any]:
        rows = cursor.fetchall()
        if not rows:
            return rows  # type: ignore[no-any-return]
        if self._reading is None:
            self._reading = [
                kind._cached_result_processor(self._dialect, about[1])
                for kind, about in zip(self._types, cursor.description, strict=True)
            ]
        columns = zip(*rows, strict=True)  # most are taken as the driver gives them, without a look at each value
        read = [values if how is None else map(how, values) for values, how in zip(columns, self._reading, strict=True)]
        return list(map(self._row._make, zip(*read, strict=True)))


def _row_of(names: Sequence[str]) -> Any:
    return namedtuple("Row", names, rename=True)
