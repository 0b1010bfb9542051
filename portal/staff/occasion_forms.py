"""What is typed about a plan: its day, its words and its gift, why a list goes back, how it was sent."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, StopValidation

from portal.domain.care.gifts import LIKE_CASH, GiftKind
from portal.domain.care.occasions import Occasion
from portal.domain.care.touch_types import TouchType
from portal.staff.gift_limits import limits
from portal.staff.promise_forms import REQUIRED
from portal.web.current import uow
from portal.web.fact_fields import DayField, YuanField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, SentenceField, Text, trimmed
from portal.web.gift_words import KINDS, OCCASIONS, STOPS
from portal.web.occasion_words import CHANNELS

GIVEN = {code: words for code, words in KINDS.items() if code not in LIKE_CASH | {GiftKind.SAMPLE, GiftKind.MEAL}}


class OpenPlan(Form):
    occasion = ChoiceField(_l("Occasion"), choices=choices_in(OCCASIONS), default=Occasion.LISTING)
    on = DayField(_l("Day"), [InputRequired(REQUIRED)])
    account = LineField(_l("Account number"), [Text(0, 12)], description=_l("For an occasion of one account"))

    def validate_on(self, field: Any) -> None:
        if not field.errors and field.data and not 0 <= (field.data - uow.today).days <= 366:
            raise StopValidation(_l("Choose a day from today on, at most a year ahead."))


class DescribePlan(Form):
    version = HiddenField("")
    text = TextAreaField(_l("Message"), [Text(0, 1000)], filters=[trimmed], render_kw={"rows": 3})
    gift_item = SentenceField(_l("Gift"), [Text(0, 80)])
    gift_kind = ChoiceField(_l("Kind"), choices=choices_in(GIVEN), default=GiftKind.LOCAL_FOOD)
    gift_cost = YuanField(_l("Cost"))

    def validate_gift_cost(self, field: Any) -> None:
        if not field.errors and self.gift_item.data and not field.data:
            raise StopValidation(_l("Type an amount in yuan, such as 1234.50"))
        if field.data and field.data > limits().a_gift:
            raise StopValidation(STOPS["gift.one_gift"])

    def facts(self) -> dict[str, Any]:
        return {"text": self.text.data or "", "gift_item": self.gift_item.data or "",
                "gift_kind": self.gift_kind.data if self.gift_item.data else "",
                "gift_cost": self.gift_cost.data or 0 if self.gift_item.data else 0}  # fmt: skip


class ReturnPlan(Form):
    reason = SentenceField(_l("What to change"), [Text(2, 200)])


class MarkSent(Form):
    channel = ChoiceField(_l("How it was sent"), choices=choices_in(CHANNELS), default=TouchType.WECHAT)
