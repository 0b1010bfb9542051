"""How many rows go into one transaction, so that other writers never wait long for their turn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter, thread_time

from flask import current_app

from portal.db.courtesy import LATELY
from portal.db.presence import Presence
from portal.domain.scope import GuardedSession

WORKED, HELD = 0.045, 0.06
"""Seconds of work in one transaction, and for which the write lock should be held at most: on a busy machine, where
the work has to wait for its turn, as many rows as on an idle one would hold it too long, and as few as fit into the
time of the work would be mostly opening and closing."""
FEWEST, MOST = 40, 200
"""Opening and closing costs as much as some twenty rows."""
BESIDE_PAGES = 0.4
"""The part of all of these while pages are asked for: whoever files something keeps one of the few web workers waiting
at the gate, and with it all who would read."""
APART, MOST_APART = 6, 500
"""Where writers do not wait for each other, a transaction may last so many times as long, and take so many rows: only
who takes a number of the same series waits for its end."""


class Pace:
    """The number of rows for the next transaction, after how long the last one took."""

    def __init__(self, *, apart: bool = False, asked_for: Callable[[], bool] = lambda: False) -> None:
        self.rows, self._apart, self._asked_for = FEWEST, apart, asked_for

    @contextmanager
    def measured(self) -> Iterator[None]:
        started, begun = perf_counter(), thread_time()
        yield
        worked, held = thread_time() - begun, perf_counter() - started
        if self._apart:
            self.rows = rows_after(self.rows, worked=worked / APART, held=held / APART, most=MOST_APART)
        else:
            part = BESIDE_PAGES if self._asked_for() else 1
            self.rows = rows_after(self.rows, worked=worked / part, held=held / part, fewest=int(FEWEST * part))


def pace_of(session: GuardedSession) -> Pace:
    """For the engine that this session writes to."""
    presence: Presence = current_app.extensions["presence"]
    apart = session.unguarded("which engine it is").dialect.name != "sqlite"
    return Pace(apart=apart, asked_for=lambda: presence.is_here(LATELY))


def rows_after(rows: int, *, worked: float, held: float, fewest: int = FEWEST, most: int = MOST) -> int:
    """The next number, where so many took so many seconds of work and of the lock."""
    fitting = int(rows * min(WORKED / max(worked, 0.001), HELD / max(held, 0.001)))
    return max(fewest, min(most, fitting))
