"""What is typed about a gift: for whom, why, what, how much and when; why not; what became of it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, StopValidation

from portal.domain.accounts.models import Contact
from portal.domain.base import Fen, Refused
from portal.domain.care.gifts import GiftKind
from portal.domain.care.giving.repository import Proposal
from portal.staff.promise_forms import REQUIRED
from portal.web.current import uow
from portal.web.fact_fields import DayField, YuanField, choices_in
from portal.web.file_words import ACCEPT
from portal.web.forms import ChoiceField, Form, SentenceField, Text
from portal.web.gift_words import KINDS, OCCASIONS, kind_words, stop_words

LONGEST_AHEAD = 366
"""Calendar days: what is sent later is proposed later."""


class ProposeGift(Form):
    contact = ChoiceField(_l("For whom"), choices=[])
    occasion = ChoiceField(_l("Occasion"), choices=choices_in(OCCASIONS))
    kind = ChoiceField(_l("Kind"), choices=[], default=GiftKind.LOCAL_FOOD)
    item = SentenceField(_l("What is given"), [Text(2, 80)], description=_l("Such as a box of mooncakes"))
    cost = YuanField(_l("Cost"), [InputRequired(REQUIRED)])
    on = DayField(_l("To be sent on"), [InputRequired(REQUIRED)])
    remark = SentenceField(_l("Remark"), [Text(0, 200)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [SelectChoice(str(code), kind_words(code)) for code in KINDS]
        self.by_id: dict[str, Contact] = {}

    def with_contacts(self, contacts: list[Contact]) -> "ProposeGift":
        self.by_id = {str(one.id): one for one in contacts}
        self.contact.choices = [SelectChoice(key, one.name) for key, one in self.by_id.items()]
        return self

    def validate_cost(self, field: Any) -> None:
        if not field.errors and not field.data:
            raise StopValidation(_l("Type an amount in yuan, such as 1234.50"))

    def validate_on(self, field: Any) -> None:
        if field.errors or not field.data:
            return
        if field.data < uow.today:
            raise StopValidation(_l("This day has passed."))
        if (field.data - uow.today).days > LONGEST_AHEAD:
            raise StopValidation(_l("This lies more than a year ahead. Propose it nearer to the day."))

    def facts(self) -> Proposal:
        return Proposal(
            self.occasion.data, self.kind.data, self.item.data or "", Fen(self.cost.data), self.on.data,
            self.remark.data or "",
        )  # fmt: skip

    def refuse(self, refusal: Refused) -> None:
        """Name every rule that forbids it, beside its field."""
        for name, lines in stop_words(refusal).items():
            self[name].errors = lines


class RefuseGift(Form):
    reason = SentenceField(_l("Why not"), [Text(2, 200)])


class SendGift(Form):
    sent_on = DayField(_l("Sent on"), [InputRequired(REQUIRED)])
    courier = SentenceField(_l("Courier and number"), [Text(0, 80)])


class EndGift(Form):
    ended_on = DayField(_l("On"), [InputRequired(REQUIRED)])
    receipt = SentenceField(_l("Who signed for it, or how we know"), [Text(2, 200)])
    files = MultipleFileField(_l("Picture of the receipt"), render_kw={"accept": ACCEPT})


class RemoveTender(Form):
    reason = SentenceField(_l("Why it is wrong"), [Text(2, 200)])


class NoteTender(Form):
    on = DayField(_l("Day of the decision"), [InputRequired(REQUIRED)])
    what = SentenceField(_l("What is decided"), [Text(2, 80)])


def lines_of(refusal: Refused) -> str:
    """Every rule in one line, for a page that has no field for each."""
    return " ".join(line for lines in stop_words(refusal).values() for line in lines)
