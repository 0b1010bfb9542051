"""The worker's part of occasions: who is responsible is told on the day on which a plan opens."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta

from flask import current_app
from flask_babel import force_locale

from portal.cli.turns import in_turns
from portal.db.transaction import transaction
from portal.domain.care.planning.openings import Openings
from portal.domain.events import Actor
from portal.domain.requests.calendar import working_days_far
from portal.domain.scope import EveryAccount
from portal.domain.work import Work
from portal.notify.jobs import Daily
from portal.web.gift_words import OCCASIONS
from portal.web.lunar import to_solar

WHY = EveryAccount("occasions are those of any account")
TURN = Daily("openings_of_the_day", timedelta(days=1), lambda _session, _now: 1)
Doing = Callable[[bool], AbstractContextManager[Work]]


def opening_work() -> Callable[[], int]:
    """A step of the worker: once a day, a day of occasions in each round."""
    return in_turns(TURN, lambda: openings(doing))


def openings(doing: Doing) -> Iterator[None]:
    """Find what opens, reading, and tell it in one short writing transaction; in the company's language. Whoever is
    killed in between is caught up with on the next working day."""
    locale = current_app.extensions["settings"].locale
    with doing(False) as work, force_locale(locale):
        search = Openings(work).festivals(working_days_far(work), to_solar, _said)
    if search is None:
        return
    for on in search.days:
        yield
        with doing(False) as work, force_locale(locale):
            Openings(work).of_day(search, on, to_solar, _said)
    yield
    with doing(True) as work:
        Openings(work).tell(search)


@contextmanager
def doing(writes: bool) -> Iterator[Work]:
    """A short transaction of the worker."""
    with transaction(WHY, writes=writes) as session:
        yield Work(session, Actor.system("worker"), datetime.now(UTC), writes)


def _said(occasion: str, on: date, whose: str) -> str:
    return " ".join([*([whose] if whose else []), str(OCCASIONS[occasion]), on.isoformat()])
