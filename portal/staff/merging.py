"""Merging one request into another: the target is searched, both stand side by side, then it is confirmed."""

from dataclasses import dataclass
from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from wtforms import HiddenField

from portal.domain.base import Refused, half_width
from portal.domain.requests.merge_checks import require_alone, require_mergeable
from portal.domain.requests.models import ServiceRequest
from portal.staff import staff
from portal.staff.queue_views import REQUEST_NUMBER
from portal.web.current import uow
from portal.web.forms import Form
from portal.web.pages import Answer, page, see_other
from portal.web.promise_clocks import PromiseClocks
from portal.web.promise_words import Clock
from portal.web.refusals import words_for
from portal.web.request_words import CATEGORIES, STAFF_STATES, STATE_TONES


class MergeRequest(Form):
    into = HiddenField("")


@dataclass(frozen=True)
class Side:
    """One of the two, as they stand beside each other."""

    request: ServiceRequest
    category: Any
    state: Any
    tone: str
    clock: Clock | None
    said: int


@staff.get("/requests/<number:number>/merging")
def show_merging(number: str) -> Response:
    """With `into` both side by side; else the account's open requests, narrowed by `q`, which may be a number."""
    words = half_width(request.args.get("q", "")).strip()[:100]
    typed = words.upper() if REQUEST_NUMBER.fullmatch(words.upper()) else ""
    into = half_width(request.args.get("into", "")).strip().upper()[:20] or typed
    return _page(uow.requests.get(number), "" if typed else words, into)


@staff.post("/requests/<number:number>/merging")
def merge_request(number: str) -> Answer:
    form = MergeRequest.from_post()
    into = (form.into.data or "")[:20]
    if not into:
        return _page(uow.requests.get(number), "", ""), 422
    try:
        uow.merging.merge(number, into)
    except Refused as refusal:
        return _page(uow.requests.get(number), "", into, words_for(refusal)), 409
    words = _("%(number)s goes on in here. It can be taken apart for 7 days.", number=number)
    return see_other(".show_request", words, number=into)


@staff.post("/requests/<number:number>/parting")
def part_request(number: str) -> Response:
    uow.merging.take_apart(number)
    return see_other(".show_request", _("%(number)s goes on by itself again.", number=number), number=number)


def _page(asked: ServiceRequest, words: str, into: str, problem: str = "") -> Response:
    target = uow.requests.get(into) if into else None
    refusal = _why_not(asked, target)
    problem, is_stuck = problem or (words_for(refusal) if refusal else ""), _why_not(asked, None) is not None
    offered = refusal.facts["other"] if refusal and refusal.code == "merge.target_merged" else ""
    return page(
        "staff/requests/merging.html", asked=asked, target=target, problem=problem, offered=offered, q=words,
        sides=[_side(asked), _side(target)] if target and not problem else [],
        candidates=[] if is_stuck else [_side(one, counted=False) for one in uow.merging.candidates(asked, words)],
        is_stuck=is_stuck,
        form=MergeRequest.blank(into=into),
    )  # fmt: skip


def _why_not(asked: ServiceRequest, target: ServiceRequest | None) -> Refused | None:
    try:
        require_mergeable(asked, target) if target else require_alone(asked)
    except Refused as refusal:
        return refusal
    return None


def _side(one: ServiceRequest, *, counted: bool = True) -> Side:
    said = len(uow.requests.answers(one, uow.merging.joined(one))) if counted else 0
    clock = PromiseClocks().latest(one)
    return Side(one, CATEGORIES[one.category], STAFF_STATES[one.state], STATE_TONES.get(one.state, ""), clock, said)  # type: ignore[index,call-overload]
