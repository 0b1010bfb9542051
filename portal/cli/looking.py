"""The worker's part of what SQLite knows of its tables: it looks at those that have grown to twice their size, and at
all of them when it starts and once a day."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

from flask import current_app

from portal.cli.turns import in_turns
from portal.db.looking import look_at, tell_the_others, to_look_at
from portal.db.transaction import transaction
from portal.domain.scope import EveryAccount
from portal.domain.working_days import civil_day
from portal.notify.jobs import Regular

WHY = EveryAccount("counts what an index finds, whosever it is")
TURN = Regular("look", timedelta(minutes=2), lambda _session, _now: 1)
ASKS_THE_ENGINE = "looks at tables, not at rows"


def look_work() -> Callable[[], int]:
    """A step of the worker: a few tables in each round, 0 when nothing is due."""
    known: dict[date, dict[str, int]] = {}
    """Of today, the highest number of each table when it was looked at."""

    def begin() -> Iterator[None]:
        today = civil_day(datetime.now(UTC))
        if today not in known:
            known.clear()
        return looked(known.setdefault(today, {}))

    return in_turns(TURN, begin)


def looked(known: dict[str, int]) -> Iterator[None]:
    """Piece by piece, so that others can write in between; PostgreSQL does it by itself."""
    if not current_app.extensions["settings"].is_sqlite:
        return
    with transaction(WHY, writes=False) as session:
        due = to_look_at(session.unguarded(ASKS_THE_ENGINE), known)
    left = list(due)
    while left:
        with transaction(WHY) as session:
            done = look_at(session.unguarded(ASKS_THE_ENGINE), left)
        known |= {name: due[name] for name in done}
        del left[: len(done)]
        yield
    if due:
        with transaction(WHY) as session:
            tell_the_others(session.unguarded(ASKS_THE_ENGINE))
