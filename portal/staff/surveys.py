"""Surveys at the desk: opening a wave, and what became of it, hidden where too few answered."""

from datetime import date
from typing import Any

from flask import Response, current_app
from flask_babel import gettext as _
from flask_babel import pgettext

from portal.domain.base import NotFound
from portal.domain.surveys.kinds import SurveyKind
from portal.domain.surveys.models import SurveyWave
from portal.domain.surveys.regular import NOTICE, next_day
from portal.domain.surveys.repository import Tally
from portal.insight.satisfaction import LEAST, Score, csat, nps
from portal.staff import staff
from portal.staff.survey_form import HoldSurvey, OpenSurvey
from portal.web.account_words import ACCOUNT_KINDS, ACCOUNT_STATUSES, STAGES, TIERS
from portal.web.current import uow
from portal.web.lying_bars import spread
from portal.web.pages import Answer, page, see_other
from portal.web.region_words import province_name
from portal.web.survey_words import GROUPS, MARKS, SURVEY_KINDS, question_of

WORDS: dict[str, Any] = {"survey_kinds": SURVEY_KINDS, "least": LEAST}


@staff.get("/surveys/")
def list_surveys() -> Response:
    waves = uow.surveys.waves()
    tallies = uow.surveys.tallies(waves)
    scores = {wave.id: score_of(wave, tallies[wave.id]) for wave in waves}
    return page(
        "staff/surveys/index.html", waves=waves, tallies=tallies, scores=scores, now=uow.now, sees_all=uow.sees_all,
        next_on=_next_regular(), notice=NOTICE.days, **WORDS,
    )  # fmt: skip


@staff.get("/surveys/new")
def new_survey() -> Response:
    _require_reach()
    return page("staff/surveys/new.html", form=OpenSurvey.blank())


@staff.post("/surveys/")
def open_survey() -> Answer:
    _require_reach()
    form = OpenSurvey.from_post()
    if not form.validate():
        return page("staff/surveys/new.html", form=form), 422
    wave = uow.surveys.open(**form.facts())
    words = _("%(number)s is open for seven days; everybody is asked within minutes.", number=wave.number)
    return see_other(".show_survey", words, number=wave.number)


@staff.get("/surveys/<number:number>")
def show_survey(number: str) -> Response:
    return _page(uow.surveys.get(number), HoldSurvey.blank())


@staff.post("/surveys/<number:number>/holding")
def hold_survey(number: str) -> Answer:
    """It is not asked on its day; somebody of ours says why."""
    _require_reach()
    wave, form = uow.surveys.get(number), HoldSurvey.from_post()
    if not form.validate():
        return _page(wave, form), 422
    wave.hold(form.why.data or "", by=uow.actor, at=uow.now)
    return see_other(".show_survey", _("Held back: nobody is asked."), number=number)


@staff.post("/surveys/<number:number>/release")
def let_survey_go(number: str) -> Answer:
    _require_reach()
    uow.surveys.get(number).let_go(by=uow.actor, at=uow.now)
    return see_other(".show_survey", _("It goes ahead."), number=number)


def _page(wave: SurveyWave, form: HoldSurvey) -> Response:
    tally = uow.surveys.tallies([wave])[wave.id]
    score = score_of(wave, tally)
    shown = score.value is not None
    rows = [
        (words, tally.marks.get(mark, 0), "bad" if mark <= wave.rule.low else "head")
        for mark, words in MARKS[wave.kind].items()
    ]
    return page(
        "staff/surveys/show.html", wave=wave, tally=tally, score=score,
        bars=spread(rows) if shown else [], question=question_of(wave), groups=GROUPS, now=uow.now, form=form,
        held_by=uow.people.names_of_logins([wave.held_by_id]).get(wave.held_by_id or 0, "–"), sees_all=uow.sees_all,
        said=uow.surveys.said(wave) if shown else [], whom=whom_in_words(wave), **WORDS,
    )  # fmt: skip


def _next_regular() -> date | None:
    """The next day of the year on which active agents are asked by themselves."""
    return next_day(current_app.extensions["settings"].nps_days, uow.today)


def _require_reach() -> None:
    """A wave asks accounts of every region: whoever sees only some of them opens none."""
    if not uow.sees_all:
        raise NotFound("a survey of the whole company")


def score_of(wave: SurveyWave, tally: Tally) -> Score:
    """The figure of a wave over the accounts within reach, hidden under five answers."""
    marks = (mark for mark, count in tally.marks.items() for _each in range(count))
    return nps(marks) if wave.kind == SurveyKind.NPS else csat(marks)


def whom_in_words(wave: SurveyWave) -> str:
    whom = wave.whom
    words = [
        *(str(ACCOUNT_KINDS[code]) for code in whom.kinds), *(str(TIERS[code]) for code in whom.tiers),
        *(str(ACCOUNT_STATUSES[code]) for code in whom.statuses),
        *(str(STAGES[code]) for code in whom.stages), *(province_name(code) for code in whom.provinces),
    ]  # fmt: skip
    return " · ".join(words) or pgettext("survey", "Everybody")
