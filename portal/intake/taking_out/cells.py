"""A value as a cell of an export: such that an import reads it back, and no cell of it is a formula."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from portal.db.sealing import unseal
from portal.domain.accounts.regions import BY_CODE
from portal.domain.accounts.secrets import MASKS
from portal.domain.contracts.area_text import clear_name
from portal.domain.work import SHANGHAI
from portal.intake.archive_cells import BARE_FROM
from portal.intake.columns import Column
from portal.intake.plain.procurement import write_procurement

Written = str | Decimal
Words = Mapping[str, Mapping[str, str]]
"""Column → code → the word for it, in the reader's language."""
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would reckon; Chinese ones take the wide signs for the narrow."""


@dataclass(frozen=True)
class Guarded:
    """A number that only whoever may see it in full reads in full."""

    full: str
    masked: str


class Cells:
    """Writes values for one reader: in their language, and what is secret masked unless `reveals`."""

    def __init__(self, columns: tuple[Column, ...], locale: str, words: Words, *, reveals: bool = False) -> None:
        self._locale, self._words, self._reveals = locale, words, reveals
        self._writers = [self._writer(column) for column in columns]

    def of(self, values: list[Any]) -> list[Written]:
        return ["" if value is None or value == "" else self._guarded(value) or write(value)
                for write, value in zip(self._writers, values, strict=True)]  # fmt: skip

    def _guarded(self, value: Any) -> str:
        """What is told of a guarded number; empty for anything else."""
        if not isinstance(value, Guarded):
            return ""
        return value.full if self._reveals else value.masked

    def _writer(self, column: Column) -> Callable[[Any], Written]:
        if column.is_secret:
            return partial(self._secret, column.name)
        if column.reads == "several":
            return partial(self._several, self._words.get(column.name, {}))
        if column.reads == "vbp":
            return lambda held: write_procurement(held, self._locale)
        if words := self._words.get(column.name):
            return lambda value: str(words.get(value, value))
        return {**WRITERS, "province": self._province, "region": self._province}.get(column.reads, _plain)

    def _secret(self, name: str, sealed: bytes) -> str:
        plain = unseal(name, sealed) or ""
        return plain if self._reveals else MASKS[name](plain)

    def _several(self, words: Mapping[str, str], codes: list[str]) -> str:
        between = "、" if self._locale == "zh" else ", "
        return between.join(str(words.get(code, code)) for code in codes)

    def _province(self, code: str) -> str:
        if code not in BY_CODE:
            return clear_name(code)
        return BY_CODE[code].zh if self._locale == "zh" else BY_CODE[code].en


def _money(fen: int) -> Decimal:
    """Yuan, from fen."""
    return Decimal(fen) / 100


def _month(first: date) -> str:
    return f"{first:%Y-%m}"


def _capital(fen: int) -> Written:
    """A small one says its unit: read back without, it could mean 万元."""
    return _money(fen) if fen >= BARE_FROM * 100 else f"{_money(fen):f}元"


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


WRITERS: dict[str, Callable[[Any], Written]] = {
    "money": _money, "capital": _capital, "signed_money": _money, "month": _month,
}  # fmt: skip
