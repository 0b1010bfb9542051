"""Field kinds that hold a number: counts, periods and money in fen."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from portal.domain.contracts.clauses.kinds import BadValue, Kind

MOST_FEN = 10**13
"""A hundred billion yuan: no sum of this trade comes near it."""
_NUMBER = re.compile(r"[+-]?(\d{1,18}|\d{1,3}(,\d{3}){1,5})(\.\d{1,18})?", re.ASCII)


def tidy(text: str) -> str:
    """Full-width digits and signs as plain ones, outer blanks gone."""
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()


def number(raw: object) -> Decimal:
    """The exact decimal a JSON number or a text stands for; BadValue("not_a_number") for anything else."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        raise BadValue("not_a_number")
    if isinstance(raw, str):
        text = tidy(raw)
        if not _NUMBER.fullmatch(text):
            raise BadValue("not_a_number")
        return Decimal(text.replace(",", ""))
    found = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if not found.is_finite():
        raise BadValue("not_a_number")
    return found


def plain(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros: 0.0005, 3, -0.05."""
    text = format(abs(value) if value == 0 else value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Bounded(Kind):
    """A number between two bounds, both allowed."""

    minimum: Decimal | int = 0
    maximum: Decimal | int = 0

    def within(self, value: Decimal) -> Decimal:
        """The value itself; BadValue("out_of_range") beyond the bounds."""
        if not self.minimum <= value <= self.maximum:
            raise BadValue("out_of_range")
        return value

    def with_places(self, value: Decimal, places: int) -> Decimal:
        """The value itself; BadValue("too_many_decimals") when it has more than `places`."""
        if value != round(value, places):
            raise BadValue("too_many_decimals")
        return value

    def whole(self, raw: object, mistake: str) -> int:
        """A whole number between the bounds, else BadValue, with `mistake` for one that has a fraction."""
        if type(raw) is int:  # as nearly all are
            if not self.minimum <= raw <= self.maximum:
                raise BadValue("out_of_range")
            return raw
        value = self.within(number(raw))
        if value != int(value):
            raise BadValue(mistake)
        return int(value)


@dataclass(frozen=True)
class Whole(Bounded):
    """A whole number of something: days, months, times, boxes."""

    name: ClassVar[str] = "integer"
    maximum: Decimal | int = 10**9

    def read(self, raw: object) -> int:
        return self.whole(raw, "not_whole")


@dataclass(frozen=True)
class Days(Whole):
    """Days; calendar or working ones as the clause's `day_kind` says, unless `unit` names the kind itself."""

    name: ClassVar[str] = "days"
    unit: str | None = "days"
    maximum: Decimal | int = 3650


@dataclass(frozen=True)
class Months(Whole):
    """Calendar months."""

    name: ClassVar[str] = "months"
    unit: str | None = "months"
    minimum: Decimal | int = 1
    maximum: Decimal | int = 600


@dataclass(frozen=True)
class Years(Whole):
    """Calendar years."""

    name: ClassVar[str] = "years"
    unit: str | None = "years"
    minimum: Decimal | int = 1
    maximum: Decimal | int = 50


@dataclass(frozen=True)
class Fen(Bounded):
    """Money in fen (integer); people type and read yuan."""

    name: ClassVar[str] = "fen"
    unit: str | None = "yuan"
    maximum: Decimal | int = MOST_FEN

    def read(self, raw: object) -> int:
        return self.whole(raw, "too_many_decimals")

    def typed(self, text: str) -> object:
        yuan = number(tidy(text).removeprefix("¥").removesuffix("元"))
        if yuan.adjusted() < 16 and yuan * 100 != int(yuan * 100):
            raise BadValue("too_many_decimals")
        return yuan * 100

    def shown(self, value: object) -> str:
        return format(Decimal(str(value)) / 100, ",.2f")
