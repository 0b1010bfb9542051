"""How many rows go into one transaction, so that other writers never wait long for their turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

HELD = 0.045
"""Seconds that the write lock should be held at a time: a commit later it is free for the filings that wait."""
FEWEST, MOST = 15, 200
"""Fewer than this would be mostly opening and closing, on a busy machine above all."""


class Pace:
    """The number of rows for the next transaction, after how long the last one took."""

    def __init__(self) -> None:
        self.rows = 40

    @contextmanager
    def measured(self) -> Iterator[None]:
        started = perf_counter()
        yield
        took = max(perf_counter() - started, 0.001)
        self.rows = max(FEWEST, min(MOST, int(self.rows * HELD / took)))
