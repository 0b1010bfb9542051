"""Requests as rows of a list: what it is, how it stands, when we promised what."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import RequestState
from portal.web.locale import moment_text
from portal.web.promise_clocks import PromiseClocks
from portal.web.promise_words import PARTNER_WORDS, Clock
from portal.web.request_words import CATEGORIES, PARTNER_STATES, PARTNER_TONES


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
    clocks = PromiseClocks(PARTNER_WORDS)
    return [_row(one, clocks) for one in service_requests]


def _row(service_request: ServiceRequest, clocks: PromiseClocks) -> RequestRow:
    state = RequestState(service_request.state)
    return RequestRow(
        href=url_for("partner.show_request", number=service_request.number),
        number=service_request.number,
        subject=service_request.subject,
        category=str(CATEGORIES[service_request.category]),  # type: ignore[index]
        state=_state(service_request),
        tone=PARTNER_TONES.get(state),
        posted=moment_text(service_request.posted_at),
        clock=clocks.latest(service_request) if service_request.is_open else None,
    )


def _state(one: ServiceRequest) -> str:
    """Its state; of one that goes on within another also which."""
    if one.state == RequestState.MERGED:
        return _("Joined with %(number)s", number=one.went_into)
    return str(PARTNER_STATES[RequestState(one.state)])
