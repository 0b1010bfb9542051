"""Cells of the ledger: months in the spellings people use, and sums that may be negative."""

import re
from datetime import date, datetime
from decimal import Decimal

from portal.domain.base import half_width, ungrouped
from portal.intake.dates import read_date
from portal.intake.notes import Cleaned
from portal.intake.plain_text import code_text
from portal.intake.workbook import Cell

MOST_FEN = Decimal(10**12)
EARLIEST = 2000
_MONTH = re.compile(r"([0-9]{4}) ?(?:[-/.]|年) ?([0-9]{1,2}) ?月?份?|([0-9]{4})([0-9]{2})")
_LOSS = re.compile(r"\(([^()]+)\)")


def read_month(field: str, cell: Cell, today: date) -> Cleaned:
    """The first day of the month that a cell names: 2026-10, 202610, 2026年10月, or any day of it."""
    text = half_width(str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)).strip()
    found = None if isinstance(cell, date | datetime) else _MONTH.fullmatch(text)
    if found is None:
        day, _changes, problem = read_date(cell)
        if day is None:
            return Cleaned({}, [], ["month_unreadable" if problem != "date_ambiguous" else problem])
        return _within(field, day.year, day.month, today)
    year, month = found[1] or found[3], found[2] or found[4]
    return _within(field, int(year), int(month), today)


def _within(field: str, year: int, month: int, today: date) -> Cleaned:
    if year < EARLIEST or not 1 <= month <= 12:
        return Cleaned({}, [], ["month_unreadable"])
    if (year, month) > (today.year, today.month):
        return Cleaned({}, [], ["month_to_come"])
    return Cleaned({field: date(year, month, 1)}, [], [])


def signed_money(field: str, text: str, _: date) -> Cleaned:
    """Yuan with at most two decimals as fen; a loss with a minus, or in brackets as bookkeepers write it."""
    plain = _number_in(text)
    try:
        fen = Decimal(plain) * 100
    except ArithmeticError:  # no number, or one beyond all bounds
        return Cleaned({}, [], ["sum_invalid"])
    if not fen.is_finite() or fen != fen.to_integral_value() or abs(fen) >= MOST_FEN:
        return Cleaned({}, [], ["sum_invalid"])
    return Cleaned({field: int(fen)}, [], [])


def signed_whole(field: str, text: str, _: date) -> Cleaned:
    plain = _number_in(text).removesuffix(".0").removesuffix("盒")
    if not re.fullmatch(r"-?[0-9]{1,9}", plain):
        return Cleaned({}, [], ["boxes_invalid"])
    return Cleaned({field: int(plain)}, [], [])


def _number_in(text: str) -> str:
    plain, _changes = code_text(text)
    plain = ungrouped(half_width(plain)).replace("−", "-")
    if bracketed := _LOSS.fullmatch(plain):
        plain = f"-{bracketed[1]}"
    sign = "-" if plain.startswith("-") else ""
    return sign + plain.removeprefix("-").strip("¥￥元")
