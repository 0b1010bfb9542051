"""The worker's part of stored files: once a day those that nothing names any more go."""

from collections.abc import Callable, Iterator
from datetime import time, timedelta
from time import time as moment

from flask import current_app

from portal.cli.turns import in_turns
from portal.db.transaction import transaction
from portal.domain.scope import EveryAccount
from portal.notify.regular import Daily
from portal.storage.sweeping import named_in, names_any, sweep

WHY = EveryAccount("whatever row of whatever account names a file keeps it")
TURN = Daily("files", timedelta(days=1), lambda _session, _now: 1, at=time(3, 30))


def sweep_work() -> Callable[[], int]:
    """A step of the worker."""
    return in_turns(TURN, swept)


def swept() -> Iterator[int]:
    """Piece by piece, without holding any lock."""
    with transaction(WHY, writes=False) as session:
        if not names_any(session):
            return
    yield from sweep(_named, current_app.extensions["storage"], moment())


def _named(some: list[str]) -> set[str]:
    with transaction(WHY, writes=False) as session:
        return named_in(session, some)
