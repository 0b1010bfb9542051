"""Forms of what we decide about an account: its standing and its status."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from portal.domain.people.models import Staff
from portal.web.account_fields import StaffField
from portal.web.account_words import ACCOUNT_STATUSES, FIELDS, STAGES, TIERS
from portal.web.fact_fields import choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed


class StandingForm(Form):
    tier = ChoiceField(FIELDS["tier"], choices=choices_in(TIERS, _l("not judged yet")), default="")
    stage = ChoiceField(FIELDS["stage"], choices=choices_in(STAGES, _l("not judged yet")), default="")
    care_owner_id = StaffField(FIELDS["care_owner_id"])
    sponsor_id = StaffField(FIELDS["sponsor_id"], description=_l("A VIP needs one."))
    remark = TextAreaField(_l("Internal remark"), [Text(0, 4000)], filters=[trimmed])

    def suit(self, people: list[Staff], may_hand_over: bool) -> "StandingForm":
        """Whoever sees only some accounts does not hand them over."""
        for name in ("care_owner_id", "sponsor_id"):
            if may_hand_over:
                self[name].offer([(staff.id, staff.login.name) for staff in people])
            else:
                del self[name]
        return self

    def facts(self) -> dict[str, Any]:
        names = [name for name in ("tier", "stage", "care_owner_id", "sponsor_id") if name in self]
        return {**{name: self[name].data or None for name in names}, "remark": self.remark.data}


class StatusForm(Form):
    status = ChoiceField(_l("New status"), choices=choices_in(ACCOUNT_STATUSES))
    reason = LineField(_l("Reason"), [Text(2, 200)])

    def facts(self) -> dict[str, Any]:
        return {"status": self.status.data, "reason": self.reason.data}
