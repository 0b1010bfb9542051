"""Feedback at the desk: what partners told us, the clause they mean, and our answer that they read."""

from datetime import date
from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from portal.domain.feedback.kinds import KINDS, UNANSWERED, FeedbackKind, FeedbackState, RootCause, verbs_for
from portal.domain.feedback.models import Feedback
from portal.domain.promises.source import source_of
from portal.domain.working_days import add_working_days, civil_day
from portal.staff import staff
from portal.staff.converting import ConvertFeedback
from portal.staff.desk_clauses import SUM_WORDS
from portal.staff.desk_thread import originals_of
from portal.staff.feedback_clauses import clauses_of
from portal.staff.promise_forms import PromiseFold
from portal.web.account_words import STAGES
from portal.web.breach_words import BREACH_TONES, STAFF_BREACH_STATES
from portal.web.contract_words import product_name
from portal.web.current import turn, uow
from portal.web.fact_fields import CHOOSE, choices_in
from portal.web.feedback_words import (
    FEEDBACK_KINDS,
    FEEDBACK_SUBTYPES,
    FEEDBACK_TONES,
    ROOT_CAUSES,
    STAFF_FEEDBACK_STATES,
)
from portal.web.forms import ChoiceField, Form, Text, trimmed
from portal.web.linked import linked_rows
from portal.web.pages import Answer, page, see_other
from portal.web.pledge_words import staff_clock

WORDS: dict[str, Any] = {"kinds": FEEDBACK_KINDS, "states": STAFF_FEEDBACK_STATES, "tones": FEEDBACK_TONES}
SHOWS: dict[str, tuple[FeedbackState, ...]] = {
    "open": tuple(sorted(UNANSWERED)),
    "disputed": (FeedbackState.DISPUTED,),
    "answered": (FeedbackState.ANSWERED,),
    "all": (),
}


class AnswerFeedback(PromiseFold):
    text = TextAreaField(_l("Our answer"), [Text(2, 4000)], filters=[trimmed], render_kw={"rows": 5})


class CloseFeedback(Form):
    root_cause = ChoiceField(_l("Root cause"), choices=[CHOOSE, *choices_in(ROOT_CAUSES)], default="")


@staff.get("/feedback/")
def list_feedback() -> Response:
    show, kind = shown_feedback()
    found = uow.feedback.page(states=SHOWS[show], kind=kind, **turn())
    return page("staff/feedback/index.html", found=found, show=show, kind=kind, **WORDS)


def shown_feedback() -> tuple[str, str | None]:
    """Which state and kind the address asks for."""
    asked = request.args
    show, kind = asked.get("show", "open"), asked.get("kind")
    return show if show in SHOWS else "open", kind if kind in FEEDBACK_KINDS else None


@staff.get("/feedback/<number:number>")
def show_feedback(number: str) -> Response:
    return _show(uow.feedback.get(number))


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
        return _show(feedback, answer=form), 422
    feedback.answer(by=uow.actor, at=uow.now, text=form.text.data or "")
    if form.promises:
        uow.promises.give(feedback.account_id, source=source_of(feedback), **form.promise())
    return see_other(".show_feedback", _("Sent to the partner."), number=number)


@staff.post("/feedback/<number:number>/closings")
def close_feedback(number: str) -> Answer:
    feedback, form = uow.feedback.get(number), CloseFeedback.from_post()
    if not form.validate():
        return _show(feedback, close=form), 422
    cause = RootCause(form.root_cause.data) if form.root_cause.data else None
    feedback.close(by=uow.actor, at=uow.now, root_cause=cause)
    return see_other(".show_feedback", _("Closed."), number=number)


def _show(feedback: Feedback, **forms: Form) -> Response:
    kind, about = FeedbackKind(feedback.kind), uow.requests.by_id(feedback.request_id)
    answers = uow.feedback.answers(feedback)
    return page(
        "staff/feedback/show.html", feedback=feedback, answers=answers, rule=KINDS[kind],
        files_on=uow.attachments.on([one for one in answers if one.by_mail]), originals=originals_of(answers),
        answer_day=_answer_day(feedback), today=uow.today, stages=STAGES,
        subtypes=FEEDBACK_SUBTYPES[kind], causes=ROOT_CAUSES, product_name=product_name,
        clauses=clauses_of(feedback, about), about=about, **SUM_WORDS,
        files=uow.attachments.on([feedback]).get(feedback.id, []),
        standing=uow.accounts.standing(feedback.account), verbs=verbs_for(FeedbackState(feedback.state), "staff"),
        answer_form=forms.get("answer") or AnswerFeedback.shown(uow.people.staff_names().items()),
        pledges=uow.promises.about(feedback.__tablename__, feedback.id), clock=staff_clock,
        close_form=forms.get("close") or CloseFeedback.blank(),
        convert_form=ConvertFeedback.blank(), linked=linked_rows(feedback, "staff"),
        breaches=uow.breaches.made_from(feedback.number), breach_states=STAFF_BREACH_STATES, breach_tones=BREACH_TONES,
        **WORDS,
    )  # fmt: skip


def _answer_day(feedback: Feedback) -> date | None:
    """The civil day by which we owe the answer; none once it is given."""
    if feedback.state not in UNANSWERED:
        return None
    due_in = KINDS[FeedbackKind(feedback.kind)].answer_working_days
    return add_working_days(civil_day(feedback.posted_at), due_in, uow.requests.working_days)
