"""The desk: one request with everything needed to answer it, and the answer."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.base import Refused
from portal.domain.promises.source import source_of
from portal.domain.requests.models import ServiceRequest
from portal.identity.writing import begin_writing, late_write
from portal.staff import staff
from portal.staff.desk_canned import AT_HAND
from portal.staff.desk_clauses import SUM_WORDS
from portal.staff.desk_forms import AnswerRequest, Assignment, NoteOnRequest, RequestMove
from portal.staff.desk_page import DeskPage
from portal.staff.extension_panel import panel_for
from portal.web.breach_words import BREACH_TONES, STAFF_BREACH_STATES
from portal.web.current import files_for, uow
from portal.web.feedback_words import FEEDBACK_KINDS, STAFF_FEEDBACK_STATES
from portal.web.pages import Answer, page, see_other
from portal.web.pledge_words import staff_clock
from portal.web.rating_words import REASONS, SCORE_TONES, SCORES
from portal.web.refusals import words_for
from portal.web.why_words import Why, promise_asked

OVERTAKEN = _l("Somebody wrote while you were writing. Read it above, then send again: your text is kept.")


@staff.get("/requests/<number:number>")
def show_request(number: str) -> Response:
    """With `canned`, the id of a kept reply, the answer box holds it."""
    return desk(uow.requests.at_desk(number), canned=request.args.get("canned", 0, type=int))


@staff.get("/requests/<number:number>/deadlines")
def show_deadline(number: str) -> Response:
    """Why a promise falls due when it does: the piece on the desk, or a page of its own."""
    filed = uow.requests.get(number)
    reason = uow.reasons.why(filed, promise_asked(request.args.get("of")))
    return page("staff/requests/why.html", filed=filed, why=reason and Why(reason, for_staff=True))


@staff.post("/requests/<number:number>/answers")
@late_write
def answer_request(number: str) -> Answer:
    form = AnswerRequest.from_post().among(uow.people.staff_names().items())
    if not form.validate():
        return desk(uow.requests.at_desk(number), answer=form), 422
    begin_writing()
    service_request = uow.requests.get(number, alone=True)
    if form.seen.data is not None and uow.requests.newer_answers(service_request, form.seen.data):
        return desk(uow.requests.at_desk(number), answer=form, problem=str(OVERTAKEN)), 409
    try:
        _answer(service_request, form)
    except Refused as refusal:
        return desk(uow.requests.at_desk(number), answer=form, problem=words_for(refusal)), 409
    return see_other(".show_request", _("Sent to the partner."), number=number)


@staff.post("/requests/<number:number>/notes")
@late_write
def note_request(number: str) -> Answer:
    form = NoteOnRequest.from_post()
    if not form.validate():
        return desk(uow.requests.at_desk(number), note=form), 422
    begin_writing()
    service_request = uow.requests.get(number, alone=True)
    note = service_request.add_note(by=uow.actor, at=uow.now, text=form.text.data or "")
    _hang(service_request, note, backstage=True)
    return see_other(".show_request", _("Note kept, for us alone."), number=number)


def desk(
    service_request: ServiceRequest, *, answer: AnswerRequest | None = None, note: NoteOnRequest | None = None,
    move: RequestMove | None = None, problem: str = "", extension_forms: dict[str, Any] | None = None,
    canned: int = 0,
) -> Response:  # fmt: skip
    """The page, with whatever was typed; a reply that came back shows the newest answer and counts it as seen."""
    shown, replies = DeskPage(service_request), answer is not None
    kept = next((one.text for one in shown.canned if one.id == canned), "") if canned else ""
    replies = replies or bool(kept)
    answer = answer or AnswerRequest.shown(((person.id, person.login.name) for person in shown.people), text=kept)
    answer.seen.data, answer.seen.raw_data = shown.seen, None
    holder = service_request.desk.assignee_id
    return page(
        "staff/requests/show.html", shown=shown, answer=answer, note=note or NoteOnRequest.blank(),
        move=move or RequestMove.blank(), replies=replies,
        assignment=Assignment.among(shown.people, shown.away, holder=holder, staff=str(holder or uow.actor.staff_id)),
        problem=problem, asked=panel_for(service_request, **(extension_forms or {})),
        at_hand=AT_HAND, scores=SCORES, score_tones=SCORE_TONES, reasons=REASONS,
        clock=staff_clock, today=uow.today, kinds=FEEDBACK_KINDS, feedback_states=STAFF_FEEDBACK_STATES,
        breach_states=STAFF_BREACH_STATES, breach_tones=BREACH_TONES, **SUM_WORDS,
    )  # fmt: skip


def _answer(service_request: ServiceRequest, form: AnswerRequest) -> None:
    answer = service_request.answer(by=uow.actor, at=uow.now, text=form.text.data or "")
    _hang(service_request, answer)
    if form.promises:
        uow.promises.give(service_request.account_id, source=source_of(service_request), **form.promise())
    if form.resolve.data:
        service_request.resolve(by=uow.actor, at=uow.now)


def _hang(service_request: ServiceRequest, row: object, *, backstage: bool = False) -> None:
    uow.attachments.hang(files_for(service_request.account_id), row, backstage=backstage)
