"""Feedback at the desk: what partners told us, what we owe of it, and our answer that they read."""

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.feedback.kinds import UNANSWERED, FeedbackState
from portal.domain.promises.source import source_of
from portal.domain.voice.loop import LoopFilter
from portal.staff import staff
from portal.staff.feedback_forms import AnswerFeedback, CloseFeedback
from portal.staff.feedback_page import WORDS, feedback_page
from portal.web.current import turn, uow
from portal.web.feedback_words import FEEDBACK_KINDS
from portal.web.loop_words import owed_clock
from portal.web.pages import Answer, page, see_other

SHOWS: dict[str, tuple[FeedbackState, ...]] = {
    "open": tuple(sorted(UNANSWERED)),
    "late": (),
    "mine": (*sorted(UNANSWERED), FeedbackState.ANSWERED),
    "disputed": (FeedbackState.DISPUTED,),
    "answered": (FeedbackState.ANSWERED,),
    "all": (),
}


@staff.get("/feedback/")
def list_feedback() -> Response:
    show, kind = shown_feedback()
    found = uow.loop.page(loop_filter(show, kind), **turn())
    loops = uow.loop.beside(found.rows)
    owed = {one.id: uow.loop.owed(one, loops.get(one.id)) for one in found.rows}
    clocks = {of: owed_clock(what, uow.now) for of, what in owed.items() if what is not None}
    late = uow.loop.count_late()
    return page(
        "staff/feedback/index.html", found=found, show=show, kind=kind, loops=loops, clocks=clocks, late=late, **WORDS
    )


def loop_filter(show: str, kind: str | None) -> LoopFilter:
    """What the list is narrowed to under that head."""
    mine = uow.actor.staff_id if show == "mine" else None
    return LoopFilter(SHOWS[show], kind, mine, is_late=show == "late")


def shown_feedback() -> tuple[str, str | None]:
    """Which state and kind the address asks for."""
    asked = request.args
    show, kind = asked.get("show", "open"), asked.get("kind")
    return show if show in SHOWS else "open", kind if kind in FEEDBACK_KINDS else None


@staff.get("/feedback/<number:number>")
def show_feedback(number: str) -> Response:
    return feedback_page(uow.feedback.get(number))


@staff.post("/feedback/<number:number>/acknowledgements")
def acknowledge_feedback(number: str) -> Response:
    uow.feedback.get(number).acknowledge(by=uow.actor, at=uow.now)
    return see_other(".show_feedback", _("The partner sees that we have read it."), number=number)


@staff.post("/feedback/<number:number>/investigations")
def investigate_feedback(number: str) -> Response:
    uow.feedback.get(number).investigate(by=uow.actor, at=uow.now)
    return see_other(".show_feedback", _("The partner sees that we look into it."), number=number)


@staff.post("/feedback/<number:number>/answers")
def answer_feedback(number: str) -> Answer:
    feedback, form = uow.feedback.get(number), AnswerFeedback.from_post().among(uow.people.staff_names().items())
    if not form.validate():
        return feedback_page(feedback, answer=form), 422
    feedback.answer(by=uow.actor, at=uow.now, text=form.text.data or "", decision=form.decided())
    if form.promises:
        uow.promises.give(feedback.account_id, source=source_of(feedback), **form.promise())
    return see_other(".show_feedback", _("Sent to the partner."), number=number)


@staff.post("/feedback/<number:number>/closings")
def close_feedback(number: str) -> Answer:
    feedback, form = uow.feedback.get(number), CloseFeedback.from_post()
    if not form.validate():
        return feedback_page(feedback, close=form), 422
    uow.loop.close(feedback, form.cause())
    return see_other(".show_feedback", _("Closed."), number=number)
