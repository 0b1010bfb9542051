"""The form by which both faces invite somebody to act for an account."""

from flask_babel import lazy_gettext as _l

from portal.domain.base import Refused
from portal.web.email_field import EmailField
from portal.web.forms import ChoiceField, Form, LineField, Text
from portal.web.people_words import ROLE_CHOICES
from portal.web.refusals import words_for


class InvitePerson(Form):
    name = LineField(_l("Full name"), [Text(1, 80)])
    email = EmailField(_l("E-mail"), [Text(1, 254)])
    role = ChoiceField(_l("Role"), choices=ROLE_CHOICES)

    def facts(self) -> dict[str, str]:
        return {"name": self.name.data, "email": self.email.data, "role": self.role.data}

    def explain_refusal(self, refusal: Refused) -> None:
        """What the domain said stands beside the address; the rest of what was typed is kept."""
        self.email.errors = [words_for(refusal)]
