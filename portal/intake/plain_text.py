"""A cell as one line of clean text, and the codes of what had to be done to it."""

import re
from datetime import date, datetime

from portal.domain.base import half_width
from portal.intake.workbook import Cell

# Excel keeps 15 digits of a number; what a longer one ended with is gone and must not be made up.
WHOLE_DIGITS = 10**15
_INVISIBLE = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, 0x61C,
                            *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
                            0xFEFF])  # fmt: skip
# Letters and digits only: Chinese brackets and commas belong to Chinese names and addresses.
_WIDE_ALPHANUMERIC = {
    wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
# Most cells are no more than this and need no closer look.
_CLEAN = re.compile(r"[!-~\u4e00-\u9fa5（）·，。、：]+(?: [!-~\u4e00-\u9fa5（）·，。、：]+)*")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_LINES = re.compile(r"[\r\n\u2028\u2029\x85]+")
_FLOATED = re.compile(r"([0-9]{1,20})\.0+")
_SCIENTIFIC = re.compile(r"([0-9])(?:\.([0-9]{1,20}))?[eE]\+?([0-9]{1,2})")
EXCEL_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)


def shown(cell: Cell) -> str:
    """The cell as it stood, for people and for messages."""
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    return cell if isinstance(cell, str) else str(cell)


def text_of(cell: Cell) -> tuple[str, list[str], str | None]:
    """Text, changes and problem of any cell: numbers lose their .0, dates become ISO dates."""
    if isinstance(cell, str):
        return cell, [], "cell_error" if cell.startswith("#") and cell.strip().upper() in EXCEL_ERRORS else None
    if isinstance(cell, (date, datetime)):
        return shown(cell), ["date_cell"], None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e300:
        return str(int(cell)), ["number_cell"], "digits_lost" if abs(cell) >= WHOLE_DIGITS else None
    return str(cell), ["number_cell"], None


def tidy(text: str, lines: bool = False) -> tuple[str, list[str]]:
    """Text without what nobody sees or means: outer and double blanks, control signs, full-width letters and digits."""
    changes = []
    if text != (plain := text.strip(" \t\r\n\u00a0\u3000")):
        changes.append("trimmed")
    if _CLEAN.fullmatch(plain):
        return plain, changes
    for code, step in _LINE_STEPS if lines else _STEPS:
        if plain != (plain := step(plain)):
            changes.append(code)
    return plain, changes


_LINE_STEPS = (
    ("invisible_removed", lambda text: text.translate(_INVISIBLE)),
    ("full_width", lambda text: text.translate(_WIDE_ALPHANUMERIC)),
    ("spaces_removed", lambda text: _BLANKS.sub(" ", text).strip()),
)
_STEPS = (("line_break_removed", lambda text: _LINES.sub(" ", text)), *_LINE_STEPS)


def code_text(text: str) -> tuple[str, list[str]]:
    """tidy() for codes and numbers: half width throughout and no blanks at all."""
    plain, changes = tidy(text)
    if plain != (half := half_width(plain)):
        plain, changes = half, [*changes, *(() if "full_width" in changes else ("full_width",))]
    if plain != (dense := "".join(plain.split())):
        plain, changes = dense, [*changes, *(() if "spaces_removed" in changes else ("spaces_removed",))]
    return plain, changes


def whole_number(text: str) -> tuple[str, list[str], str | None]:
    """Digits behind 13912345678.0 or 1.3912345678E+10; 1.39E+10 has lost some, and nobody can tell which."""
    if floated := _FLOATED.fullmatch(text):
        return floated[1], ["number_cell"], None
    if not (scientific := _SCIENTIFIC.fullmatch(text)):
        return text, [], None
    first, rest, power = scientific[1], scientific[2] or "", int(scientific[3])
    if len(rest) > power:
        return text, [], None
    return (first + rest, ["scientific_number"], None) if len(rest) == power else (text, [], "digits_lost")
