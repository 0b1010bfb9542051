"""What deciders fill in about an asked extension: one of three proposals, or why a proposal goes back."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, StopValidation
from wtforms.widgets import HiddenInput

from portal.domain.contracts.findings import Findings
from portal.domain.requests.extension_proposal import Offer, ProposalKind
from portal.web.fact_fields import DayField, WholeField
from portal.web.forms import Form, Text, trimmed


def _text(label: Any, field_id: str, *, least: int = 0, rows: int = 2, **more: Any) -> TextAreaField:
    return TextAreaField(label, [Text(least, 2000)], filters=[trimmed], id=field_id, render_kw={"rows": rows}, **more)


class Proposal(Form):
    """`kind` says which of the three it is; each has fields of its own."""

    kind = HiddenField("")
    findings: Findings | None = None

    def offer(self) -> Offer:
        given = {name: self[name].data for name in ("months", "ends_on") if name in self}
        texts = {name: self[name].data or "" for name in ("conditions", "words", "override") if name in self}
        return Offer(ProposalKind(self.kind.data), **given, **texts)


class Grant(Proposal):
    words = _text(_l("Words to the partner"), "grant-words")
    override = _text(_l("Why we go beyond the upstream right"), "grant-override")


class Counter(Proposal):
    months = WholeField(_l("Months we offer"), id="counter-months", render_kw={"inputmode": "numeric"})
    ends_on = DayField(_l("or the last day"), id="counter-ends")
    conditions = _text(
        _l("Conditions"), "counter-conditions", description=_l("They become part of the amendment. Blank: none.")
    )
    words = _text(_l("Words to the partner"), "counter-words")
    override = _text(_l("Why we go beyond the upstream right"), "counter-override")

    def validate_months(self, field: Any) -> None:
        if field.data is None and self.ends_on.data is None and not self.ends_on.errors:
            raise StopValidation(_l("Type how many months we offer, or the last day."))
        if field.data is not None and not 1 <= field.data <= 120:
            raise StopValidation(_l("Type from 1 to 120 months."))


class Refusal(Proposal):
    words = _text(_l("Reason, for the partner to read"), "refuse-words", least=2, rows=3)


PROPOSAL_FORMS: dict[str, type[Proposal]] = {
    ProposalKind.GRANT: Grant, ProposalKind.COUNTER: Counter, ProposalKind.REFUSE: Refusal,
}  # fmt: skip


class Decision(Form):
    """`proposal` is the one that was read."""

    proposal = IntegerField("", widget=HiddenInput(), validators=[InputRequired()])


class SendingBack(Decision):
    why = _text(_l("What should change"), "return-why", least=2)
