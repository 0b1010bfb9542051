"""The archive's fields beyond name, numbers and place, as the form of an account asks for them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain.accounts.identifiers import (
    bank_account_fault,
    holder_fault,
    normal_bank_account,
    normal_code,
    resident_id_fault,
)
from portal.domain.accounts.models import Account
from portal.domain.accounts.secrets import SECRETS, Sealed
from portal.identity.sealing import sealed_field, secret_hashes
from portal.web.account_fields import credit_code
from portal.web.account_words import FIELDS
from portal.web.archive_fields import PastDayField, SecretField, SeveralField, any_phone
from portal.web.archive_words import ANNUAL_SALES, CHANNELS, TAX_MODES, TEAM_SIZES
from portal.web.current import uow
from portal.web.fact_fields import YuanField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed
from portal.web.intake_words import PROBLEMS

NOT_SAID = _l("not said")
_GONE = _l("Take it off file")
ONE_A_LINE = _l("One a line. No names of patients.")


def in_lines(text: str | None) -> str:
    """Long text with one kind of line end, whatever the browser sends: what was not changed is no change."""
    return trimmed(text).replace("\r\n", "\n")


class ArchiveForm(Form):
    """Secret fields say what is new: a number, nothing, or with `…_gone` that what is kept shall go."""

    id_no = SecretField(FIELDS["id_no"], normal_code, lambda text: resident_id_fault(text, uow.today), 30)
    id_no_gone = BooleanField(_GONE)
    reg_capital = YuanField(FIELDS["reg_capital"], render_kw={"inputmode": "decimal"})
    founded_on = PastDayField(FIELDS["founded_on"])
    business_scope = TextAreaField(
        FIELDS["business_scope"], [Text(0, 4000)], filters=[in_lines], render_kw={"rows": 3},
        description=_l("As on the licence; it must cover what we agree, such as biologics or cold chain."),
    )  # fmt: skip
    invoice_title = LineField(FIELDS["invoice_title"], [Text(0, 80)])
    invoice_uscc = credit_code(FIELDS["invoice_uscc"])
    invoice_address = LineField(FIELDS["invoice_address"], [Text(0, 200)])
    invoice_tel = any_phone(FIELDS["invoice_tel"])
    bank_name = LineField(FIELDS["bank_name"], [Text(0, 80)])
    bank_holder = LineField(
        FIELDS["bank_holder"], [Text(0, 80)], description=_l("Must be the account itself: payments go to nobody else.")
    )
    bank_account = SecretField(FIELDS["bank_account"], normal_bank_account, bank_account_fault, 40)
    bank_account_gone = BooleanField(_GONE)
    tax_mode = ChoiceField(FIELDS["tax_mode"], choices=choices_in(TAX_MODES, NOT_SAID), default="")
    channels = SeveralField(FIELDS["channels"], choices=choices_in(CHANNELS))
    resources = TextAreaField(
        FIELDS["resources"], [Text(0, 4000)], filters=[in_lines], render_kw={"rows": 3}, description=ONE_A_LINE
    )
    other_products = TextAreaField(
        FIELDS["other_products"], [Text(0, 2000)], filters=[in_lines], render_kw={"rows": 2},
        description=_l("One a line; products like ours are a conflict."),
    )  # fmt: skip
    team_size = ChoiceField(FIELDS["team_size"], choices=choices_in(TEAM_SIZES, NOT_SAID), default="")
    annual_sales = ChoiceField(FIELDS["annual_sales"], choices=choices_in(ANNUAL_SALES, NOT_SAID), default="")

    held: Account | None = None
    """The account that is being changed."""

    def validate_bank_holder(self, field: Any) -> None:
        """Payments go to the name on the licence or ID, and to a name at all."""
        name: str = self["name_zh"].data or ""
        if field.data and holder_fault(field.data, name):
            raise StopValidation(PROBLEMS["bank_holder_differs"])
        if not field.data and (self.bank_account.data or self.keeps("bank_account")):
            raise StopValidation(_l("Type whose bank account it is."))

    def keeps(self, name: str) -> bool:
        """Whether a secret number on file stays there."""
        on_file = self.held is not None and getattr(self.held, f"{name}_tail") is not None
        return on_file and not self[f"{name}_gone"].data

    def secrets(self) -> dict[str, Sealed | None]:
        """Numbers to be kept from now on; None takes one off file, and one that is not named stays."""
        news: dict[str, Sealed | None] = {}
        for name in SECRETS:
            if name not in self:
                continue
            if self[name].data:
                news[name] = sealed_field(name, self[name].data)
            elif self[f"{name}_gone"].data:
                news[name] = None
        return news

    def id_hashes(self) -> list[str]:
        """What the identity number typed here is found by."""
        return secret_hashes("id_no", self["id_no"].data) if "id_no" in self and self["id_no"].data else []
