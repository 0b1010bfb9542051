"""The figures of management: the worker's part, and the command that works them out at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import click
from flask.cli import with_appcontext

from portal.cli.turns import in_turns
from portal.db.transaction import transaction
from portal.domain.events import Actor
from portal.domain.scope import EveryAccount
from portal.domain.work import Work
from portal.domain.working_days import civil_day
from portal.insight.preparing import prepare
from portal.insight.radar_preparing import prepare_radar
from portal.notify.jobs import Regular

WHY = EveryAccount("figures are about all accounts")
TURN = Regular("figures", timedelta(minutes=30), lambda _session, _now: 1)


def figure_work() -> Callable[[], int]:
    """A step of the worker: some of the figures in each round, 0 when nothing is due."""
    return in_turns(TURN, lambda: everything(civil_day(datetime.now(UTC))))


def everything(today: date) -> Iterator[None]:
    """The figures and the radar, piece by piece."""
    yield from prepare_radar(doing)
    yield from prepare(doing, today)


@click.command("figures")
@with_appcontext
def figures() -> None:
    """Work out the figures of management now; the worker does so every half hour."""
    with click.progressbar(everything(civil_day(datetime.now(UTC))), label="Figures") as parts:
        for _part in parts:
            pass


@contextmanager
def doing(writes: bool) -> Iterator[Work]:
    """A short transaction of the worker."""
    with transaction(WHY, writes=writes) as session:
        yield Work(session, Actor.system("figures"), datetime.now(UTC), writes)
