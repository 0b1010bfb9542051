"""How long requests took, counted by all worker processes of one server together.

The counts lie in memory that is shared because it was there before the server forked. Each process adds in a row of its
own, so that nothing is locked and no row in the database is written for a request; who reads adds the rows up. They
begin at nought when the server starts, as counts of this kind may (docs/decisions/0005).
"""

import mmap
from bisect import bisect_left
from collections.abc import Iterator

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Upper bounds in seconds; the goal of a page is 0.1, its limit 1."""
KINDS, STATUSES = ("read", "write"), ("2xx", "3xx", "4xx", "5xx")
ROWS = 64
_WIDTH = len(BOUNDS) + 2  # a count above all bounds, and the sum in microseconds
_CELLS = len(KINDS) * _WIDTH + len(STATUSES)


class Measured:
    """Counts of requests by kind and time, and by status."""

    def __init__(self) -> None:
        self._cells = memoryview(mmap.mmap(-1, ROWS * _CELLS * 8)).cast("Q")
        self._row = 0

    def count_in_row(self, number: int) -> None:
        """After the fork: the row of this process; a process that takes one over goes on in it."""
        self._row = number % ROWS

    def add(self, kind: str, status: int, seconds: float) -> None:
        """One request of that kind (read or write), answered with that status after so many seconds."""
        start = self._row * _CELLS
        place = start + KINDS.index(kind) * _WIDTH
        self._cells[place + bisect_left(BOUNDS, seconds)] += 1
        self._cells[place + _WIDTH - 1] += round(seconds * 1_000_000)
        self._cells[start + len(KINDS) * _WIDTH + min(max(status // 100, 2), 5) - 2] += 1

    def lines(self) -> Iterator[str]:
        """The counts in Prometheus' text form."""
        totals = [sum(self._cells[cell::_CELLS].tolist()) for cell in range(_CELLS)]
        yield "# HELP portal_request_seconds Time until an answer was ready."
        yield "# TYPE portal_request_seconds histogram"
        for number, kind in enumerate(KINDS):
            yield from _histogram(kind, totals[number * _WIDTH : (number + 1) * _WIDTH])
        yield "# HELP portal_requests_total Answers by class of status."
        yield "# TYPE portal_requests_total counter"
        for status, count in zip(STATUSES, totals[-len(STATUSES) :], strict=True):
            yield f'portal_requests_total{{status="{status}"}} {count}'


def _histogram(kind: str, cells: list[int]) -> Iterator[str]:
    so_far = 0
    for bound, count in zip((*map(str, BOUNDS), "+Inf"), cells, strict=False):
        so_far += count
        yield f'portal_request_seconds_bucket{{kind="{kind}",le="{bound}"}} {so_far}'
    yield f'portal_request_seconds_sum{{kind="{kind}"}} {cells[-1] / 1_000_000}'
    yield f'portal_request_seconds_count{{kind="{kind}"}} {so_far}'
