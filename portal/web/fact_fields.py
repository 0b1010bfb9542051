"""Form fields that speak facts: a civil day, a sum in fen, a set of ticks."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from portal.domain.base import half_width, ungrouped

CHOOSE = SelectChoice("", _l("Choose"))


def choices_in(words: Mapping[Any, Any], empty: Any = None) -> list[SelectChoice]:
    """Codes and what they are called, as choices of a field; `empty` is what the line without a value says."""
    first = [] if empty is None else [SelectChoice("", empty)]
    return [*first, *(SelectChoice(str(code), label) for code, label in words.items())]


class DayField(DateField):
    """A civil day, typed or picked."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = half_width(str(valuelist[0])).strip() if valuelist else ""
        self.data = None
        if not text:
            return
        try:
            self.data = date.fromisoformat(text)
        except ValueError:
            raise ValueError(_l("Type a date, such as 2026-11-24")) from None
        self.check_year()

    def check_year(self) -> None:
        """ValueError for a year that nobody means."""
        if self.data is not None and not 1990 <= self.data.year <= 2100:
            self.data = None
            raise ValueError(_l("Check the year: it must lie between 1990 and 2100"))


class WholeField(IntegerField):
    """A whole number, or nothing."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = half_width(str(valuelist[0])).strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            raise ValueError(_l("Type a whole number, such as 60"))
        self.data = int(text)


class YuanField(StringField):
    """A sum typed in yuan, kept as integer fen."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = str(valuelist[0]) if valuelist else ""
        text = ungrouped(half_width(self.typed).strip().removeprefix("¥"))
        self.data = None
        if not text:
            return
        if not re.fullmatch(r"\d{1,10}(\.\d{1,2})?", text, re.ASCII):
            raise ValueError(_l("Type an amount in yuan, such as 1234.50"))
        self.data = int(Decimal(text) * 100)

    def _value(self) -> str:
        if self.data is not None:
            return f"{Decimal(self.data) / 100:.2f}"
        return getattr(self, "typed", "")


class TickField(SelectMultipleField):
    """Any of a list, each with its own box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        known = {choice.value for choice in self.iter_choices()}
        if any(value not in known for value in self.data or ()):
            raise StopValidation(_l("Choose one of the list."))
