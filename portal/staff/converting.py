"""Turning feedback into the request it is, and a request into the feedback it is."""

from flask import Response, current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.base import Refused
from portal.domain.feedback.kinds import FeedbackKind, FeedbackState, verbs_for
from portal.domain.feedback.models import Feedback
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.merge_checks import require_alone
from portal.domain.requests.models import ServiceRequest
from portal.staff import staff
from portal.web.current import uow
from portal.web.fact_fields import CHOOSE, choices_in
from portal.web.feedback_words import FEEDBACK_KINDS, FEEDBACK_LINES
from portal.web.forms import ChoiceField, Form, Text
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for
from portal.web.request_words import CATEGORIES


class ConvertFeedback(Form):
    category = ChoiceField(_l("Category"), [Text(1, 30)], choices=[CHOOSE, *choices_in(CATEGORIES)])


class ConvertRequest(Form):
    kind = ChoiceField(_l("Kind"), [Text(1, 16)], choices=[CHOOSE, *choices_in(FEEDBACK_KINDS)])


@staff.get("/feedback/<number:number>/conversion")
def show_feedback_conversion(number: str) -> Response:
    """A page of its own for the form of the feedback's page, while there is something to turn."""
    feedback = uow.feedback.get(number)
    if "convert" not in verbs_for(FeedbackState(feedback.state), "staff"):
        return see_other(".show_feedback", number=number)
    return _of_feedback(feedback, ConvertFeedback.blank())


@staff.post("/feedback/<number:number>/conversion")
def convert_feedback(number: str) -> Answer:
    form = ConvertFeedback.from_post()
    if not form.validate():
        return _of_feedback(uow.feedback.get(number), form), 422
    writer = uow.feedback.get(number).posted_by.locale
    made = uow.converting.to_request(
        number, RequestCategory(form.category.data), lambda opened: _answer(opened, writer)
    )
    words = _("%(number)s is answered and goes on here.", number=number)
    return see_other(".show_request", words, number=made.number)


@staff.get("/requests/<number:number>/conversion")
def show_request_conversion(number: str) -> Response:
    return _of_request(uow.requests.get(number), ConvertRequest.blank())


@staff.post("/requests/<number:number>/conversion")
def convert_request(number: str) -> Answer:
    form = ConvertRequest.from_post()
    if not form.validate():
        return _of_request(uow.requests.get(number), form), 422
    made = uow.converting.to_feedback(number, FeedbackKind(form.kind.data))
    words = _("%(number)s has ended and goes on here. The partner is told.", number=number)
    return see_other(".show_feedback", words, number=made.number)


def _answer(opened: str, locale: str | None) -> str:
    """What the writer reads, in their language."""
    with force_locale(locale or current_app.extensions["settings"].locale):
        return _("This needs to be done, so we opened the request %(number)s for it. You can follow it there.",
                 number=opened)  # fmt: skip


def _of_feedback(feedback: Feedback, form: ConvertFeedback) -> Response:
    return page("staff/feedback/conversion.html", feedback=feedback, form=form)


def _of_request(asked: ServiceRequest, form: ConvertRequest) -> Response:
    return page(
        "staff/requests/conversion.html", asked=asked, form=form, problem=_why_not(asked), lines=FEEDBACK_LINES,
        category=CATEGORIES[RequestCategory(asked.category)],
    )  # fmt: skip


def _why_not(asked: ServiceRequest) -> str:
    try:
        require_alone(asked)
    except Refused as refusal:
        return words_for(refusal)
    return ""
