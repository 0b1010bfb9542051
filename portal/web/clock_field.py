"""A time of day, and hours from one to another, as form fields."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.widgets import TimeInput

from portal.domain.base import half_width

CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?")


class ClockField(StringField):
    """A time of day, kept as `09:00`; nothing when it is left empty."""

    widget = TimeInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = half_width(str(valuelist[0])[:20]).strip() if valuelist else ""
        found = CLOCK.fullmatch(typed)
        self.data = f"{int(found[1]):02}:{found[2]}" if found else ""
        if typed and not found:
            raise ValueError(_l("Type a time of day, such as 08:30"))

    def _value(self) -> str:
        return self.data or ""


def hours_of(begins: ClockField, ends: ClockField) -> str:
    """`21:00-08:00`, or nothing when both are empty."""
    return f"{begins.data}-{ends.data}" if begins.data and ends.data else ""


def hours_are_whole(begins: ClockField, ends: ClockField) -> bool:
    """Whether both or neither are given and they differ; says on the second what is missing."""
    if bool(begins.data) == bool(ends.data) and (not begins.data or begins.data != ends.data):
        return True
    ends.errors = [*ends.errors, _l("Give two different times, or leave both empty")]
    return False


def halves(hours: str) -> tuple[str, str]:
    """The two times of `21:00-08:00`."""
    begins, _, ends = hours.partition("-")
    return begins, ends
