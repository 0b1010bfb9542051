"""What is typed about a prospect: who and where, how far it is, what comes next."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import StopValidation

from portal.domain.recruiting.prospects import ProspectFacts
from portal.staff.contract_forms import account_named
from portal.staff.held_form import OfProduct, area_in
from portal.staff.pursued_form import MovePursued, staff_id_in, whose
from portal.web.fact_fields import DayField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed
from portal.web.recruiting_words import LOST_REASONS, STAGES


class AddProspect(OfProduct):
    place = LineField(_l("Where"), [Text(1, 200)], description=_l("Province, city or county by its name or code"))
    account = LineField(_l("Account number"), [Text(0, 12)], description=_l("A lead or a partner we have already"))
    name = LineField(_l("Name"), [Text(0, 80)], description=_l("Where there is no account yet"))
    contact = LineField(_l("How to reach them"), [Text(0, 120)])
    next_step = LineField(_l("Next step"), [Text(0, 200)])
    next_on = DayField(_l("By when"))
    owner = ChoiceField(_l("Who looks after it"), choices=[], default="")
    remark = TextAreaField(_l("Remark"), [Text(0, 2000)], filters=[trimmed], render_kw={"rows": 2})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner.choices = whose()

    def validate_place(self, field: Any) -> None:
        self.area = area_in(field.data)

    def validate_account(self, field: Any) -> None:
        self.partner = account_named(field.data) if field.data else None

    def validate_name(self, field: Any) -> None:
        if not field.data and not self.account.data:
            raise StopValidation(_l("Type a name or an account number."))

    def facts(self) -> ProspectFacts:
        return ProspectFacts(
            self.chosen, self.area[0], self.partner, self.name.data or "", self.contact.data or "",
            self.next_step.data or "", self.next_on.data, staff_id_in(self.owner),
            self.remark.data or "",
        )  # fmt: skip


class MoveProspect(MovePursued):
    stages = STAGES
    places = {
        "prospect.step_needed": "next_step", "prospect.reason_needed": "lost_reason", "prospect.no_account": "stage",
        "prospect.closed": "stage",
    }  # fmt: skip
    lost_reason = ChoiceField(_l("Why it was lost"), choices=choices_in(LOST_REASONS, "—"), default="")
    remark = TextAreaField(_l("Remark"), [Text(0, 2000)], filters=[trimmed], render_kw={"rows": 3})


class TieProspect(Form):
    account = LineField(_l("Account number"), [Text(8, 12)], description=_l("Such as D-000101"))

    def validate_account(self, field: Any) -> None:
        self.partner = account_named(field.data)
