"""Words for surveys: kinds, the usual questions, marks, and what is refused."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.surveys.kinds import SurveyKind
from portal.domain.surveys.models import SurveyWave
from portal.web.locale import current_locale
from portal.web.rating_words import SCORES as CSAT_WORDS

SURVEY_KINDS: dict[str, Any] = {
    SurveyKind.CSAT: _l("How content they are (CSAT, 1 to 5)"),
    SurveyKind.NPS: _l("Whether they would recommend us (NPS, 0 to 10)"),
}
QUESTIONS: dict[str, Any] = {
    SurveyKind.CSAT: _l("How content are you with working with us?"),
    SurveyKind.NPS: _l("How likely are you to recommend us to others in the trade?"),
}
NPS_WORDS: dict[int, Any] = {10: _l("10 most likely"), **{mark: str(mark) for mark in range(9, 0, -1)},
                             0: _l("0 not at all likely")}  # fmt: skip
MARKS: dict[str, dict[int, Any]] = {SurveyKind.CSAT: CSAT_WORDS, SurveyKind.NPS: NPS_WORDS}
"""The best one first."""
GROUPS: dict[str, Any] = {
    "promoters": _l("Promoters (9, 10)"), "passives": _l("Passives (7, 8)"), "detractors": _l("Detractors (0 to 6)"),
}  # fmt: skip
REFUSALS: dict[str, Any] = {
    "survey.answered": _l("You have answered %(number)s already; it counts once."),
    "survey.closed": _l("The time for %(number)s is over. Thank you all the same."),
    "survey.not_planned": _l("%(number)s cannot be held back now: asking has begun, or it is held back already."),
    "survey.not_held": _l("%(number)s is not held back."),
    "survey.unknown_score": _l("Choose one of the marks."),
}


def question_of(wave: SurveyWave) -> str:
    """What is asked, in the reader's language where the wave has its own words for it."""
    own = (wave.question_en if current_locale() == "en" else "") or wave.question
    return own or str(QUESTIONS[wave.kind])
