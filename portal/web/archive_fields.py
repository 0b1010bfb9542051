"""Fields of the archive's forms that are read in their own way: a secret number, a founding day, any phone."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation

from portal.domain.accounts.identifiers import mobile_fault, normal_mobile, normal_tel, tel_fault
from portal.web.account_fields import NumberField
from portal.web.current import uow
from portal.web.fact_fields import DayField, TickField

OLDEST = date(1900, 1, 1)


class SecretField(NumberField):
    """A number that is typed and never shown again: nothing typed leaves what is kept."""

    def __init__(
        self, label: Any, normal: Callable[[str], str], fault: Callable[[str], str | None], most: int, **more: Any
    ) -> None:
        super().__init__(
            label, normal, fault, most=most, render_kw={"autocomplete": "off", "spellcheck": "false"},
            description=_l("Kept encrypted. Leave it empty to keep what is on file."), **more,
        )  # fmt: skip

    def process_data(self, value: Any) -> None:
        """What an account holds is never put into the form."""
        self.data = ""


class SeveralField(TickField):
    """Any of a list; an empty value, as a program may send it, is none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata([value for value in valuelist if value])


class PastDayField(DayField):
    """A civil day that has come, from 1900 on."""

    def check_year(self) -> None:
        """Any year is read; whether the day can be meant is said of the whole day."""

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and not OLDEST <= self.data < uow.today + timedelta(days=1):
            raise StopValidation(_l("Check the year: the day must have come, and lie after 1900."))


def any_phone(label: Any) -> NumberField:
    return NumberField(label, normal_phone, phone_fault, most=30, render_kw={"inputmode": "tel", "autocomplete": "off"})


def normal_phone(text: str) -> str:
    """A mobile or a landline in its normal form."""
    mobile = normal_mobile(text)
    return normal_tel(text) if mobile_fault(mobile) else mobile


def phone_fault(phone: str) -> str | None:
    """Why this is neither a mobile nor a landline, or None."""
    return tel_fault(phone) if mobile_fault(phone) else None
