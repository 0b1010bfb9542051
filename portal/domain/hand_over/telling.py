"""Who is told of a hand-over: each partner who is next, the successor once of everything, each thing's own timeline."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.domain.events import Event, Recorded
from portal.domain.feedback.models import Feedback
from portal.domain.people.models import Staff
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import Work

DUTIES = {"managed": "business_manager_id", "cared_for": "care_owner_id", "sponsored": "sponsor_id"}
SINGLE = {"prospects": "prospect.handed_over", "openings": "opportunity.handed_over"}


def tell(
    work: Work, group: str, rows: list[Any], before: Staff, after: Staff, quiet_at: datetime | None = None
) -> None:
    """Leave an event on every thing that changed hands. Partners hear who is their business manager now; the successor
    gets one message for the whole, not one for each. With `quiet_at` nobody is told yet."""
    if group in DUTIES:
        names = [before.login.name, after.login.name]
        for row in rows:  # of an account or of its standing
            kind = "account.handed_over" if group == "managed" else "standing.changed"
            _leave(work, row, kind, quiet_at, changes={DUTIES[group]: names}, about=names[1])
    elif group == "requests":
        for request in _requests(work, rows):
            _leave(work, request, "request.assigned", work.now, before=before.id, after=after.id)
    elif group == "feedback":
        ids = [row.feedback_id for row in rows]
        for feedback in work.session.scalars(select(Feedback).where(Feedback.id.in_(ids))):
            _leave(work, feedback, "feedback.assigned", work.now, before=before.id, after=after.id)
    elif group == "promises":
        for pledge in rows:
            told = {"due_on": pledge.due_on.isoformat(), "is_internal": pledge.is_internal}
            _leave(work, pledge, "pledge.handed_over", work.now, before=before.id, after=after.id, **told)
    elif group in SINGLE:
        for thing in rows:
            _leave(work, thing, SINGLE[group], work.now, before=before.id, after=after.id, about=after.login.name)


def _leave(work: Work, thing: Recorded, kind: str, told_at: datetime | None, **facts: Any) -> None:
    """`told_at`: it counts as told already."""
    columns: Mapping[str, Any] = thing.event_columns(kind, work.actor, work.now, facts)
    work.session.insert(Event, {**columns, "dispatched_at": told_at})


def _requests(work: Work, rows: list[Any]) -> list[ServiceRequest]:
    ids = [row.request_id for row in rows]
    return list(work.session.scalars(select(ServiceRequest).where(ServiceRequest.id.in_(ids))))
