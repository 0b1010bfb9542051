"""The desk: one request with everything needed to answer it, and the answer."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.requests.composing import ANSWER, NOTE
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import RequestState
from portal.identity.going_out import let_out
from portal.identity.writing import begin_writing, late_write
from portal.staff import staff
from portal.staff.desk_calls import told_of
from portal.staff.desk_canned import AT_HAND
from portal.staff.desk_clauses import SUM_WORDS
from portal.staff.desk_drafts import as_drafted, fill_in, typing_into
from portal.staff.desk_forms import AnswerRequest, Assignment, NoteOnRequest, RequestMove
from portal.staff.desk_list import desk_list
from portal.staff.desk_now import Now
from portal.staff.desk_page import DeskPage
from portal.staff.desk_sending import overtaken, send
from portal.staff.extension_panel import panel_for
from portal.web.breach_words import BREACH_TONES, STAFF_BREACH_STATES
from portal.web.current import files_for, uow
from portal.web.feedback_words import FEEDBACK_KINDS, STAFF_FEEDBACK_STATES
from portal.web.pages import Answer, page, see_other
from portal.web.pledge_words import staff_clock
from portal.web.rating_words import REASONS, SCORE_TONES, SCORES
from portal.web.refusals import words_for
from portal.web.request_words import CAME_BY
from portal.web.why_words import Why, promise_asked


@staff.get("/requests/<number:number>")
def show_request(number: str) -> Response:
    """With `canned`, the id of a kept reply, the answer box holds it; with `tab` reply it is open. A merged request is
    read where it goes on, with `own` as it was."""
    filed = uow.requests.at_desk(number)
    if let_out(uow.attending.at(filed).due):
        filed = uow.requests.at_desk(number)
        uow.attending.at_again(filed)
    if filed.state == RequestState.MERGED and "own" not in request.args:
        return see_other(".show_request", number=filed.went_into)
    return desk(filed, canned=request.args.get("canned", 0, type=int), replies=request.args.get("tab") == "reply")


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
    if service_request.state == RequestState.MERGED:
        words = _(
            "%(number)s was merged into this one while you were writing. Read it, then send again.", number=number
        )
        return desk(uow.requests.at_desk(service_request.went_into), answer=form, problem=words), 409
    reason = overtaken(service_request, form)
    if reason:
        return desk(uow.requests.at_desk(number), answer=form, problem=reason, is_overtaken=True), 409
    try:
        words = send(service_request, form)
    except Refused as refusal:
        return desk(uow.requests.at_desk(number), answer=form, problem=words_for(refusal)), 409
    return see_other(".show_request", words, number=number)


@staff.post("/requests/<number:number>/notes")
@late_write
def note_request(number: str) -> Answer:
    form = NoteOnRequest.from_post()
    if not form.validate():
        return desk(uow.requests.at_desk(number), note=form), 422
    begin_writing()
    service_request = uow.requests.get(number, alone=True)
    text = form.text.data or ""
    called = uow.colleagues.called(service_request, text)
    note = service_request.add_note(by=uow.actor, at=uow.now, text=text, called=[post.id for post in called.told])
    uow.attachments.hang(files_for(service_request.account_id), note, backstage=True)
    uow.drafts.drop(service_request, NOTE)
    return see_other(".show_request", *told_of(called), number=number)


def desk(
    service_request: ServiceRequest, *, answer: AnswerRequest | None = None, note: NoteOnRequest | None = None,
    move: RequestMove | None = None, problem: str = "", extension_forms: dict[str, Any] | None = None,
    canned: int = 0, replies: bool = False, is_overtaken: bool = False,
) -> Response:  # fmt: skip
    """The page, with whatever was typed; a reply that came back shows the newest answer and counts it as seen."""
    shown = DeskPage(service_request, since=answer.seen.data if answer and is_overtaken else None)
    kept = next((one.text for one in shown.canned if one.id == canned), "") if canned else ""
    came_to_reply = replies or bool(kept)
    replies = came_to_reply or answer is not None
    answer = answer or _blank_answer(shown, kept)
    answer.seen.data, answer.seen.raw_data = shown.seen, None
    holder = service_request.desk.assignee_id
    return page(
        "staff/requests/show.html", shown=shown, in_list=desk_list(service_request, shown.names),
        answer=answer, is_overtaken=is_overtaken, now=Now(service_request, shown.at_desk, shown.seen),
        note=note or NoteOnRequest.blank(text=as_drafted(shown.at_desk, NOTE)),
        move=move or RequestMove.blank(), replies=replies, came_to_reply=came_to_reply,
        assignment=Assignment.among(shown.people, shown.away, holder=holder, staff=str(holder or uow.actor.staff_id)),
        problem=problem, asked=panel_for(service_request, **(extension_forms or {})),
        typing=typing_into(service_request.number), at_hand=AT_HAND, scores=SCORES, score_tones=SCORE_TONES,
        reasons=REASONS, came_by=CAME_BY,
        clock=staff_clock, today=uow.today, kinds=FEEDBACK_KINDS, feedback_states=STAFF_FEEDBACK_STATES,
        breach_states=STAFF_BREACH_STATES, breach_tones=BREACH_TONES, **SUM_WORDS,
    )  # fmt: skip


def _blank_answer(shown: DeskPage, kept: str) -> AnswerRequest:
    """With the kept reply, else with my draft."""
    people = ((person.id, person.login.name) for person in shown.people)
    form = AnswerRequest.shown(people, text=kept or as_drafted(shown.at_desk, ANSWER))
    if not kept:
        fill_in(form, shown.at_desk)
    return form
