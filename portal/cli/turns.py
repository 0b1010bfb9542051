"""Long work that is due now and then, done piece by piece, so that messages go out in between."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from portal.notify.jobs import Regular, run_due


def in_turns(turn: Regular, begin: Callable[[], Iterator[Any]]) -> Callable[[], int]:
    """A step of the worker: a piece in each round, 0 when nothing is due. Whoever takes the turn does all of it;
    another worker finds that it is taken."""
    running: list[Iterator[Any]] = []

    def step() -> int:
        if not running:
            if not run_due(turn, datetime.now(UTC)):
                return 0
            running.append(begin())
        try:
            next(running[0])
        except BaseException as ended:
            running.clear()
            if not isinstance(ended, StopIteration):
                raise
        return 1

    return step
