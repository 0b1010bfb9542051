"""Our requests: the list, and one of them with everything that was said."""

from collections.abc import Mapping

from flask import Response, request

from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import RequestState
from portal.identity.going_out import let_out
from portal.partner import partner
from portal.partner.request_forms import Reopening, Reply
from portal.partner.request_list import asked_by
from portal.partner.request_page import RequestPage
from portal.partner.request_rows import request_rows
from portal.web.current import turn, uow
from portal.web.file_words import ACCEPT
from portal.web.forms import Form
from portal.web.labels import in_words
from portal.web.pages import page, see_other
from portal.web.rating_form import RateRequest
from portal.web.rating_words import REASONS, SCORE_TONES, SCORES
from portal.web.request_words import CATEGORIES, PARTNER_STATES
from portal.web.why_words import Why, promise_asked


@partner.get("/requests/")
def list_requests() -> Response:
    return request_list(request.args)


def request_list(args: Mapping[str, str], form: Form | None = None) -> Response:
    """The list that these words of an address ask for; `form` is a view's name that could not be kept."""
    account_id = uow.actor.account_id or 0
    asked = asked_by(args, account_id)
    found = uow.request_views.page(account_id, asked.wanted, **turn())
    return page(
        "partner/requests/index.html", rows=request_rows(found.rows), found=found, asked=asked, query=asked.query,
        ended=asked.query["show"] == "ended", form=form, categories=in_words(CATEGORIES),
        states=in_words(PARTNER_STATES),
    )  # fmt: skip


@partner.get("/requests/<number:number>")
def show_request(number: str) -> Response:
    """A merged request is read where it goes on."""
    filed = uow.requests.get(number)
    if let_out(uow.sending.due(filed.id)):
        filed = uow.requests.get(number)
    if filed.state == RequestState.MERGED:
        return see_other(".show_request", number=filed.went_into)
    return request_page(filed, Reply.blank(), Reopening.blank())


@partner.get("/requests/<number:number>/deadlines")
def show_deadline(number: str) -> Response:
    """Why we promised that moment: the piece on the request's page, or a page of its own."""
    filed = uow.requests.get(number)
    reason = uow.reasons.why(filed, promise_asked(request.args.get("of")))
    return page("partner/requests/why.html", filed=filed, why=reason and Why(reason, for_staff=False))


def request_page(
    service_request: ServiceRequest, reply: Reply, reopening: Reopening, problem: str = "",
    rate: RateRequest | None = None,
) -> Response:  # fmt: skip
    """The page with whatever was typed, and why it could not be taken."""
    shown = RequestPage(service_request)
    return page(
        "partner/requests/show.html", shown=shown, reply=reply, reopening=reopening, problem=problem,
        rate=rate or _rating_so_far(shown), scores=SCORES, score_tones=SCORE_TONES, reasons=REASONS,
        accept=ACCEPT,
    )  # fmt: skip


def _rating_so_far(shown: RequestPage) -> RateRequest:
    said = shown.rating
    if said is None:
        return RateRequest.blank()
    return RateRequest.blank(score=str(said.score), reasons=said.reasons, comment=said.comment)
