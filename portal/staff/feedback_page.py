"""The page of one feedback at the desk."""

from typing import Any

from flask import Response

from portal.domain.feedback.kinds import ENDED, KINDS, FeedbackKind, FeedbackState, verbs_for
from portal.domain.feedback.models import Feedback
from portal.staff.converting import ConvertFeedback
from portal.staff.desk_clauses import SUM_WORDS
from portal.staff.desk_thread import originals_of
from portal.staff.feedback_clauses import clauses_of
from portal.staff.feedback_forms import AnswerFeedback, CloseFeedback, GiveFeedbackTo, NoteCallBack, RateFeedback
from portal.web.account_words import STAGES
from portal.web.breach_words import BREACH_TONES, STAFF_BREACH_STATES
from portal.web.contract_words import product_name
from portal.web.current import uow
from portal.web.feedback_words import (
    DECISION_TONES,
    DECISIONS,
    FEEDBACK_KINDS,
    FEEDBACK_SUBTYPES,
    FEEDBACK_TONES,
    ROOT_CAUSES,
    STAFF_FEEDBACK_STATES,
)
from portal.web.forms import Form
from portal.web.linked import linked_rows
from portal.web.loop_words import owed_clock
from portal.web.pages import page
from portal.web.pledge_words import staff_clock

WORDS: dict[str, Any] = {
    "kinds": FEEDBACK_KINDS, "states": STAFF_FEEDBACK_STATES, "tones": FEEDBACK_TONES, "decisions": DECISIONS,
    "decision_tones": DECISION_TONES,
}  # fmt: skip


def feedback_page(feedback: Feedback, **forms: Form) -> Response:
    """The page, with `forms` that were not right, by name, in the place of fresh ones."""
    kind, about = FeedbackKind(feedback.kind), uow.requests.by_id(feedback.request_id)
    answers = uow.feedback.answers(feedback)
    return page(
        "staff/feedback/show.html", feedback=feedback, answers=answers, rule=KINDS[kind],
        files_on=uow.attachments.on([one for one in answers if one.by_mail]),
        originals={} if feedback.is_anonymous else originals_of(answers),  # a mail says whose it is
        today=uow.today, stages=STAGES,
        subtypes=FEEDBACK_SUBTYPES[kind], causes=ROOT_CAUSES, product_name=product_name,
        clauses=clauses_of(feedback, about), about=about, **SUM_WORDS,
        files=uow.attachments.on([feedback]).get(feedback.id, []),
        standing=uow.accounts.standing(feedback.account), verbs=verbs_for(FeedbackState(feedback.state), "staff"),
        answer_form=forms.get("answer") or AnswerFeedback.shown(uow.people.staff_names().items()),
        pledges=uow.promises.about(feedback.__tablename__, feedback.id), clock=staff_clock,
        close_form=forms.get("close") or CloseFeedback.blank(root_cause=feedback.root_cause or ""),
        convert_form=ConvertFeedback.blank(), linked=linked_rows(feedback, "staff"),
        breaches=uow.breaches.made_from(feedback.number), breach_states=STAFF_BREACH_STATES, breach_tones=BREACH_TONES,
        **_loop(feedback, **forms), **WORDS,
    )  # fmt: skip


def _loop(feedback: Feedback, **forms: Form) -> dict[str, Any]:
    loop = uow.loop.beside([feedback]).get(feedback.id)
    owed = uow.loop.owed(feedback, loop)
    owner = str(loop.owner_id) if loop and loop.owner_id else ""
    return {
        "loop": loop, "owed": owed_clock(owed, uow.now) if owed else None, "is_ended": feedback.state in ENDED,
        "owner_form": forms.get("owner") or GiveFeedbackTo.blank(staff=owner).among(feedback),
        "call_form": forms.get("call") or NoteCallBack.blank(),
        "rate_form": forms.get("rate") or _rating(loop),
        "caller": uow.people.names_of_logins([loop.called_back_by_id]) if loop and loop.called_back_by_id else {},
    }  # fmt: skip


def _rating(loop: Any) -> RateFeedback:
    if loop is None or loop.rated_at is None:
        return RateFeedback.blank()
    return RateFeedback.blank(credibility=str(loop.credibility), value=str(loop.value))
