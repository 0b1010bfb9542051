"""Opening a wave: what is asked, and of whom."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from portal.domain.accounts.kinds import PORTAL_KINDS
from portal.domain.surveys.kinds import Segment, SurveyKind
from portal.web.account_words import ACCOUNT_KINDS, STAGES, TIERS
from portal.web.fact_fields import TickField, choices_in
from portal.web.forms import ChoiceField, Form, SentenceField, Text
from portal.web.region_words import provinces
from portal.web.survey_words import SURVEY_KINDS


class HoldSurvey(Form):
    why = SentenceField(_l("Why not now"), [Text(5, 200)])


class OpenSurvey(Form):
    title = SentenceField(_l("Name, for us alone"), [Text(2, 80)])
    kind = ChoiceField(_l("What is asked"), [InputRequired(_l("Choose one of the list."))], default="")
    question = SentenceField(_l("The question in your own words"), [Text(0, 200)])
    question_en = SentenceField(_l("The question in English"), [Text(0, 200)])
    kinds = TickField(_l("Kinds of accounts"))
    tiers = TickField(_l("Tiers"))
    stages = TickField(_l("Stages"))
    province = ChoiceField(_l("Province"), default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = choices_in(SURVEY_KINDS, _l("Choose"))
        self.kinds.choices = [SelectChoice(code, ACCOUNT_KINDS[code]) for code in sorted(PORTAL_KINDS)]
        self.tiers.choices, self.stages.choices = choices_in(TIERS), choices_in(STAGES)
        self.province.choices = choices_in(provinces(), _l("Every province"))

    def facts(self) -> dict[str, Any]:
        whom = Segment(
            tiers=tuple(self.tiers.data or ()), kinds=tuple(self.kinds.data or ()),
            stages=tuple(self.stages.data or ()), provinces=(self.province.data,) if self.province.data else (),
        )  # fmt: skip
        return {
            "kind": SurveyKind(self.kind.data), "title": self.title.data or "", "segment": whom,
            "question": self.question.data or "", "english": self.question_en.data or "",
        }  # fmt: skip
