"""How many rows go into one transaction, so that other writers never wait long for their turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, thread_time

from portal.domain.scope import GuardedSession

WORKED, HELD = 0.045, 0.06
"""Seconds of work in one transaction, and for which the write lock should be held at most: on a busy machine, where
the work has to wait for its turn, as many rows as on an idle one would hold it too long, and as few as fit into the
time of the work would be mostly opening and closing."""
FEWEST, MOST = 40, 200
"""Opening and closing costs as much as some thirty rows."""
APART, MOST_APART = 6, 500
"""Where writers do not wait for each other, a transaction may last so many times as long, and take so many rows: only
who takes a number of the same series waits for its end."""


class Pace:
    """The number of rows for the next transaction, after how long the last one took."""

    def __init__(self, *, apart: bool = False) -> None:
        self.rows, self._apart = FEWEST, apart

    @contextmanager
    def measured(self) -> Iterator[None]:
        started, begun = perf_counter(), thread_time()
        yield
        worked, held = thread_time() - begun, perf_counter() - started
        if self._apart:
            self.rows = rows_after(self.rows, worked=worked / APART, held=held / APART, most=MOST_APART)
        else:
            self.rows = rows_after(self.rows, worked=worked, held=held)


def pace_of(session: GuardedSession) -> Pace:
    """For the engine that this session writes to."""
    return Pace(apart=session.unguarded("which engine it is").dialect.name != "sqlite")


def rows_after(rows: int, *, worked: float, held: float, most: int = MOST) -> int:
    """The next number, where so many took so many seconds of work and of the lock."""
    fitting = int(rows * min(WORKED / max(worked, 0.001), HELD / max(held, 0.001)))
    return max(FEWEST, min(most, fitting))
