"""What is due about an account, from its requests and feedback down to the gaps of its archive."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from portal.domain.feedback.kinds import FeedbackState
from portal.domain.next_step import SOON_DAYS, Waiting
from portal.domain.requests.clocks.policy import NEVER
from portal.domain.requests.models import ServiceRequest

if TYPE_CHECKING:
    from portal.domain.glance import AccountGlance


def is_overdue(service_request: ServiceRequest, now: datetime) -> bool:
    """Whether the next promise (UTC) has passed while the clock was running."""
    return service_request.due_at < now and not service_request.is_paused


def candidates(glance: "AccountGlance") -> Iterator[Waiting]:
    """Everything that could be the next step."""
    yield from _requests(glance)
    yield from _feedback(glance)
    for one in glance.contracts:
        if one.days_left <= SOON_DAYS:
            facts = {"number": one.contract.number, "days": one.days_left}
            yield Waiting("contract_ending", one.contract.last_day, facts)
    yield from _papers(glance)
    if glance.lacks_care_owner:
        yield Waiting("care_owner_missing")
    if glance.lacks_sponsor:
        yield Waiting("sponsor_missing")


def _requests(glance: "AccountGlance") -> Iterator[Waiting]:
    for row in glance.requests:
        if not row.is_paused and row.due_at < NEVER:
            code = "request_overdue" if is_overdue(row, glance.work.now) else "request_due"
            yield Waiting(code, row.due_at, {"number": row.number, "subject": row.subject})


def _feedback(glance: "AccountGlance") -> Iterator[Waiting]:
    for one in glance.feedback:
        code = "feedback_disputed" if one.state == FeedbackState.DISPUTED else "feedback_waiting"
        yield Waiting(code, one.posted_at, {"number": one.number, "subject": one.subject})


def _papers(glance: "AccountGlance") -> Iterator[Waiting]:
    for paper, left in glance.dated_papers:
        if left <= SOON_DAYS:
            code = "paper_expiring" if left > 0 else "paper_expired"
            yield Waiting(code, paper.expires_on, {"doc_type": paper.doc_type, "days": left})
