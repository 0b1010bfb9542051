"""Single values: one declaration reads what is sent and describes it in the OpenAPI document."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.base import squeeze
from portal.web.problems import Fault

WORDS: Mapping[str, Any] = {
    "missing": _l("This is missing."),
    "unknown": _l("There is no such name here."),
    "wrong_type": _l("This is of another type."),
    "too_short": _l("This is too short."),
    "too_long": _l("This is too long."),
    "out_of_range": _l("This is out of range."),
    "not_a_choice": _l("This is none of the values that are known."),
    "not_a_day": _l("This is no day such as 2026-11-24."),
    "not_a_moment": _l("This is no moment such as 2026-11-24T01:30:00Z."),
    "bad_characters": _l("Some characters cannot be stored."),
    "not_base64": _l("This is no base64 as RFC 4648 has it, with its padding and without line breaks."),
}
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
YEARS = range(2000, 2101)
_BASE64 = re.compile("[A-Za-z0-9+/]+={0,2}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def fault(at: str, code: str) -> Fault:
    """What is wrong at this place, with its words."""
    return Fault(at, code, str(WORDS[code]))


def about(words: str) -> dict[str, str]:
    return {"description": words} if words else {}


class Wrong(ValueError):
    """A value that does not fit; `code` is one of WORDS."""


class One:
    """A single value: `take` gives it or raises Wrong."""

    def read(self, value: Any, at: str, faults: list[Fault]) -> Any:
        try:
            return self.take(value)
        except Wrong as wrong:
            faults.append(fault(at, str(wrong)))
            return None

    def take(self, value: Any) -> Any:
        raise NotImplementedError


@dataclass(frozen=True)
class Text(One):
    """A text of so many characters; a line has its blanks squeezed."""

    least: int = 0
    most: int = 4000
    about: str = ""
    is_line: bool = True

    def take(self, value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong("wrong_type")
        if len(value) > self.most:
            raise Wrong("too_long")
        if UNREADABLE.search(value):
            raise Wrong("bad_characters")
        text = squeeze(value) if self.is_line else value.strip()
        if len(text) < self.least:
            raise Wrong("too_short")
        return text

    def spec(self) -> dict[str, Any]:
        bounds = {"minLength": self.least, "maxLength": self.most} if self.least else {"maxLength": self.most}
        return {"type": "string", **bounds, **about(self.about)}


@dataclass(frozen=True)
class Choice(One):
    values: Sequence[str]
    about: str = ""

    def take(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.values:
            raise Wrong("not_a_choice")
        return value

    def spec(self) -> dict[str, Any]:
        return {"type": "string", "enum": [str(value) for value in self.values], **about(self.about)}


@dataclass(frozen=True)
class Whole(One):
    least: int
    most: int
    about: str = ""
    default: int | None = None

    def take(self, value: Any) -> int:
        if isinstance(value, float) and value.is_integer():  # JSON knows one kind of number: 3.0 is 3
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise Wrong("wrong_type")
        if not self.least <= value <= self.most:
            raise Wrong("out_of_range")
        return value

    def spec(self) -> dict[str, Any]:
        default = {} if self.default is None else {"default": self.default}
        return {"type": "integer", "minimum": self.least, "maximum": self.most, **default, **about(self.about)}


@dataclass(frozen=True)
class Base64(One):
    """Bytes of a file in base64; from the door on (`portal.identity.enclosed`) their digest stands in their place."""

    most: int
    about: str = ""

    def take(self, value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong("wrong_type")
        if not value:
            raise Wrong("too_short")
        if len(value) > self.most:
            raise Wrong("too_long")
        if len(value) % 4 or not _BASE64.fullmatch(value):
            raise Wrong("not_base64")
        return value

    def spec(self) -> dict[str, Any]:
        return {"type": "string", "contentEncoding": "base64", "pattern": f"^{_BASE64.pattern}$", "minLength": 4,
                "maxLength": self.most, **about(self.about)}  # fmt: skip


class Truth(One):
    def take(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise Wrong("wrong_type")
        return value

    def spec(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Day(One):
    def take(self, value: Any) -> date:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            raise Wrong("not_a_day")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise Wrong("not_a_day") from None
        if day.year not in YEARS:
            raise Wrong("out_of_range")
        return day

    def spec(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "description": "A civil day in Asia/Shanghai, 2000 to 2100."}


@dataclass(frozen=True)
class Moment(One):
    """RFC 3339, given back in UTC."""

    about: str = ""

    def take(self, value: Any) -> datetime:
        if not isinstance(value, str) or not _MOMENT.fullmatch(value):
            raise Wrong("not_a_moment")
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            raise Wrong("not_a_moment") from None

    def spec(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time", **about(self.about)}
