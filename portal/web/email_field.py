"""The e-mail address as a field: read in one normal form, so that one address is one login."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField as EmailInput
from wtforms.validators import StopValidation

from portal.domain.base import half_width


def normal_email(text: str) -> str:
    """Half-width, without outer blanks, in small letters, the domain in ASCII; raises ValueError for what is none."""
    from email_validator import validate_email  # its tables take 50 ms, and most pages ask for no address

    found = validate_email(half_width(text).strip().lower(), check_deliverability=False, allow_smtputf8=False)
    return (found.ascii_email or found.normalized).lower()


class EmailField(EmailInput):
    """An address in its normal form, or nothing; whether anybody reads mail there shows only when it is used."""

    def pre_validate(self, form: Any) -> None:
        text = half_width(self.data or "").strip()
        try:
            self.data = normal_email(text[:300]) if text else ""
        except ValueError as mistake:
            raise StopValidation(_l("Write the e-mail address as name@company.cn.")) from mistake
