"""What staff type about gaps: the missing value, whose account it is, why a gap may rest and how long."""

from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField
from wtforms.validators import InputRequired

from portal.domain.accounts.fields import is_asked
from portal.domain.accounts.models import Account
from portal.staff.account_forms import AccountForm
from portal.web.account_words import ENTITY_TYPES, SOURCES
from portal.web.fact_fields import choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text
from portal.web.quality_words import RESTS
from portal.web.region_words import provinces

REQUIRED = _l("Please fill this in.")
INPUTS = {"licence_until": "date", "mobile": "tel", "tel": "tel", "email": "email"}
"""Fields that are typed in another way than as a line of text."""
HERE = frozenset(
    {"short_name", "uscc", "legal_rep", "entity_type", "licence_no", "licence_until", "mobile", "tel", "email",
     "province", "city", "address", "source"}
)  # fmt: skip
"""Fields that can be filled in on the spot; everything else has a page of its own."""


def choices_here(name: str) -> list[tuple[str, Any]]:
    """What can be chosen for a field; empty for one that is typed."""
    tables: dict[str, Any] = {"entity_type": ENTITY_TYPES, "source": SOURCES, "province": provinces()}
    return [(str(code), words) for code, words in tables.get(name, {}).items()]


class FillGap(Form):
    """One missing field; what it may hold is what the archive's own form says."""

    field = HiddenField("")
    value = LineField(_l("Value"), [Text(1, 200)])

    def fact(self, account: Account) -> Any:
        """The value in its normal form; None when the archive's form refuses it, with the reason at `value`."""
        name = self.field.data or ""
        if name not in HERE or not is_asked(name, account.kind):
            self.value.errors = [_l("This field is not asked here.")]
            return None
        whole = AccountForm(formdata=MultiDict({name: self.value.data or ""}), meta={"csrf": False})
        whole.suit(account.kind, [], None)
        asked = whole[name]
        if not asked.validate(whole) or not asked.data:
            self.value.errors = list(asked.errors) or [REQUIRED]
            return None
        return asked.data


class NameOwner(Form):
    """Who cares for the account, or sponsors it."""

    field = HiddenField("")
    person = ChoiceField(_l("Who"), [InputRequired(_l("Choose one of the list."))])

    def among(self, people: dict[int, str]) -> "NameOwner":
        self.person.choices = [(str(staff_id), name) for staff_id, name in people.items()]
        return self


class PutOffGap(Form):
    gap = HiddenField("")
    days = ChoiceField(_l("For how long"), choices=choices_in(RESTS), default="30")
    reason = LineField(_l("Reason"), [Text(2, 200)])
