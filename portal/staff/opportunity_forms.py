"""What is typed about an opening: what it is, how far it is, what a relationship is worth."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Optional

from portal.domain.base import Fen, Refused
from portal.domain.opportunities.models import Opportunity
from portal.domain.opportunities.repository import Facts, Step
from portal.domain.opportunities.stages import NEXT, About, Stage
from portal.staff.contract_forms import REQUIRED, account_named
from portal.web.contract_words import product_name
from portal.web.current import uow
from portal.web.fact_fields import DayField, YuanField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed
from portal.web.opportunity_words import ABOUT, LOST_REASONS, MARKS, STAGES
from portal.web.refusals import words_for

NOBODY = _l("Nobody yet")


def _people() -> dict[str, str]:
    return {str(key): name for key, name in uow.people.staff_names().items()}


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
        self.owner.choices = choices_in(_people(), NOBODY)

    def validate_account(self, field: Any) -> None:
        self.contact = account_named(field.data)

    def all_facts(self) -> Facts:
        owner = int(self.owner.data) if self.owner.data else None
        return self.facts(next_step=self.next_step.data, next_on=self.next_on.data, owner_id=owner)

    def refuse(self, refusal: Refused) -> None:
        self.account.errors = [words_for(refusal)]


class MoveOpportunity(Form):
    version = HiddenField("")
    stage = ChoiceField(_l("How far it is"), choices=[])
    next_step = LineField(_l("Next step"), [Text(0, 200)])
    next_on = DayField(_l("By when"))
    owner = ChoiceField(_l("Who looks after it"), choices=[], default="")
    lost_reason = ChoiceField(_l("Why it came to nothing"), choices=choices_in(LOST_REASONS, "—"), default="")
    brought = LineField(
        _l("Account that came of it"), [Text(0, 12)], description=_l("Where it was won: an account number"),
    )  # fmt: skip

    def among(self, one: Opportunity) -> "MoveOpportunity":
        was = Stage(one.stage)
        self.stage.choices = choices_in({stage: STAGES[stage] for stage in Stage if stage in (was, *NEXT[was])})
        self.owner.choices = choices_in(_people(), NOBODY)
        return self

    @classmethod
    def of(cls, one: Opportunity) -> "MoveOpportunity":
        return cls.blank(
            version=str(one.version), stage=one.stage, next_step=one.next_step, next_on=one.next_on,
            owner=str(one.owner_id or ""), lost_reason=one.lost_reason,
        ).among(one)  # fmt: skip

    def validate_brought(self, field: Any) -> None:
        self.account = account_named(field.data) if field.data else None

    def step(self) -> Step:
        return Step(
            Stage(self.stage.data), self.next_step.data or "", self.next_on.data,
            int(self.owner.data) if self.owner.data else None, self.lost_reason.data or "", self.account,
        )  # fmt: skip

    def refuse(self, refusal: Refused) -> None:
        """Say it beside its field; raises any other refusal again."""
        places = {"opportunity.step_needed": "next_step", "opportunity.reason_needed": "lost_reason",
                  "opportunity.closed": "stage", "opportunity.brings_itself": "brought",
                  "account.introduced_in_circle": "brought"}  # fmt: skip
        if refusal.code not in places:
            raise refusal
        self[places[refusal.code]].errors = [words_for(refusal)]


class RateRelation(Form):
    rating = ChoiceField(_l("What it is worth to us"), choices=choices_in(MARKS, _l("Choose")),
                         validators=[InputRequired(REQUIRED)])  # fmt: skip
    reason = LineField(_l("Why"), [Text(2, 200)])
