"""What a partner types to propose a change of their own archive: one form for each field."""

from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, MultipleFileField, TextAreaField

from portal.domain.accounts.kinds import ContactRole
from portal.domain.accounts.models import Account, Contact
from portal.domain.proposals.fields import FIELDS, Values, plain
from portal.web.account_fields import credit_code, landline, licence, mobile
from portal.web.account_words import CONTACT_ROLES
from portal.web.account_words import FIELDS as NAMES
from portal.web.current import received_files
from portal.web.email_field import EmailField
from portal.web.fact_fields import DayField, choices_in
from portal.web.file_words import ACCEPT
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed
from portal.web.region_words import provinces

NOT_SAID = _l("not said")


class ProposeChange(Form):
    """`field` and `contact` say what it is about; `files` prove it where it is critical."""

    field = HiddenField()
    contact = HiddenField()
    note = TextAreaField(_l("Why it changes"), [Text(0, 500)], filters=[trimmed])
    files = MultipleFileField(_l("Evidence"), render_kw={"accept": ACCEPT})

    @property
    def columns(self) -> tuple[str, ...]:
        return FIELDS[self.code].columns

    code = ""

    def after(self) -> Values:
        """What the archive shall hold."""
        return {name: plain(self[name].data) for name in self.columns}

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if FIELDS[self.code].is_critical and not received_files():
            self.files.errors = [*self.files.errors, _l("Attach a photo or scan that shows it.")]
            return False
        return valid


_INPUTS: dict[str, Any] = {
    "name_zh": lambda: LineField(NAMES["name_zh"], [Text(2, 80)]),
    "uscc": lambda: credit_code(NAMES["uscc"]),
    "licence_no": lambda: licence(NAMES["licence_no"]),
    "licence_until": lambda: DayField(NAMES["licence_until"]),
    "province": lambda: ChoiceField(NAMES["province"], choices=choices_in(provinces(), NOT_SAID), default=""),
    "city": lambda: LineField(NAMES["city"], [Text(0, 40)]),
    "address": lambda: LineField(NAMES["address"], [Text(0, 200)]),
    "mobile": lambda: mobile(NAMES["mobile"]),
    "tel": lambda: landline(NAMES["tel"]),
    "email": lambda: EmailField(NAMES["email"], [Text(0, 254)]),
    "invoice_title": lambda: LineField(NAMES["invoice_title"], [Text(0, 80)]),
    "invoice_uscc": lambda: credit_code(NAMES["invoice_uscc"]),
    "invoice_address": lambda: LineField(NAMES["invoice_address"], [Text(0, 200)]),
    "invoice_tel": lambda: landline(NAMES["invoice_tel"]),
    "name": lambda: LineField(NAMES["name"], [Text(1, 80)]),
    "role": lambda: ChoiceField(NAMES["role"], choices=choices_in(CONTACT_ROLES), default=ContactRole.PURCHASING),
    "wechat": lambda: LineField(NAMES["wechat"], [Text(0, 40)]),
}


@cache
def form_for(code: str) -> type[ProposeChange]:
    """The form of one field, with an input for each of its columns."""
    inputs = {name: _INPUTS[name]() for name in FIELDS[code].columns}
    return type("Propose", (ProposeChange,), {**inputs, "code": code})


def blank_form(code: str, row: Account | Contact | None) -> ProposeChange:
    """The form as it is opened: filled with what the archive holds now."""
    kind = form_for(code)
    values = {name: getattr(row, name) or None for name in FIELDS[code].columns} if row else {}
    contact = row.id if isinstance(row, Contact) else ""
    return kind.blank(field=code, contact=str(contact), **values)
