"""What is typed about an opening: what it is, how far it is, what a relationship is worth."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Optional

from portal.domain.base import Fen, Refused
from portal.domain.opportunities.models import Opportunity
from portal.domain.opportunities.repository import Facts
from portal.domain.opportunities.stages import About
from portal.staff.contract_forms import REQUIRED, account_named
from portal.staff.pursued_form import MovePursued, staff_id_in, whose
from portal.web.contract_words import product_name
from portal.web.current import uow
from portal.web.fact_fields import DayField, YuanField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed
from portal.web.opportunity_words import ABOUT, LOST_REASONS, MARKS, STAGES
from portal.web.refusals import words_for


class DescribeOpportunity(Form):
    """What it is about; the same fields for a new one and for one that is known."""

    version = HiddenField("")
    title = LineField(_l("What it is"), [Text(2, 80)])
    about = ChoiceField(_l("About"), choices=choices_in(ABOUT, _l("Choose")), validators=[InputRequired(REQUIRED)])
    expected = YuanField(
        _l("What it may bring"), [Optional()], description=_l("Gross profit of twelve months, in yuan"),
    )  # fmt: skip
    decides_on = DayField(_l("Decision day"), description=_l("When a tender or a listing is decided"))
    product = ChoiceField(_l("Product"), choices=[], default="")
    remark = TextAreaField(_l("Remark"), [Text(0, 2000)], filters=[trimmed], render_kw={"rows": 2})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.catalogue = {row.code: row for row in uow.products.all()}
        self.product.choices = choices_in({code: product_name(row) for code, row in self.catalogue.items()},
                                          _l("No product yet"))  # fmt: skip

    @classmethod
    def of(cls, one: Opportunity) -> "DescribeOpportunity":
        return cls.blank(
            version=str(one.version), title=one.title, about=one.about, expected=one.expected or None,
            decides_on=one.decides_on, product=one.product.code if one.product else "", remark=one.remark,
        )  # fmt: skip

    def facts(self, **more: Any) -> Facts:
        return Facts(
            self.title.data, About(self.about.data), Fen(self.expected.data or 0), self.decides_on.data,
            self.catalogue.get(self.product.data), remark=self.remark.data or "", **more,
        )  # fmt: skip


class AddOpportunity(DescribeOpportunity):
    account = LineField(
        _l("Peripheral contact"), [Text(8, 12)], description=_l("Account number, such as P-000001"),
    )  # fmt: skip
    next_step = LineField(_l("Next step"), [Text(1, 200)])
    next_on = DayField(_l("By when"), [InputRequired(REQUIRED)])
    owner = ChoiceField(_l("Who looks after it"), choices=[], default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner.choices = whose()

    def validate_account(self, field: Any) -> None:
        self.contact = account_named(field.data)

    def all_facts(self) -> Facts:
        owner_id = staff_id_in(self.owner)
        return self.facts(next_step=self.next_step.data, next_on=self.next_on.data, owner_id=owner_id)

    def refuse(self, refusal: Refused) -> None:
        self.account.errors = [words_for(refusal)]


class MoveOpportunity(MovePursued):
    stages = STAGES
    places = {
        "opportunity.step_needed": "next_step", "opportunity.reason_needed": "lost_reason",
        "opportunity.closed": "stage", "opportunity.brings_itself": "brought",
        "account.introduced_in_circle": "brought",
    }  # fmt: skip
    lost_reason = ChoiceField(_l("Why it came to nothing"), choices=choices_in(LOST_REASONS, "—"), default="")
    brought = LineField(
        _l("Account that came of it"), [Text(0, 12)], description=_l("Where it was won: an account number"),
    )  # fmt: skip

    def validate_brought(self, field: Any) -> None:
        self.account = account_named(field.data) if field.data else None


class RateRelation(Form):
    rating = ChoiceField(_l("What it is worth to us"), choices=choices_in(MARKS, _l("Choose")),
                         validators=[InputRequired(REQUIRED)])  # fmt: skip
    reason = LineField(_l("Why"), [Text(2, 200)])
