"""A million things to be found: the large company's accounts and requests ten times over, made once beside it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, inspect

from bench.elephant import Elephant, There
from bench.ground import HERE, Ground, prepare
from portal.search import schema
from portal.search.models import KINDS, ROOM

TIMES = 10
COPIED = {
    "account": "substr(number, 1, 2) || (800000 + id + {shift})",  # above every number that is given
    "service_request": "'SR-2010-' || (id + {shift})",  # seven digits have room in sixteen signs
}
"""Tables that grow, and the number that a copy of a row gets."""
KIND = {"account": "account", "service_request": "request"}


class Wide(Ground):
    """Served as it stands: searching leaves nothing behind but sessions."""

    def __init__(self, size: str = "large", times: int = TIMES) -> None:
        self.folder = HERE / "run" / "wide"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.file = self.folder / "portal.sqlite3"
        self.environ = self.surroundings()
        made_of, noted = prepare(size), self.folder / "made-of"
        said = f"{made_of} {times}"
        if not (self.file.exists() and noted.exists() and noted.read_text() == said):
            noted.unlink(missing_ok=True)
            print(f"Making it {times} times as much …", flush=True)
            widen(made_of, self.file, times)
            noted.write_text(said)

    def forgive(self) -> None:
        """Forget the searches so far: nobody may search more than 600 times in ten minutes."""
        with sqlite3.connect(self.file, timeout=30) as opened:
            opened.execute("DELETE FROM throttle")
        opened.close()

    def holding(self, words: str) -> int:
        """How many things hold these two characters."""
        return int(self.one("SELECT count(*) FROM search_text WHERE search_text MATCH ?", f'"{words}"'))


class WideThere(There):
    """The same on PostgreSQL."""

    def __init__(self, elephant: Elephant, size: str = "large", times: int = TIMES) -> None:
        self.folder = HERE / "run" / "wide"
        self.folder.mkdir(parents=True, exist_ok=True)
        made_of = elephant.moved(size, self.surroundings())
        super().__init__(elephant, elephant.keep("wide", f"{made_of}-{times}", self._widen(times), of=made_of))

    def _widen(self, times: int) -> Callable[[Elephant, str], None]:
        def widen_there(elephant: Elephant, name: str) -> None:
            engine = create_engine(elephant.address(name), poolclass=NullPool)
            with engine.begin() as connection:
                # rows that follow from rows that are right need no look at what they hang on
                connection.exec_driver_sql("SET session_replication_role = replica")
                copy_rows(connection, times)

        return widen_there

    def forgive(self) -> None:
        self.elephant.do("DELETE FROM throttle", of=self.name)

    def holding(self, words: str) -> int:
        return int(self.one("SELECT count(*) FROM search_entry WHERE words @@ to_tsquery('simple', ?)", words))


def widen(source: Path, target: Path, times: int) -> None:
    """A copy with each account and request `times` times, all of them findable."""
    for leftover in (target, *target.parent.glob(f"{target.name}-*")):
        leftover.unlink(missing_ok=True)
    with sqlite3.connect(source) as opened:
        opened.execute("VACUUM INTO ?", (str(target),))
    opened.close()
    engine = create_engine(f"sqlite:///{target}")
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA synchronous=OFF")
        copy_rows(connection, times)
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def copy_rows(connection: Connection, times: int) -> None:
    schema.drop(connection)
    for table in COPIED:
        shift = connection.exec_driver_sql(f"SELECT max(id) FROM {table}").scalar_one()
        for turn in range(1, times):
            for statement in _copying(connection, table, shift * turn, shift):
                connection.exec_driver_sql(statement)
    schema.create(connection)


def _copying(connection: Connection, table: str, shift: int, last: int) -> list[str]:
    """Statements that write one more copy of the first `last` rows and of their entries."""
    said = {"id": f"id + {shift}", "number": COPIED[table].format(shift=shift)}
    columns = [column["name"] for column in inspect(connection).get_columns(table)]
    values = ", ".join(said.get(name, name) for name in columns)
    low = KINDS[KIND[table]] << ROOM
    return [
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE id <= {last}",
        "INSERT INTO search_entry (id, account_id, kind, row_id, words) "
        f"SELECT id + {shift}, account_id, kind, row_id + {shift}, words FROM search_entry "
        f"WHERE id > {low} AND id <= {low + last}",
    ]
