"""A value as a cell of an export: such that an import reads it back, and no cell of it is a formula."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from portal.db.sealing import unseal
from portal.domain.accounts.names import mask_number
from portal.domain.accounts.places import full_name
from portal.domain.accounts.regions import BY_CODE
from portal.domain.contracts.area_text import stripped
from portal.domain.work import SHANGHAI
from portal.intake.columns import Column

Written = str | Decimal
Words = Mapping[str, Mapping[str, str]]
"""Column → code → the word for it, in the reader's language."""
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would reckon; Chinese ones take the wide signs for the narrow."""


class Cells:
    """Writes values for one reader: in their language, and what is secret masked unless `reveals`."""

    def __init__(self, columns: tuple[Column, ...], locale: str, words: Words, *, reveals: bool = False) -> None:
        self._locale, self._words, self._reveals = locale, words, reveals
        self._writers = [self._writer(column) for column in columns]

    def of(self, values: list[Any]) -> list[Written]:
        return ["" if value is None or value == "" else write(value)
                for write, value in zip(self._writers, values, strict=True)]  # fmt: skip

    def _writer(self, column: Column) -> Callable[[Any], Written]:
        if column.is_secret:
            return self._secret
        if words := self._words.get(column.name):
            return lambda value: str(words.get(value, value))
        return {**WRITERS, "province": self._province}.get(column.reads, _plain)

    def _secret(self, sealed: bytes) -> str:
        plain = unseal("id_no", sealed) or ""
        return plain if self._reveals else mask_number(plain)

    def _province(self, code: str) -> str:
        if code not in BY_CODE:
            return full_name(stripped(code)) or code
        return BY_CODE[code].zh if self._locale == "zh" else BY_CODE[code].en


def _money(fen: int) -> Decimal:
    """Yuan, from fen."""
    return Decimal(fen) / 100


def _month(first: date) -> str:
    return f"{first:%Y-%m}"


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


WRITERS: dict[str, Callable[[Any], Written]] = {"money": _money, "signed_money": _money, "month": _month}
