"""What staff type about a breach: what happened, the notice, the decision, another sum, the payment."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, MultipleFileField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, StopValidation

from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.models import Clause, Contract
from portal.domain.contracts.versions import folded
from portal.web.breach_words import NOTICE_CHANNELS, OBLIGORS_FOR_STAFF, PROPOSALS
from portal.web.clauses_in_words import label_of
from portal.web.contract_words import product_name
from portal.web.fact_fields import CHOOSE, DayField, TickField, WholeField, YuanField, choices_in
from portal.web.file_words import ACCEPT
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed

REQUIRED = _l("Please fill this in.")
ROWS = {"rows": 3}


class ReportBreach(Form):
    """`request` and `feedback` name where it comes from; the complainant is read from there, never from the form."""

    contract = HiddenField("")
    request = HiddenField("")
    feedback = HiddenField("")
    article = ChoiceField(_l("Clause"), [InputRequired(_l("Choose one of the list."))], choices=[CHOOSE], default="")
    obligor = ChoiceField(_l("Who broke it"), choices=choices_in(OBLIGORS_FOR_STAFF), default=str(Party.PARTNER))
    occurred_on = DayField(
        _l("Day of the breach"), [InputRequired(REQUIRED)],
        description=_l("The clause as it stood on this day decides."),
    )  # fmt: skip
    what = TextAreaField(
        _l("What happened"), [Text(2, 4000)], filters=[trimmed], render_kw={"rows": 3},
        description=_l("The partner reads this with the notice. Do not name who complained."),
    )  # fmt: skip
    product = ChoiceField(_l("Product"), choices=[SelectChoice("", "—")], default="")
    batch_no = LineField(_l("Batch number"), [Text(0, 40)])
    boxes = WholeField(_l("Boxes proven"), render_kw={"inputmode": "numeric"})
    place = LineField(_l("Place"), [Text(0, 120)])
    same_act = ChoiceField(_l("One act with"), choices=[SelectChoice("", "—")], default="")
    loss = YuanField(_l("Estimated loss (yuan)"), render_kw={"inputmode": "decimal"})
    is_malicious = BooleanField(_l("Done on purpose"))
    remark = TextAreaField(_l("Remark, for us alone"), [Text(0, 4000)], filters=[trimmed], render_kw={"rows": 2})
    files = MultipleFileField(_l("More evidence"), render_kw={"accept": ACCEPT})

    def offer(self, contract: Contract, products: list[Any], earlier: list[Breach]) -> "ReportBreach":
        """What can be chosen: every article ever signed, since which was in force depends on the day typed."""
        signed = folded(version for version in contract.versions if version.is_signed)
        self.article.choices = [CHOOSE, *(SelectChoice(one.article, _named(one)) for one in signed)]
        self.product.choices = [*self.product.choices, *(SelectChoice(p.code, product_name(p)) for p in products)]
        self.same_act.choices = [
            *self.same_act.choices, *(SelectChoice(one.number, f"{one.number} {one.batch_no}") for one in earlier)
        ]  # fmt: skip
        if not earlier:
            del self.same_act
        return self


def _named(clause: Clause) -> str:
    return f"{clause.article} {label_of(clause)}"


class SendNotice(Form):
    channel = RadioField(_l("How"), choices=choices_in(NOTICE_CHANNELS), default="portal")
    arrived_on = DayField(_l("Arrived on"), description=_l("Only for a notice on paper: the day it reached them."))
    shown = TickField(
        _l("Evidence the partner may see"),
        description=_l("Shown under a neutral name. What is not ticked stays with us, and so does who complained."),
    )

    def offer(self, files: list[Any]) -> "SendNotice":
        self.shown.choices = [SelectChoice(file.ref, file.name) for file in files]
        if not files:
            del self.shown
        return self

    def validate_arrived_on(self, field: Any) -> None:
        if self.channel.data == "paper" and field.data is None and not field.errors:
            raise StopValidation(REQUIRED)

    @property
    def day(self) -> date | None:
        """The typed day of arrival; None for a notice in the portal, which arrives now."""
        return self.arrived_on.data if self.channel.data == "paper" else None

    @property
    def refs(self) -> list[str]:
        return list(self.shown.data or ()) if "shown" in self else []


class DecideBreach(Form):
    """`verb` is confirm or dismiss."""

    verb = HiddenField("")
    reason = TextAreaField(
        _l("Reason, for the partner to read"), [Text(2, 4000)], filters=[trimmed], render_kw=ROWS, id="decide-reason"
    )

    def validate_verb(self, field: Any) -> None:
        if field.data not in ("confirm", "dismiss"):
            raise StopValidation(_l("Choose one of the list."))


class NoteCure(Form):
    cured_on = DayField(_l("Put right on"), [InputRequired(REQUIRED)])


class NoteAgreement(Form):
    note = LineField(_l("How they agreed"), [Text(2, 200)], description=_l("Such as: letter of 12-01, scan on file"))


class ProposeChange(Form):
    kind = RadioField(_l("What instead"), choices=choices_in(PROPOSALS), default="adjust")
    sum = YuanField(_l("Sum (yuan)"), render_kw={"inputmode": "decimal"})
    reason = TextAreaField(
        _l("Reason, for the partner to read"), [Text(2, 2000)], filters=[trimmed], render_kw=ROWS, id="change-reason"
    )

    def validate_sum(self, field: Any) -> None:
        if self.kind.data == "adjust" and not field.data and not field.errors:
            raise StopValidation(_l("Type an amount in yuan, such as 1234.50"))


class NotePayment(Form):
    paid_on = DayField(_l("Paid on"), [InputRequired(REQUIRED)])
    from_deposit = YuanField(_l("Of it from the deposit (yuan)"), render_kw={"inputmode": "decimal"})
    note = LineField(_l("Reference"), [Text(0, 200)])


class NoteCompensation(Form):
    """`contract` is the harmed partner's agreement, on whose page the sum is shown to them."""

    contract = ChoiceField(_l("On their contract"), choices=[], default="")
    sum = YuanField(_l("Sum (yuan)"), [InputRequired(REQUIRED)], render_kw={"inputmode": "decimal"}, id="comp-sum")


class MoveDeposit(Form):
    kind = ChoiceField(_l("What happened"), choices=[], default="paid")
    sum = YuanField(_l("Sum (yuan)"), [InputRequired(REQUIRED)], render_kw={"inputmode": "decimal"})
    moved_on = DayField(_l("Day"), [InputRequired(REQUIRED)])
    note = LineField(_l("Note, for the partner to read"), [Text(0, 200)])

    def validate_sum(self, field: Any) -> None:
        if not field.data and not field.errors:
            raise StopValidation(_l("Type an amount in yuan, such as 1234.50"))
