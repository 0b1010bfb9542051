"""What one field of a clause can hold: how it is read, written, typed into a form and shown there again."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

_YES_NO = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "": False}


class BadValue(ValueError):
    """One field's mistakes: a code for the field itself (key "") or for places inside it ("-0-months")."""

    def __init__(self, code: str = "", errors: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.errors = dict(errors) if errors is not None else {"": code}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of value. `prefill` is the JSON value a form starts with: a proposal, never a rule."""

    name: ClassVar[str]
    several: ClassVar[bool] = False
    prefill: object = None
    unit: str | None = None

    def read(self, raw: object) -> object:
        """The value a JSON-like `raw` stands for; raises BadValue."""
        raise NotImplementedError

    def write(self, value: object) -> object:
        """The JSON form of a value; `read` turns it back."""
        return value

    def typed(self, text: str) -> object:
        """What a person typed, as a JSON-like value for `read`; raises BadValue."""
        return text

    def shown(self, value: object) -> str:
        """The JSON form as a person would type it."""
        return str(value)


def clean_text(raw: object, longest: int) -> str:
    """A trimmed line of text: BadValue for other types, control characters and overlong text."""
    if not isinstance(raw, str):
        raise BadValue("not_a_text")
    text = unicodedata.normalize("NFC", raw.strip())
    if not text.isprintable() and any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text):
        raise BadValue("bad_characters")
    if len(text) > longest:
        raise BadValue("too_long")
    return text


@dataclass(frozen=True)
class Text(Kind):
    """One line of text."""

    name: ClassVar[str] = "text"
    longest: int = 200

    def read(self, raw: object) -> str:
        return clean_text(raw, self.longest)


@dataclass(frozen=True)
class Day(Kind):
    """A calendar date; both bounds are allowed."""

    name: ClassVar[str] = "date"
    earliest: date = date.min
    latest: date = date.max

    def read(self, raw: object) -> date:
        text = raw.isoformat() if type(raw) is date else raw
        if not isinstance(text, str):
            raise BadValue("not_a_date")
        try:
            day = date.fromisoformat((text if text.isascii() else unicodedata.normalize("NFKC", text)).strip())
        except ValueError:
            raise BadValue("not_a_date") from None
        if not self.earliest <= day <= self.latest:
            raise BadValue("out_of_range")
        return day

    def write(self, value: object) -> object:
        return str(value)


@dataclass(frozen=True)
class YesNo(Kind):
    """Yes or no."""

    name: ClassVar[str] = "bool"

    def read(self, raw: object) -> bool:
        text = str(raw).lower() if isinstance(raw, bool | int | str) else "?"
        if text not in _YES_NO:
            raise BadValue("not_yes_or_no")
        return _YES_NO[text]

    def shown(self, value: object) -> str:
        return "1" if value else ""


@dataclass(frozen=True)
class Choice(Kind):
    """One of a closed list."""

    name: ClassVar[str] = "choice"
    among: type[StrEnum]

    def read(self, raw: object) -> object:
        return self.one(raw)

    def one(self, raw: object) -> StrEnum:
        try:
            return self.among(str(raw))
        except ValueError:
            raise BadValue("unknown_choice") from None

    def write(self, value: object) -> object:
        return str(value)
