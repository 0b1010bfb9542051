"""Brings promises to the minds of those who keep them, and tells which reminder is worth no mail any more."""

from datetime import datetime

from portal.domain.events import Actor, Event
from portal.domain.promises.models import Pledge
from portal.domain.promises.reminding import remind_of_promises
from portal.domain.requests.calendar import working_days_far
from portal.domain.scope import GuardedSession
from portal.domain.work import Work


def remind_keepers(session: GuardedSession, now: datetime) -> int:
    """Remind of promises that fall due today or on the next working day, by the calendar of this moment."""
    work = Work(session, Actor.system("worker"), now, writes=True)
    return remind_of_promises(work, working_days_far(work))


def is_over(session: GuardedSession, event: Event) -> bool:
    """Whether the promise of a reminder was kept, called off or moved since."""
    pledge = session.get(Pledge, event.subject_id)
    return pledge is None or not pledge.is_open or pledge.due_on.isoformat() != event.facts["due_on"]
