"""The form of an account, by its kind."""

import json
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from portal.domain.accounts.fields import is_asked
from portal.domain.accounts.models import Account
from portal.domain.accounts.secrets import SECRETS
from portal.domain.people.models import Staff
from portal.staff.archive_form import NOT_SAID, ArchiveForm
from portal.web.account_fields import (
    NumberField,
    StaffField,
    credit_code,
    landline,
    licence,
    mobile,
)
from portal.web.account_words import (
    ENTITY_TYPES,
    FIELDS,
    SOURCES,
)
from portal.web.email_field import EmailField
from portal.web.fact_fields import DayField, choices_in
from portal.web.forms import ChoiceField, LineField, SentenceField, Text
from portal.web.region_words import provinces

NULLABLE = {
    "uscc", "entity_type", "licence_until", "mobile", "province", "source", "business_manager_id", "reg_capital",
    "founded_on", "tax_mode", "team_size", "annual_sales",
}  # fmt: skip
APART = {
    "form_id", "csrf_token", "version", "opened", "save_anyway", "why_different", *SECRETS,
    *(f"{name}_gone" for name in SECRETS),
}  # fmt: skip
"""What is no fact in the open."""


class AccountForm(ArchiveForm):
    """The archive's fields of one kind; `version` and `opened` are what the typist saw when opening it."""

    version = HiddenField("")
    opened = HiddenField("")
    name_zh = LineField(FIELDS["name_zh"], [Text(2, 80)])
    short_name = LineField(FIELDS["short_name"], [Text(0, 40)])
    uscc = credit_code(FIELDS["uscc"])
    entity_type = ChoiceField(FIELDS["entity_type"], default="")
    legal_rep = LineField(FIELDS["legal_rep"], [Text(0, 40)])
    licence_no = licence(FIELDS["licence_no"])
    licence_until = DayField(FIELDS["licence_until"])
    mobile = mobile(FIELDS["mobile"])
    tel = landline(FIELDS["tel"])
    email = EmailField(FIELDS["email"], [Text(0, 254)])
    province = ChoiceField(FIELDS["province"], default="")
    city = LineField(FIELDS["city"], [Text(0, 40)])
    address = LineField(FIELDS["address"], [Text(0, 200)])
    source = ChoiceField(FIELDS["source"], default="")
    business_manager_id = StaffField(FIELDS["business_manager_id"])
    save_anyway = BooleanField(_l("These are different accounts, save anyway"))
    why_different = SentenceField(_l("How you know that they are different"), [Text(0, 300)])

    def suit(self, kind: str, managers: list[Staff], own_post: int | None = None) -> "AccountForm":
        """Ask what is asked of this kind. With `own_post` the account stays with that member of staff."""
        for name in [field.short_name for field in self if not is_asked(field.short_name.removesuffix("_gone"), kind)]:
            del self[name]
        offers = {
            "entity_type": choices_in(ENTITY_TYPES, NOT_SAID),
            "source": choices_in(SOURCES, NOT_SAID),
            "province": choices_in(provinces(), NOT_SAID),
        }
        for name, offered in offers.items():
            if name in self:
                self[name].choices = offered
        if own_post is None:
            self.business_manager_id.offer([(staff.id, staff.login.name) for staff in managers])
        else:
            del self.business_manager_id
        return self

    def show(self, account: Account) -> "AccountForm":
        """Remember what the account holds now, so that a later save can tell who changed what."""
        self.held = account
        self.version.data = str(account.version)
        self.opened.data = json.dumps(plain(self.held_by(account)), ensure_ascii=False)
        return self

    def held_by(self, account: Account) -> dict[str, Any]:
        return {name: getattr(account, name) for name in self._names()}

    def seen(self) -> dict[str, Any]:
        """What the typist saw; empty if that cannot be read."""
        try:
            seen = json.loads(self.opened.data or "")
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else {}

    def facts(self) -> dict[str, Any]:
        """What is typed in the open; secret numbers are told apart."""
        return {name: self[name].data or _nothing(name) for name in self._names()}

    def keeps_apart(self) -> bool:
        """Whether it is to be saved although others look the same; that takes a reason."""
        if not self.save_anyway.data:
            return False
        if len(self.why_different.data or "") < 2:
            self.why_different.errors = [_l("Say how you know it; colleagues who find the two will read it.")]
        return not self.why_different.errors

    @property
    def doubts(self) -> list[Any]:
        """What is worth a look although it is kept."""
        return [field.doubt for field in self if isinstance(field, NumberField) and field.doubt]

    def _names(self) -> list[str]:
        return [field.short_name for field in self if field.short_name not in APART]


def plain(facts: dict[str, Any]) -> dict[str, str]:
    """Values as text, to be compared and carried in a form."""
    return {name: _text(value) for name, value in facts.items()}


def _nothing(name: str) -> Any:
    return [] if name == "channels" else None if name in NULLABLE else ""


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")
