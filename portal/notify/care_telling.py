"""The care list of the day: told each working morning, and what of it the mail lists when it goes out."""

from datetime import datetime
from typing import Any

from portal.domain.care.digest import due_of, tell_of_duties
from portal.domain.events import Actor, Event
from portal.domain.requests.calendar import working_days_far
from portal.domain.scope import GuardedSession
from portal.domain.work import Work
from portal.notify.recipients import Circle, Recipient
from portal.notify.words import RHYTHMS


def tell_of_the_day(session: GuardedSession, now: datetime) -> int:
    """Tell everybody of us whom to contact today, by the calendar of this moment."""
    work = Work(session, Actor.system("worker"), now, writes=True)
    return tell_of_duties(work, working_days_far(work))


def who_cares(circle: Circle) -> list[Recipient]:
    """Whose list it is, and whoever stands in for them today."""
    return circle.with_deputies({circle.event.subject_id})


def rows_to_tell(session: GuardedSession, event: Event, now: datetime) -> list[dict[str, Any]]:
    """The list as it is when the mail goes out: after quiet hours much of it may be done."""
    today = Work(session, Actor.system("worker"), now).today
    rows = due_of(session, event.subject_id or 0, today)
    return [{"row": row, "rhythm": RHYTHMS[row.rhythm]} for row in rows]
