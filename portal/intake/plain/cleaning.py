"""A cell of these tables as a value, with each change and problem named."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, partial

from portal.domain.accounts.identifiers import approval_no_fault
from portal.domain.base import ungrouped
from portal.intake import cleaning
from portal.intake.archive_cells import line
from portal.intake.cleaning import MASK, NOTHING
from portal.intake.columns import Column
from portal.intake.contracts.vocabulary import keys
from portal.intake.dates import read_date
from portal.intake.headings import heading_key
from portal.intake.notes import Cleaned
from portal.intake.plain.choices import CHOICES
from portal.intake.plain.procurement import read_procurement
from portal.intake.plain.regions import read_region
from portal.intake.plain_text import code_text, text_of, tidy, whole_number
from portal.intake.rows import Clean
from portal.intake.sales.cleaning import read_month, signed_money, signed_whole
from portal.intake.workbook import Cell

LONGEST = {"wechat": 40, "number": 60, "code": 20, "product_code": 20,
           "name": 80, "spec": 80, "name_en": 80, "trade_name": 80, "form": 40,
           "approval_no": 20, "email": 254, "best_time": 40,
           "prospect_no": 16, "reached_at": 120, "next_step": 200}  # fmt: skip
LONGEST_TEXT = 2000
NUMBERS = frozenset({"money", "whole", "signed_money", "signed_whole"})
"""That such a cell is a number is no news."""
MOST_YUAN = Decimal(10**12)
_CODE = re.compile(r"[\w.()（）/·-]{1,60}")


def cleaner_of(columns: tuple[Column, ...]) -> Clean:
    """How the cells of a table of these columns are read."""
    reads = {column.name: column.reads for column in columns}

    def clean(field: str, cell: Cell, today: date) -> Cleaned:
        if cell == "" or (isinstance(cell, str) and not cell.strip(" \t\r\n\u00a0\u3000\u200b\ufeff")):
            return NOTHING
        return _read(reads[field], field, cell, today)

    return clean


def _read(reads: str, field: str, cell: Cell, today: date) -> Cleaned:
    if reads in ("day", "last_day"):
        return _day(field, cell, reads == "last_day")
    if reads == "month":
        return read_month(field, cell, today)
    text, changes, problem = text_of(cell)
    if problem == "cell_error" or (problem and reads == "code"):
        return Cleaned({}, [], [problem])
    found = READERS[reads](field, text, today)
    noted = [code for code in changes if code not in found.changes and reads not in NUMBERS]
    return Cleaned(found.values, [*noted, *found.changes], found.problems) if found.values else found


def _day(field: str, cell: Cell, may_be_endless: bool) -> Cleaned:
    found, changes, problem = read_date(cell)
    if found is None and not (may_be_endless and not problem):
        problem = problem or "date_unreadable"
    return Cleaned({}, [], [problem]) if problem else Cleaned({field: found}, changes, [])


def _code(field: str, text: str, _: date) -> Cleaned:
    plain, changes = code_text(text)
    if MASK in plain:  # as an export writes it for whoever may not see it: says nothing
        return NOTHING
    code, more, problem = whole_number(plain)
    if not problem and (len(code) > LONGEST[field] or not _CODE.fullmatch(code)):
        problem = "code_invalid"
    return Cleaned({}, [], [problem]) if problem else Cleaned({field: code}, [*changes, *more], [])


def _approval(field: str, text: str, today: date) -> Cleaned:
    found = _code(field, text, today)
    if found.values and approval_no_fault(str(found.values[field])):
        return Cleaned({}, [], ["approval_no_invalid"])
    return found


def _mobile(field: str, text: str, today: date) -> Cleaned:
    found = cleaning.clean("mobile", text, today)
    return found if set(found.values) <= {field} else Cleaned({}, [], ["mobile_invalid"])


def _whole(field: str, text: str, _: date) -> Cleaned:
    plain, _changes = code_text(text)
    plain = ungrouped(plain).removesuffix(".0")
    if not (plain.isascii() and plain.isdigit() and 0 < int(plain) < 10**6):
        return Cleaned({}, [], ["whole_invalid"])
    return Cleaned({field: int(plain)}, [], [])


def _money(field: str, text: str, _: date) -> Cleaned:
    """Yuan with at most two decimals, kept as fen."""
    plain, _changes = code_text(text)
    try:
        fen = Decimal(ungrouped(plain).strip("¥￥元")) * 100
    except InvalidOperation:
        return Cleaned({}, [], ["money_invalid"])
    if not fen.is_finite() or fen != fen.to_integral_value() or not 0 <= fen < MOST_YUAN:
        return Cleaned({}, [], ["money_invalid"])
    return Cleaned({field: int(fen)}, [], [])


def _choice(reads: str, field: str, text: str, _: date) -> Cleaned:
    plain, changes = tidy(text)
    code = _codes(reads).get(heading_key(plain))
    if code is None:
        return Cleaned({}, [], ["choice_unknown"])
    return Cleaned({field: code == "True" if reads == "yes_no" else code}, changes, [])


@cache
def _codes(reads: str) -> dict[str, str]:
    """Key of a word → code, by what our pages call it in either language, and by what else people write."""
    words, others = CHOICES[reads]
    return others | keys((str(code), lambda word=word: str(word)) for code, word in words.items())


def _long(field: str, text: str, _: date) -> Cleaned:
    plain, changes = tidy(text, lines=True)
    if len(plain) > LONGEST_TEXT:
        return Cleaned({}, [], ["too_long"])
    return Cleaned({field: plain}, changes, []) if plain else NOTHING


def _aside(_field: str, _text: str, _: date) -> Cleaned:
    return NOTHING


_line = partial(line, longest=LONGEST)
READERS: dict[str, Callable[[str, str, date], Cleaned]] = {
    "line": _line, "name": _line, "code": _code, "approval": _approval, "mobile": _mobile, "whole": _whole,
    "money": _money, "aside": _aside, "long": _long, "vbp": read_procurement, "region": read_region,
    "product": _code, "signed_money": signed_money, "signed_whole": signed_whole,
    **{name: partial(_choice, name) for name in CHOICES},
    "email": cleaning.READERS["email"], "account_no": cleaning.READERS["account_no"],
}  # fmt: skip
