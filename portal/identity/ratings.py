"""The page that the mail's question opens: it shows the answer that was tapped, and only sending it counts.

Opening changes nothing, because programs that look through mail open every link in it.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import Response, request
from sqlalchemy import select

from portal.domain.events import Actor
from portal.domain.people.roles import PartnerRole
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.rating import Rating, closes_at
from portal.identity.reaches import readings_of
from portal.identity.views import identity
from portal.identity.visits import client_address
from portal.notify.rating_link import login_of
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other
from portal.web.rating_form import RateRequest, score_in
from portal.web.rating_words import SCORES

SPEAKERS = (PartnerRole.OWNER, PartnerRole.MEMBER)


@dataclass(frozen=True)
class Question:
    """What a link asks about, who answers, and what they said already."""

    service_request: ServiceRequest
    by: Actor
    said: Rating | None

    @property
    def is_answered(self) -> bool:
        """Whether somebody of theirs has rated this resolution: a link asks once."""
        resolved_at = self.service_request.resolved_at
        return self.said is not None and resolved_at is not None and self.said.rated_at >= resolved_at

    @property
    def closes_at(self) -> datetime | None:
        resolved_at = self.service_request.resolved_at
        return closes_at(resolved_at) if resolved_at else None


@identity.get("/ratings/<number:number>/<ref:token>")
def show_rating_link(number: str, token: str) -> Answer:
    question = _open(number, token)
    if question is None:
        return page("identity/rating_gone.html"), 404
    return _page(question, token, RateRequest.blank(score=score_in(request.args.get("score"))))


@identity.post("/ratings/<number:number>/<ref:token>")
def rate_by_link(number: str, token: str) -> Answer:
    question = _open(number, token)
    if question is None:
        return page("identity/rating_gone.html"), 404
    form = RateRequest.from_post()
    if not question.is_answered:
        if not form.validate():
            return _page(question, token, form), 422
        uow.ratings.rate(question.service_request, by=question.by, by_mail=True, **form.facts())
    return see_other(".show_rating_link", number=number, token=token)


def _open(number: str, token: str) -> Question | None:
    """The question, while it may be answered, by somebody who may still speak for the account."""
    service_request = uow.session.scalar(select(ServiceRequest).where(ServiceRequest.number == number))
    if service_request is None or not uow.ratings.is_open(service_request):
        return None
    login_id = login_of(service_request, token)
    by = _speaker(service_request, login_id) if login_id else None
    return Question(service_request, by, uow.ratings.of(service_request)) if by else None


def _speaker(service_request: ServiceRequest, login_id: int) -> Actor | None:
    for reading in readings_of(uow.session, login_id):
        if reading.actor.account_id == service_request.account_id and reading.actor.has(*SPEAKERS):
            return replace(reading.actor, address=client_address())
    return None


def _page(question: Question, token: str, form: RateRequest) -> Response:
    return page("identity/rating.html", question=question, form=form, token=token, scores=SCORES)
