"""Dates in the spellings people use; what could be two dates is refused, never chosen."""

import re
from datetime import date, datetime, timedelta

from portal.domain.base import half_width
from portal.intake.plain_text import tidy
from portal.intake.workbook import Cell

Outcome = tuple[date | None, list[str], str | None]

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
# Excel's day 1 is 1900-01-01 and its 1900 had a 29 February, so day 0 counts from 1899-12-30.
_DAY_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_NO_END = frozenset({
    "长期", "长期有效", "永久", "永久有效", "无固定期限", "无期限", "无限期", "不限",
    "long-term", "longterm", "long term", "permanent", "no end", "indefinite",
})  # fmt: skip
_TIME = r"(?:[ T]?[0-9]{1,2}[:时][0-9]{1,2}(?:[:分][0-9]{1,2}秒?(?:\.[0-9]{1,6})?)?分?)?"
_YMD = re.compile(r"([0-9]{4}) ?[-/.年\\, ] ?([0-9]{1,2}) ?[-/.月\\, ] ?([0-9]{1,2}) ?[日号]?" + _TIME)
_DMY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})" + _TIME)
_MONTH = re.compile(r"[0-9]{4}(?:年|[-/.年][0-9]{1,2}月?)?|[0-9]{6}")
_WORDS = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -]([0-9]{4})|([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})")
_DIGITS = re.compile(r"[0-9]{5}|[0-9]{8}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNTIL = re.compile(r"(?:有效期限?|截止|截至|至|到|:){1,4} ?")
# A hyphen parts two dates only where it cannot belong to one of them.
_BETWEEN = re.compile(r" ?(?:至|到|~|—{1,2}|–| - | to |(?<=日)-|(?<=\.[0-9]{2})-|(?<=\.[0-9])-|(?<=/[0-9]{2})-) ?")


def read_date(cell: Cell, may_be_range: bool = False) -> Outcome:
    """The date of a cell, None for 长期; of a range (2022-04-01至2027-03-31) the end, where a range makes sense."""
    if isinstance(cell, datetime):
        return _bounded(cell.date(), [])
    if isinstance(cell, date):
        return _bounded(cell, [])
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        return None, [], "date_unreadable"
    if not isinstance(cell, str):
        return _from_number(float(cell))
    plain, changes = tidy(cell)
    half = half_width(plain)
    if half != plain and "full_width" not in changes:
        changes.append("full_width")
    return _from_text(half, changes, may_be_range)


def _from_number(number: float) -> Outcome:
    if number.is_integer() and 19_000_101 <= number <= 21_991_231:
        return _from_text(str(int(number)), [], False)
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return _DAY_ZERO + timedelta(days=int(number)), ["date_serial"], None
    return None, [], "date_unreadable"


def _from_text(text: str, changes: list[str], may_be_range: bool) -> Outcome:
    if text.lower() in _NO_END:
        return None, [*changes, "no_end"], None
    if may_be_range:
        rest = (_UNTIL.sub("", text, count=1) if _UNTIL.match(text) else text).removesuffix("止")
        start, between, end = _split(rest)
        if end:
            return _range_end(start, end, changes)
        found, more, problem = _from_text(start + between, [], False)
        return found, changes + (more if rest == text else sorted({*more, "date_text"})), problem
    found, problem = _spelt(text)
    if found is None:
        return None, [], problem
    spelling = [] if text == found.isoformat() else ["date_serial" if len(text) == 5 else "date_text"]
    return _bounded(found, changes + spelling)


def _range_end(start: str, end: str, changes: list[str]) -> Outcome:
    """The end of a range whose start is a date before it."""
    first, _, start_problem = _from_text(start, [], False)
    last, more, problem = _from_text(end, [], False)
    if start_problem or problem or first is None or (last and last < first):
        return None, [], start_problem or problem or "date_unreadable"
    return last, [*changes, "end_of_range", *(code for code in more if code == "no_end")], None


def _split(text: str) -> tuple[str, str, str]:
    between = _BETWEEN.search(text)
    return (text[: between.start()], between[0], text[between.end() :]) if between else (text, "", "")


def _spelt(text: str) -> tuple[date | None, str | None]:
    """The date a text spells, or the code of why it spells none."""
    if match := _YMD.fullmatch(text):
        return _real(*match.groups()[:3])
    if _DIGITS.fullmatch(text) and len(text) == 8:
        return _real(text[:4], text[4:6], text[6:])
    if _DIGITS.fullmatch(text) and len(text) == 5 and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        return _DAY_ZERO + timedelta(days=int(text)), None
    if match := _DMY.fullmatch(text):
        return _day_first_or_month_first(*match.groups()[:3])
    if match := _WORDS.fullmatch(text):
        day, month, year = match.group(1, 2, 3) if match[1] else match.group(5, 4, 6)
        short = month[:3].lower()
        return _real(year, str(_MONTHS.index(short) + 1), day) if short in _MONTHS else (None, "date_unreadable")
    return None, "date_incomplete" if _MONTH.fullmatch(text) else "date_unreadable"


def _day_first_or_month_first(first: str, second: str, year: str) -> tuple[date | None, str | None]:
    if first != second and int(first) <= 12 and int(second) <= 12:
        return None, "date_ambiguous"
    return _real(year, second, first) if int(first) > 12 else _real(year, first, second)


def _real(year: str, month: str, day: str) -> tuple[date | None, str | None]:
    try:
        return date(int(year), int(month), int(day)), None
    except ValueError:
        return None, "date_unreadable"


def _bounded(found: date, changes: list[str]) -> Outcome:
    return (found, changes, None) if EARLIEST <= found <= LATEST else (None, [], "date_unreadable")
