"""The worker's part of occasions: who is responsible is told on the day on which a plan opens."""

from datetime import date, datetime, timedelta

from flask import current_app
from flask_babel import force_locale

from portal.domain.care.planning.openings import Openings
from portal.domain.events import Actor
from portal.domain.requests.calendar import working_days_far
from portal.domain.scope import GuardedSession
from portal.domain.work import Work
from portal.notify.jobs import Daily
from portal.web.gift_words import OCCASIONS
from portal.web.lunar import to_solar


def tell_of_openings(session: GuardedSession, now: datetime) -> int:
    """Tell each of us what opens, in the company's language."""
    work = Work(session, Actor.system("worker"), now, writes=True)
    with force_locale(current_app.extensions["settings"].locale):
        return Openings(work).tell(working_days_far(work), to_solar, _said)


OCCASION_JOBS = (Daily("openings_of_the_day", timedelta(days=1), tell_of_openings),)


def _said(occasion: str, on: date, whose: str) -> str:
    return " ".join([*([whose] if whose else []), str(OCCASIONS[occasion]), on.isoformat()])
