"""One question and one tap: in the portal and behind the link of the mail."""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.domain.surveys.models import SurveyAsk
from portal.web.forms import Form, Text, trimmed
from portal.web.survey_words import MARKS, question_of


class AnswerSurvey(Form):
    score = RadioField(_l("Your mark"), validate_choice=False)
    comment = TextAreaField(
        _l("Why, in a few words"), [Text(0, 1000)], filters=[trimmed], id="survey-comment", render_kw={"rows": 3}
    )

    def about(self, ask: SurveyAsk) -> Self:
        """With the marks of its kind, the best one first, under its question."""
        self.score.label.text = question_of(ask.wave)
        self.score.choices = [SelectChoice(str(mark), words) for mark, words in MARKS[ask.wave.kind].items()]
        return self

    def validate_score(self, field: Any) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(_l("Choose one of the marks."))

    def said(self) -> tuple[int, str]:
        return int(self.score.data), self.comment.data or ""


def mark_in(text: str | None, ask: SurveyAsk) -> str | None:
    """A mark as it was typed into an address; None for anything else."""
    return text if text in {str(mark) for mark in ask.wave.rule.marks} else None
