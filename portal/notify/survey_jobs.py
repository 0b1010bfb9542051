"""What the worker does for surveys: asks, reminds, and has whoever is not content called."""

from datetime import datetime

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.domain.events import Actor
from portal.domain.scope import GuardedSession
from portal.domain.survey_calls import promise_survey_calls
from portal.domain.surveys.asking import ask_people, remind_people
from portal.domain.surveys.rating_reminder import remind_to_rate
from portal.domain.surveys.regular import plan_regular
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import Work


def call_back_asked(session: GuardedSession, now: datetime) -> int:
    """Give somebody the task to call whoever was not content in a survey; written in the company's language."""
    with force_locale(current_app.extensions["settings"].locale):
        work = UnitOfWork(session, Actor.system("worker"), now, writes=True)
        return promise_survey_calls(
            work, lambda name, number: _("Call %(name)s: not content in survey %(number)s", name=name, number=number)
        )


def ask_surveys(session: GuardedSession, now: datetime) -> int:
    """Ask the next lot of the people of a wave."""
    return ask_people(Work(session, Actor.system("worker"), now, writes=True))


def remind_surveys(session: GuardedSession, now: datetime) -> int:
    """Remind whoever has not answered, once."""
    return remind_people(Work(session, Actor.system("worker"), now, writes=True))


def remind_ratings(session: GuardedSession, now: datetime) -> int:
    """Remind of the question after a request, once."""
    return remind_to_rate(Work(session, Actor.system("worker"), now, writes=True))


def plan_surveys(session: GuardedSession, now: datetime) -> int:
    """Plan the survey of the half-year a week ahead; its name is written in the company's language."""
    settings = current_app.extensions["settings"]
    with force_locale(settings.locale):
        work = Work(session, Actor.system("worker"), now, writes=True)
        return plan_regular(work, settings.nps_days, _("Would agents recommend us?"))
