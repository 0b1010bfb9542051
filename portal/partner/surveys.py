"""A survey in the portal: one question, one tap, once."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.surveys.models import SurveyAsk
from portal.partner import partner
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other
from portal.web.survey_form import AnswerSurvey
from portal.web.survey_words import MARKS, question_of


@partner.get("/surveys/<number:number>")
def show_survey(number: str) -> Response:
    ask = _asked(number)
    return _page(ask, AnswerSurvey.blank())


@partner.post("/surveys/<number:number>")
def answer_survey(number: str) -> Answer:
    """A second sending changes nothing and is thanked for as well."""
    ask = _asked(number)
    form = AnswerSurvey.from_post().about(ask)
    if not ask.is_answered:
        if not form.validate():
            return _page(ask, form), 422
        ask.answer(*form.said(), by=uow.actor, at=uow.now)
    return see_other(".show_survey", _("Thank you for telling us."), number=number)


def _asked(number: str) -> SurveyAsk:
    assert uow.actor.login_id is not None
    return uow.surveys.asked(number, uow.actor.login_id)


def _page(ask: SurveyAsk, form: AnswerSurvey) -> Response:
    return page(
        "partner/surveys/show.html", ask=ask, form=form.about(ask), question=question_of(ask.wave),
        marks=MARKS[ask.wave.kind], is_open=ask.wave.is_open(uow.now),
    )  # fmt: skip
