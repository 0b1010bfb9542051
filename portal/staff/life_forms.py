"""What is filled in when an agreement is held up, disputed, terminated or settled: reasons and days, never a state."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired

from portal.domain.base import Refused
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.clauses.vocabulary import InterruptionCause
from portal.domain.contracts.life import Ground, Notice
from portal.domain.contracts.models import Contract
from portal.web.clause_words.choices import CHOICES
from portal.web.contract_words import GROUNDS
from portal.web.fact_fields import CHOOSE, DayField, choices_in
from portal.web.forms import ChoiceField, Form, Text, trimmed
from portal.web.refusals import words_for

REQUIRED = _l("Please fill this in.")
PLACES = {
    "contract.ground_not_here": "ground", "contract.notice_ahead": "arrived_on",
    "contract.notice_too_early": "arrived_on", "contract.ends_before_notice": "named_day",
    "contract.ends_anyway": "named_day", "contract.settled_ahead": "settled_on",
    "contract.settled_too_early": "settled_on",
}  # fmt: skip
"""Beside which field a refusal is said."""


class LifeForm(Form):
    def refuse(self, refusal: Refused) -> None:
        """Say a refusal beside its field; raises it again when it has none here."""
        name = PLACES.get(refusal.code, "")
        if name not in self:
            raise refusal
        self[name].errors = [words_for(refusal)]


def _reason(label: Any, most: int, **more: Any) -> TextAreaField:
    return TextAreaField(label, [Text(2, most)], filters=[trimmed], render_kw={"rows": 2}, **more)


class Submit(LifeForm):
    waiver = TextAreaField(
        _l("Why it goes without them"), [Text(0, 1000)], filters=[trimmed], render_kw={"rows": 2},
        description=_l("Kept with the contract, with your name and the day. The partner does not see it."),
    )  # fmt: skip


class SendBack(LifeForm):
    why = _reason(_l("What has to change"), 1000, description=_l("For us alone; the partner does not see it."))


class Suspend(LifeForm):
    why = _reason(_l("Why it is on hold"), 200, description=_l("The partner reads this."))
    cause = ChoiceField(
        _l("Is supply interrupted?"), choices=choices_in(CHOICES[InterruptionCause], _l("No")), default="",
        description=_l("The days count where a clause lengthens the term by them."),
    )  # fmt: skip

    @property
    def interruption(self) -> InterruptionCause | None:
        return InterruptionCause(self.cause.data) if self.cause.data else None


class Dispute(LifeForm):
    why = _reason(_l("What the dispute is about"), 500, description=_l("Kept in the log, for us alone."))


class Reconcile(LifeForm):
    why = _reason(_l("How the dispute ended"), 500, description=_l("Kept in the log, for us alone."))


class Terminate(LifeForm):
    ground = ChoiceField(lazy_pgettext("termination", "Ground"), default="")
    arrived_on = DayField(_l("The notice arrived on"), [InputRequired(REQUIRED)])
    named_day = DayField(
        _l("It ends on"), description=_l("Only if the notice names a later day; else it ends when the notice arrives.")
    )
    why = _reason(_l("Reason"), 1000, description=_l("The partner reads this."))

    def offer(self, contract: Contract) -> "Terminate":
        """The grounds that this side of the trade knows."""
        upstream = contract.side == Side.UPSTREAM
        known = {ground: words for ground, words in GROUNDS.items() if upstream or ground is not Ground.TAKEBACK}
        self.ground.choices = [CHOOSE, *choices_in(known)]
        self.ground.validators = [InputRequired(_l("Choose one of the list."))]
        return self

    def notice(self) -> Notice:
        day = self.arrived_on.data
        assert day is not None
        return Notice(Ground(self.ground.data), day, self.why.data or "", self.named_day.data)


class Settle(LifeForm):
    settled_on = DayField(_l("Settled on"), [InputRequired(REQUIRED)])
    is_cleared = BooleanField(
        _l("Statement, stock, rebates and papers are cleared"), [InputRequired(_l("Clear them first."))]
    )
