"""What the database knows of its own tables: how many rows an index finds of one value, by which it chooses its way.

PostgreSQL looks at its tables by itself. SQLite does only when told, and takes every index for as good as any other
until then. It is told by table, with a bound on what it reads (https://sqlite.org/lang_analyze.html#approx): its own
`PRAGMA optimize` leaves out, in the versions of today's systems, what another connection asked of.
"""

import math
from collections.abc import Iterable, Mapping
from time import perf_counter

from sqlalchemy import Connection, text

from portal.domain.base import Base

READ = 400
"""Entries that it reads of an index at most."""
LARGE = 5000
"""As long as no table has so many rows, every way is short."""
NO_COUNT = 2**32
"""From here on numbers are made of several, as those of the search; such tables grow with the others."""
BRIEFLY = 0.01
"""Seconds after which the others have their turn to write."""


def to_look_at(connection: Connection, known: Mapping[str, int]) -> dict[str, int]:
    """Tables of SQLite with their highest number that have none in `known`, or at most half of it there."""
    names = [table.name for table in Base.metadata.sorted_tables]
    asked = " UNION ALL ".join(f"SELECT '{name}', (SELECT max(rowid) FROM \"{name}\")" for name in names)  # noqa: S608
    highest = {name: int(number) for name, number in connection.exec_driver_sql(asked) if number}
    counting = {name: number for name, number in highest.items() if number < NO_COUNT}
    if max(counting.values(), default=0) < LARGE:
        return {}
    due = {
        name: number for name, number in counting.items()
        if name not in known or (number >= LARGE and number >= 2 * known[name])
    }  # fmt: skip
    return due and due | {name: number for name, number in highest.items() if number >= NO_COUNT}


def look_at(connection: Connection, names: Iterable[str], for_so_long: float = BRIEFLY) -> list[str]:
    """Some of these tables of SQLite, as many as can be looked at in so many seconds; those that were."""
    began, done = perf_counter(), []
    connection.exec_driver_sql(f"PRAGMA analysis_limit={READ}")
    for name in names:
        connection.exec_driver_sql(f'ANALYZE "{name}"')
        done.append(name)
        if perf_counter() - began > for_so_long:
            break
    connection.exec_driver_sql("PRAGMA analysis_limit=0")
    return done


def tell_the_others(connection: Connection) -> None:
    """Connections of SQLite read what is known of the tables when they read what tables there are: at the start, and
    where that has changed since."""
    connection.exec_driver_sql("CREATE VIEW tables_were_looked_at AS SELECT 1")
    connection.exec_driver_sql("DROP VIEW tables_were_looked_at")


def look_at_all(connection: Connection) -> None:
    """After an instance was filled at once, in the same transaction or a later one; of either engine."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        quoted = (f'"{table.name}"' for table in Base.metadata.sorted_tables)
        connection.exec_driver_sql(f"ANALYZE {', '.join(quoted)}")
        return
    left = list(to_look_at(connection, {}))
    if left:
        look_at(connection, left, for_so_long=math.inf)
        tell_the_others(connection)
