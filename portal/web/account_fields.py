"""Fields of the archive's forms: numbers in their normal form, checked by the domain's own rules."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.domain.accounts.identifiers import (
    licence_doubt,
    mobile_fault,
    normal_code,
    normal_mobile,
    normal_tel,
    tel_fault,
    uscc_doubt,
    uscc_fault,
)
from portal.web.forms import ChoiceField, Text
from portal.web.intake_words import PROBLEMS


class Faultless:
    """A validator: nothing typed, or a number in which the domain finds no fault."""

    def __init__(self, fault: Callable[[str], str | None]) -> None:
        self.fault = fault

    def __call__(self, form: Any, field: Any) -> None:
        code = self.fault(field.data) if field.data else None
        if code:
            raise StopValidation(PROBLEMS[code])


class NumberField(StringField):
    """A number kept in its normal form; `doubt` names what is worth a look although it is kept."""

    def __init__(
        self, label: Any, normal: Callable[[str], str], fault: Callable[[str], str | None] | None = None,
        doubt: Callable[[str], str | None] | None = None, most: int = 40, **more: Any,
    ) -> None:  # fmt: skip
        validators = [Text(0, most), *([Faultless(fault)] if fault else [])]
        super().__init__(label, validators, filters=[lambda text: normal((text or "")[:200])], **more)
        self.doubt_of = doubt

    @property
    def doubt(self) -> Any:
        code = self.doubt_of(self.data) if self.doubt_of and self.data and not self.errors else None
        return PROBLEMS[code] if code else None


class StaffField(ChoiceField):
    """One of our people, or nobody; its value is the id of the post."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, coerce=lambda value: int(value) if str(value or "").isdecimal() else None, **more)

    def offer(self, people: list[tuple[int, str]]) -> None:
        """Offer these people; only they are accepted."""
        self.choices = [SelectChoice("", _l("nobody")), *(SelectChoice(str(id_), name) for id_, name in people)]


def credit_code(label: Any) -> NumberField:
    return NumberField(label, normal_code, uscc_fault, uscc_doubt, 18)


def licence(label: Any) -> NumberField:
    return NumberField(label, normal_code, doubt=licence_doubt)


def mobile(label: Any) -> NumberField:
    return NumberField(label, normal_mobile, mobile_fault, render_kw={"inputmode": "tel", "autocomplete": "off"})


def landline(label: Any) -> NumberField:
    return NumberField(label, normal_tel, tel_fault, most=30, render_kw={"inputmode": "tel", "autocomplete": "off"})
