"""The form of a person at an account."""

from typing import Any

from wtforms import BooleanField

from portal.domain.accounts.kinds import ContactRole
from portal.web.account_fields import mobile
from portal.web.account_words import CONTACT_ROLES, FIELDS
from portal.web.email_field import EmailField
from portal.web.fact_fields import choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text


class ContactForm(Form):
    name = LineField(FIELDS["name"], [Text(1, 80)])
    role = ChoiceField(FIELDS["role"], choices=choices_in(CONTACT_ROLES), default=ContactRole.PURCHASING)
    mobile = mobile(FIELDS["mobile"])
    email = EmailField(FIELDS["email"], [Text(0, 254)])
    wechat = LineField(FIELDS["wechat"], [Text(0, 40)])
    is_primary = BooleanField(FIELDS["is_primary"])

    def facts(self) -> dict[str, Any]:
        return {
            "name": self.name.data, "role": self.role.data, "mobile": self.mobile.data or None,
            "email": self.email.data, "wechat": self.wechat.data, "is_primary": self.is_primary.data,
        }  # fmt: skip
