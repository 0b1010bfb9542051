"""The page that the mail of a survey opens: it shows the mark that was tapped, and only sending it counts, once.

Opening changes nothing, because programs that look through mail open every link in it.
"""

from dataclasses import replace

from flask import Response, request

from portal.domain.events import Actor
from portal.domain.people.roles import PartnerRole
from portal.domain.surveys.models import SurveyAsk
from portal.identity.reaches import readings_of
from portal.identity.views import identity
from portal.identity.visits import client_address
from portal.notify.survey_link import ask_behind
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other
from portal.web.survey_form import AnswerSurvey, mark_in
from portal.web.survey_words import MARKS

SPEAKERS = (PartnerRole.OWNER, PartnerRole.MEMBER)


@identity.get("/surveys/<number:number>/<ref:token>")
def show_survey_link(number: str, token: str) -> Answer:
    ask = ask_behind(uow.session, number, token, locks=uow.writes)
    if ask is None or not _is_open(ask):
        return page("identity/survey_gone.html"), 404
    return _page(ask, token, AnswerSurvey.blank(score=mark_in(request.args.get("score"), ask)))


@identity.post("/surveys/<number:number>/<ref:token>")
def answer_by_link(number: str, token: str) -> Answer:
    """A second sending changes nothing and is thanked for as well."""
    ask = ask_behind(uow.session, number, token, locks=uow.writes)
    by = _speaker(ask) if ask is not None else None
    if ask is None or by is None or not _is_open(ask):
        return page("identity/survey_gone.html"), 404
    form = AnswerSurvey.from_post().about(ask)
    if not ask.is_answered:
        if not form.validate():
            return _page(ask, token, form), 422
        ask.answer(*form.said(), by=by, at=uow.now, by_mail=True)
    return see_other(".show_survey_link", number=number, token=token)


def _is_open(ask: SurveyAsk) -> bool:
    return ask.is_answered or (ask.wave.is_open(uow.now) and _speaker(ask) is not None)


def _speaker(ask: SurveyAsk) -> Actor | None:
    """The person asked, while they may speak for the account."""
    for reading in readings_of(uow.session, ask.login_id):
        if reading.actor.account_id == ask.account_id and reading.actor.has(*SPEAKERS):
            return replace(reading.actor, address=client_address())
    return None


def _page(ask: SurveyAsk, token: str, form: AnswerSurvey) -> Response:
    return page("identity/survey.html", ask=ask, form=form.about(ask), token=token, marks=MARKS[ask.wave.kind])
