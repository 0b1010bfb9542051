"""Work of the worker that takes its turn now and then, and goes on piece by piece: messages go out in between."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from portal.notify.jobs import Regular, run_due


def by_turns(turn: Regular, work: Callable[[datetime], Iterator[None]]) -> Callable[[], int]:
    """A step of the worker: begins when the turn is due, whichever worker takes it, then does a piece in each round; 0
    when nothing is due."""
    running: list[Iterator[None]] = []

    def step() -> int:
        now = datetime.now(UTC)
        if not running:
            if not run_due(turn, now):
                return 0
            running.append(work(now))
        try:
            next(running[0])
        except BaseException as ended:
            running.clear()
            if not isinstance(ended, StopIteration):
                raise
        return 1

    return step
