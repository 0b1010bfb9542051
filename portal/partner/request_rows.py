"""Requests as rows of a list: what it is, how it stands, when we promised what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.promise import promise
from portal.domain.requests.states import ENDED, PAUSED, RequestState
from portal.web.current import uow
from portal.web.locale import moment_text
from portal.web.promise_words import PARTNER_WORDS, Clock, clock_of
from portal.web.request_words import CATEGORIES, PARTNER_STATES

TONES = {
    RequestState.WAITING_PARTNER: "warn",
    RequestState.RESOLVED: "accent",
    RequestState.IN_PROGRESS: "accent",
    RequestState.ACCEPTED: "accent",
    RequestState.NEW: "info",
}
"""Colour of a state's badge; the others are grey."""


@dataclass(frozen=True)
class RequestRow:
    """What `partner/requests/_row.html` shows as `row`; `clock` is None once our promise is kept or gone."""

    href: str
    number: str
    subject: str
    category: str
    state: str
    tone: str | None
    posted: str
    clock: Clock | None


def request_rows(service_requests: Iterable[ServiceRequest]) -> list[RequestRow]:
    """Rows ready to print, for the list and for home."""
    return [_row(one) for one in service_requests]


def next_clock(service_request: Any) -> Clock | None:
    """The promise that runs now: the first answer, then the resolution."""
    state = RequestState(service_request.state)
    if state in ENDED or state is RequestState.RESOLVED:
        return None
    stands = promise(
        service_request.due_at, since=service_request.posted_at, now=uow.now, time=uow.requests.work_minutes,
        paused=state in PAUSED,
    )  # fmt: skip
    return clock_of(stands, PARTNER_WORDS, first=service_request.answered_at is None)


def _row(service_request: ServiceRequest) -> RequestRow:
    state = RequestState(service_request.state)
    return RequestRow(
        href=url_for("partner.show_request", number=service_request.number),
        number=service_request.number,
        subject=service_request.subject,
        category=str(CATEGORIES[service_request.category]),  # type: ignore[index]
        state=str(PARTNER_STATES[state]),
        tone=TONES.get(state),
        posted=moment_text(service_request.posted_at),
        clock=next_clock(service_request),
    )
