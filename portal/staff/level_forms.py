"""Forms of what is judged by hand: a tier against the figures, a stage up, a criterion, a benefit."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import BooleanField
from wtforms.validators import InputRequired

from portal.domain.levels.benefits import TOLD
from portal.domain.levels.tiering import BY_HAND
from portal.staff.promise_forms import REQUIRED
from portal.web.account_words import TIERS
from portal.web.fact_fields import DayField, choices_in
from portal.web.forms import ChoiceField, Form, SentenceField, Text


class OverrideTier(Form):
    tier = ChoiceField(_l("Tier"), choices=choices_in({one: TIERS[one] for one in BY_HAND}))
    reason = SentenceField(_l("Reason"), [Text(5, 200)])
    until = DayField(_l("Until"), [InputRequired(REQUIRED)])

    def facts(self) -> dict[str, Any]:
        return {"tier": self.tier.data, "reason": self.reason.data, "until": self.until.data}


class MarkPlan(Form):
    note = SentenceField(_l("What the plan is"), [Text(5, 200)])
    until = DayField(_l("It runs until"), [InputRequired(REQUIRED)])


class AddBenefit(Form):
    tier = ChoiceField(_l("Tier"), choices=choices_in({one: TIERS[one] for one in TOLD}))
    text_zh = SentenceField(_l("Benefit, in Chinese"), [Text(2, 200)])
    text_en = SentenceField(_l("Benefit, in English"), [Text(0, 200)])
    is_shown = BooleanField(lazy_pgettext("benefit", "Partners of this tier read it"))

    def facts(self) -> dict[str, Any]:
        return {"tier": self.tier.data, "text_zh": self.text_zh.data, "text_en": self.text_en.data or "",
                "is_shown": bool(self.is_shown.data)}  # fmt: skip
