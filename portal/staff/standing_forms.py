"""Forms of what we decide about an account: its standing and its status."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import StopValidation

from portal.domain.accounts.fields import is_asked
from portal.domain.accounts.models import Account
from portal.domain.base import NotFound, Refused
from portal.domain.people.models import Staff
from portal.web.account_fields import StaffField
from portal.web.account_words import ACCOUNT_STATUSES, FIELDS, STAGES, TIERS
from portal.web.archive_words import VALUE_TYPES
from portal.web.current import uow
from portal.web.fact_fields import choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed
from portal.web.refusals import words_for


class StandingForm(Form):
    tier = ChoiceField(FIELDS["tier"], choices=choices_in(TIERS, _l("not judged yet")), default="")
    stage = ChoiceField(FIELDS["stage"], choices=choices_in(STAGES, _l("not judged yet")), default="")
    care_owner_id = StaffField(FIELDS["care_owner_id"])
    sponsor_id = StaffField(FIELDS["sponsor_id"], description=_l("A VIP needs one."))
    introduced_by = LineField(
        FIELDS["introduced_by"],
        [Text(0, 12)],
        description=_l("Account number of whoever brought them, such as P-000301."),
    )
    value_type = ChoiceField(FIELDS["value_type"], choices=choices_in(VALUE_TYPES, _l("not judged yet")), default="")
    remark = TextAreaField(_l("Internal remark"), [Text(0, 4000)], filters=[trimmed])

    def suit(self, people: list[Staff], may_hand_over: bool, kind: str) -> "StandingForm":
        """Whoever sees only some accounts does not hand them over; ask what is asked of this kind."""
        if not is_asked("value_type", kind):
            del self.value_type
        for name in ("care_owner_id", "sponsor_id"):
            if may_hand_over:
                self[name].offer([(staff.id, staff.login.name) for staff in people])
            else:
                del self[name]
        return self

    introducer: Account | None = None

    def show(self, introducer: Account | None) -> "StandingForm":
        self.introduced_by.data = introducer.number if introducer else ""
        return self

    def validate_introduced_by(self, field: Any) -> None:
        try:
            self.introducer = uow.introductions.named(field.data) if field.data else None
        except NotFound:
            raise StopValidation(_l("There is no account of this number.")) from None

    def facts(self) -> dict[str, Any]:
        names = [name for name in ("tier", "stage", "care_owner_id", "sponsor_id", "value_type") if name in self]
        return {**{name: self[name].data or None for name in names}, "remark": self.remark.data}

    def refuse(self, refusal: Refused) -> None:
        """Say a refusal of the domain beside its field."""
        if refusal.code == "account.introduced_in_circle":
            self.introduced_by.errors = [words_for(refusal)]
        else:
            (self.sponsor_id if "sponsor_id" in self else self.tier).errors = [words_for(refusal)]


class StatusForm(Form):
    status = ChoiceField(_l("New status"), choices=choices_in(ACCOUNT_STATUSES))
    reason = LineField(_l("Reason"), [Text(2, 200)])

    def facts(self) -> dict[str, Any]:
        return {"status": self.status.data, "reason": self.reason.data}
