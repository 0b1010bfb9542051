"""Requests and feedback as they can be taken out, narrowed as the queue and the list of feedback."""

from datetime import datetime
from typing import Any

from portal.domain.accounts.models import Account
from portal.domain.feedback.kinds import FeedbackState
from portal.domain.feedback.models import Feedback
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.queue import QueueFilter, narrowed
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.voice.loop import LoopFilter
from portal.domain.work import AnySelect
from portal.intake.taking_out.extract import Extract, Wanted
from portal.intake.taking_out.work_columns import FEEDBACK, REQUESTS

MOMENTS = ("due_from", "due_before", "touched_before")


def _request(query: AnySelect) -> AnySelect:
    query = query.select_from(DeskCard).join(ServiceRequest, ServiceRequest.id == DeskCard.request_id)
    return query.join(Account, Account.id == DeskCard.account_id)


def _narrowed_requests(query: AnySelect, wanted: Wanted, _uow: UnitOfWork) -> AnySelect:
    return narrowed(query, queue_filter_in(wanted))


def queue_filter_in(wanted: Wanted) -> QueueFilter:
    """The filter that queue_wanted() wrote down; without any, everything."""
    given: dict[str, Any] = {"is_open": None} | {
        name: datetime.fromisoformat(value) if name in MOMENTS else value for name, value in wanted.items()
    }
    if given.get("ids") is not None:
        given["ids"] = tuple(given["ids"])
    return QueueFilter(**given)


def queue_wanted(asked: QueueFilter) -> dict[str, Any]:
    """The filter as it is kept: what differs from asking nothing, moments as ISO 8601."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value
        for name, value in asked._asdict().items()
        if (value is not None and value is not False) or name == "is_open"
    }


def _feedback(query: AnySelect) -> AnySelect:
    return query.select_from(Feedback).join(Account, Account.id == Feedback.account_id)


def _narrowed_feedback(query: AnySelect, wanted: Wanted, uow: UnitOfWork) -> AnySelect:
    """Confidential feedback for whoever may read it only."""
    states = [FeedbackState(state) for state in wanted.get("states", ())]
    asked = LoopFilter(states, wanted.get("kind"), wanted.get("owner"), is_late=bool(wanted.get("late")))
    return uow.loop.narrowed(query, asked)


QUEUE = Extract("requests", REQUESTS, ServiceRequest.id, _request, _narrowed_requests, counted=DeskCard.request_id)
VOICES = Extract("feedback", FEEDBACK, Feedback.id, _feedback, _narrowed_feedback)
