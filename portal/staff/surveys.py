"""Surveys at the desk: opening a wave, and what became of it, hidden where too few answered."""

from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import pgettext

from portal.domain.base import NotFound
from portal.domain.surveys.kinds import SurveyKind
from portal.domain.surveys.models import SurveyWave
from portal.domain.surveys.repository import Tally
from portal.insight.satisfaction import LEAST, Score, csat, nps
from portal.staff import staff
from portal.staff.survey_form import OpenSurvey
from portal.web.account_words import ACCOUNT_KINDS, STAGES, TIERS
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
        **WORDS,
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
    wave = uow.surveys.get(number)
    tally = uow.surveys.tallies([wave])[wave.id]
    score = score_of(wave, tally)
    shown = score.value is not None
    rows = [
        (words, tally.marks.get(mark, 0), "bad" if mark <= wave.rule.low else "head")
        for mark, words in MARKS[wave.kind].items()
    ]
    return page(
        "staff/surveys/show.html", wave=wave, tally=tally, score=score,
        bars=spread(rows) if shown else [], question=question_of(wave), groups=GROUPS, now=uow.now,
        said=uow.surveys.said(wave) if shown else [], whom=whom_in_words(wave), **WORDS,
    )  # fmt: skip


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
        *(str(STAGES[code]) for code in whom.stages), *(province_name(code) for code in whom.provinces),
    ]  # fmt: skip
    return " · ".join(words) or pgettext("survey", "Everybody")
