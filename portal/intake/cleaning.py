"""One cell of one field becomes values, with each change and problem named; no cell is guessed at silently."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from portal.domain.accounts.identifiers import (
    account_no_fault,
    licence_doubt,
    resident_id_fault,
    uscc_doubt,
    uscc_fault,
)
from portal.intake import archive_cells
from portal.intake.account_columns import COLUMNS
from portal.intake.choices import read_choice
from portal.intake.cities import city_name, region_in
from portal.intake.dates import read_date
from portal.intake.notes import Cleaned
from portal.intake.phones import read_phones
from portal.intake.plain_text import code_text, text_of, tidy, whole_number
from portal.intake.workbook import Cell

_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
NAME_LENGTH = (2, 80)
LENGTHS = {
    "remark": 4000, "business_scope": 4000, "address": 200, "short_name": 40, "contact_name": 40, "legal_rep": 80,
    "resources": 4000, "other_products": 2000, "blacklist_reason": 400, "blacklist_evidence": 400,
}  # fmt: skip
USUAL_LENGTH = 100
MASK = "****"
_WITH_LINES = frozenset({"remark", "business_scope", "resources", "other_products"})


NOTHING = Cleaned({}, [], [])


def clean(field: str, cell: Cell, today: date) -> Cleaned:
    """Values, changes and problems of one cell; an empty one gives NOTHING. Raises KeyError for an unknown field.

    `today` is a date in Asia/Shanghai. A value with an error is left out; one with a warning may be kept.
    """
    if cell == "" or (isinstance(cell, str) and not cell.strip(" \t\r\n\u00a0\u3000\u200b\ufeff")):
        return NOTHING
    return _remembered(field, cell, today) if field in _FEW_VALUES else _cleaned(field, cell, today)


def _cleaned(field: str, cell: Cell, today: date) -> Cleaned:
    if field in _DATES:
        return _date(field, cell)
    text, changes, problem = text_of(cell)
    if problem == "cell_error" or (problem and field in _NUMBERS):
        return Cleaned({}, [], [problem])
    found = CLEANERS[field](field, text, today)
    if not changes or not found.values:
        return found
    return Cleaned(found.values, [*changes, *(code for code in found.changes if code not in changes)], found.problems)


def _text(field: str, text: str, _: date) -> Cleaned:
    plain, changes = tidy(text, field in _WITH_LINES)
    if not plain:
        return NOTHING
    if len(plain) > LENGTHS.get(field, USUAL_LENGTH):
        return Cleaned({}, [], ["too_long"])
    return Cleaned({field: plain}, changes, [])


def _name(field: str, text: str, _: date) -> Cleaned:
    plain, changes = tidy(text)
    if not NAME_LENGTH[0] <= len(plain) <= NAME_LENGTH[1]:
        return Cleaned({}, [], ["name_length"])
    return Cleaned({field: plain}, changes, [])


def _code(text: str) -> tuple[str, list[str], str | None]:
    """A code in upper case and without blanks; digits_lost when the workbook keeps it as a number that is too long."""
    plain, changes = code_text(text)
    number, more, problem = whole_number(plain)
    upper = number.upper()
    return upper, [*changes, *more, *(("upper_cased",) if upper != number else ())], problem


def _uscc(field: str, text: str, _: date) -> Cleaned:
    code, changes, problem = _code(text)
    if len(code) > 18 and len(dense := code.replace("-", "")) == 18:
        code, changes = dense, [*changes, "dashes_removed"]
    if fault := problem or uscc_fault(code):
        return Cleaned({}, [], [fault])
    return Cleaned({field: code}, changes, [doubt] if (doubt := uscc_doubt(code)) else [])


def _id_no(field: str, text: str, today: date) -> Cleaned:
    code, changes, problem = _code(text)
    if MASK in code:  # as an export writes it for whoever may not see it: says nothing
        return NOTHING
    fault = problem or resident_id_fault(code, today)
    return Cleaned({}, [], [fault]) if fault else Cleaned({field: code}, changes, [])


def _licence(field: str, text: str, _: date) -> Cleaned:
    code, changes, problem = _code(text)
    if problem or len(code) > USUAL_LENGTH:
        return Cleaned({}, [], [problem or "too_long"])
    if not code:  # nothing but signs that nobody sees
        return NOTHING
    return Cleaned({field: code}, changes, [doubt] if (doubt := licence_doubt(code)) else [])


def _account_no(field: str, text: str, _: date) -> Cleaned:
    code, changes, problem = _code(text)
    fault = problem or account_no_fault(code)
    return Cleaned({}, [], [fault]) if fault else Cleaned({field: code}, changes, [])


def _phones(field: str, text: str, _: date) -> Cleaned:
    found = read_phones(text, field)
    return Cleaned({}, [], [found.problem]) if found.problem else Cleaned(found.values, found.changes, [])


def _email(field: str, text: str, _: date) -> Cleaned:
    plain, changes = code_text(text)
    plain, short = plain.removeprefix("mailto:"), plain
    if plain != short:
        changes = [*changes, "words_removed"]
    lower = plain.lower()
    if not _EMAIL.fullmatch(lower):
        return Cleaned({}, [], ["email_invalid"])
    return Cleaned({field: lower}, [*changes, *(("lower_cased",) if lower != plain else ())], [])


def _province(field: str, text: str, _: date) -> Cleaned:
    plain, changes = tidy(text)
    if not (region := region_in(plain)):
        return Cleaned({}, [], ["province_unknown"])
    values: dict[str, object] = {field: region.province}
    if region.city:
        values["city"] = region.city
    how = region.how or ("city_from_province" if region.city else None)
    return Cleaned(values, [*changes, how] if how and plain != region.province else changes, [])


def _city(field: str, text: str, today: date) -> Cleaned:
    found = _text(field, text, today)
    if field not in found.values or (short := city_name(plain := str(found.values[field]))) == plain:
        return found
    return Cleaned({field: short}, [*found.changes, "city_completed"], [])


def _choice(field: str, text: str, _: date) -> Cleaned:
    plain, changes = tidy(text)
    code, more, problem = read_choice(field, plain)
    return Cleaned({}, [], [problem]) if problem else Cleaned({field: code}, changes + more, [])


def _date(field: str, cell: Cell) -> Cleaned:
    if isinstance(cell, str) and text_of(cell)[2]:
        return Cleaned({}, [], ["cell_error"])
    found, changes, problem = read_date(cell, may_be_range=field == "licence_until")
    if field != "licence_until" and found is None:
        problem = problem or "date_unreadable"
    return Cleaned({}, [], [problem]) if problem else Cleaned({field: found}, changes, [])


READERS: dict[str, Callable[[str, str, date], Cleaned]] = {
    "text": _text, "choice": _choice, "phones": _phones, "name": _name, "uscc": _uscc, "id_no": _id_no,
    "licence": _licence, "account_no": _account_no, "email": _email, "province": _province, "city": _city,
    **archive_cells.READERS,
}  # fmt: skip
"""How a cell is read; a column names one of them (columns.py)."""
CLEANERS = {column.name: READERS[column.reads] for column in COLUMNS if column.reads in READERS}
_remembered = lru_cache(maxsize=2048, typed=True)(_cleaned)
_FEW_VALUES = frozenset({"contact_role", "owner_name", "care_owner_name", "sponsor_name"}) | {
    column.name for column in COLUMNS if column.reads in ("choice", "province", "city")
}
"""Columns that say the same again and again: each word of theirs is read once."""
_DATES = frozenset(column.name for column in COLUMNS if column.reads in ("day", "last_day"))
_NUMBERS = frozenset({"account_no", "uscc", "id_no", "licence_no", "mobile", "phone", "tel", "wechat",
                      "invoice_uscc", "bank_account"})  # fmt: skip
