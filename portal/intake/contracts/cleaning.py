"""One cell of an agreement or a clause becomes values, with each change and problem named."""

import re
from collections.abc import Callable
from datetime import date

from portal.domain.base import Refused
from portal.domain.contracts.area_text import MOST, read_areas
from portal.domain.contracts.recording import NUMBER
from portal.intake.cities import province_alone
from portal.intake.contracts.choices import read_choice
from portal.intake.contracts.tables import PARAMETER
from portal.intake.dates import read_date
from portal.intake.notes import Cleaned
from portal.intake.plain_text import code_text, text_of, tidy
from portal.intake.workbook import Cell

NOTHING = Cleaned({}, [], [])
LONGEST = {"title": 120, "place": 120, "account": 80, "goods_party": 80, "article": 20, "override": 1000}
LONGEST_TEXT = 8000
_SEVERAL = re.compile(r"[、,，;；|/\n\r]")
_MONTHS = re.compile(r"(\d{1,3}) ?(?:个月|月|months?)?")
_WHOLE_COUNTRY = frozenset({"全国", "全国范围", "中国", "china", "wholecountry", "thewholecountry", "nationwide"})


def clean(field: str, cell: Cell, today: date) -> Cleaned:  # noqa: ARG001 - no day of an agreement is judged
    """Values, changes and problems of one cell; an empty one gives NOTHING. Raises KeyError for an unknown field.

    A parameter stays the text that it is: what it says depends on the type of its clause.
    """
    if cell == "" or (isinstance(cell, str) and not cell.strip(" \t\r\n\u00a0\u3000\u200b\ufeff")):
        return NOTHING
    if field in _DATES:
        return _day(field, cell)
    text, changes, problem = text_of(cell)
    if problem == "cell_error":
        return Cleaned({}, [], [problem])
    found = _CLEANERS[PARAMETER if field.startswith(PARAMETER) else field](field, text)
    noted = [code for code in changes if code != "number_cell" and found.values and code not in found.changes]
    return Cleaned(found.values, [*noted, *found.changes], found.problems)


def _day(field: str, cell: Cell) -> Cleaned:
    if isinstance(cell, str) and text_of(cell)[2]:
        return Cleaned({}, [], ["cell_error"])
    found, changes, problem = read_date(cell)
    if found is None:
        return Cleaned({}, [], [problem or "date_unreadable"])
    return Cleaned({field: found}, changes, [])


def _number(field: str, text: str) -> Cleaned:
    """Brackets stay as wide as they are printed."""
    plain, changes = tidy(text)
    code = "".join(plain.replace("－", "-").split())
    if not re.fullmatch(NUMBER, code):
        return Cleaned({}, [], ["contract_no_invalid"])
    return Cleaned({field: code}, [*changes, *(("spaces_removed",) if code != plain else ())], [])


def _line(field: str, text: str) -> Cleaned:
    plain, changes = tidy(text)
    if len(plain) > LONGEST[field] or (field == "title" and len(plain) < 2):
        return Cleaned({}, [], [f"{field}_length" if field in ("title", "article") else "too_long"])
    return Cleaned({field: plain}, changes, []) if plain else NOTHING


def _wording(field: str, text: str) -> Cleaned:
    plain, changes = tidy(text, lines=True)
    if len(plain) > LONGEST_TEXT:
        return Cleaned({}, [], ["wording_length"])
    return Cleaned({field: plain}, [code for code in changes if code != "full_width"], []) if plain else NOTHING


def _as_typed(field: str, text: str) -> Cleaned:
    return Cleaned({field: text.strip()}, [], [])


def _choice(field: str, text: str) -> Cleaned:
    plain, changes = tidy(text)
    code, usual = read_choice(field, plain)
    if code is None:
        return Cleaned({}, [], [f"{field}_unknown"])
    return Cleaned({field: code}, changes if usual else [*changes, "choice_understood"], [])


def _months(field: str, text: str) -> Cleaned:
    plain, changes = code_text(text)
    match = _MONTHS.fullmatch(plain.lower())
    if not match or not 1 <= int(match[1]) <= 600:
        return Cleaned({}, [], ["months_invalid"])
    return Cleaned({field: int(match[1])}, changes, [])


def _several(field: str, text: str) -> Cleaned:
    parts = tuple(dict.fromkeys(tidy(part)[0] for part in _SEVERAL.split(text.strip()) if part.strip()))
    return Cleaned({field: parts}, ["several_read"] if len(parts) > 1 else [], []) if parts else NOTHING


def _provinces(field: str, text: str) -> Cleaned:
    """Codes in the order of the cell; 全国 is none, for no province is the whole country."""
    if "".join(text.lower().split()) in _WHOLE_COUNTRY:
        return Cleaned({field: ()}, [], [])
    parts = _several(field, text).values.get(field, ())
    found = [province_alone(part) for part in parts]  # type: ignore[attr-defined]
    if None in found:  # a part of a province is no province: taken so, it would grant the whole
        return Cleaned({}, [], ["region_unknown"])
    codes = tuple(dict.fromkeys(code for code in found if code))
    return Cleaned({field: codes}, ["several_read"] if len(codes) > 1 else [], [])


def _areas(field: str, text: str) -> Cleaned:
    """Cities, counties and the hospitals in them, one a line, as the form for territory reads them."""
    try:
        found = read_areas(text)
    except Refused as refusal:
        return Cleaned({}, [], [_NO_AREA[refusal.code]])
    provinces = any(code.endswith("0000") for code, _hospital in found)
    if provinces or len(found) == MOST:
        return Cleaned({}, [], ["area_unknown" if provinces else "too_long"])
    return Cleaned({field: found}, ["several_read"] if len(found) > 1 else [], []) if found else NOTHING


def _page(field: str, text: str) -> Cleaned:
    plain, changes = code_text(text)
    digits = plain.removeprefix("第").removesuffix("页").removeprefix("p.")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 5 and int(digits)):
        return Cleaned({}, [], ["page_invalid"])
    return Cleaned({field: int(digits)}, changes, [])


_NO_AREA = {
    "territory.unknown_place": "area_unknown", "territory.several_places": "area_of_several",
    "territory.hospital_without_county": "area_hospital",
}  # fmt: skip
_DATES = frozenset({"starts_on", "ends_on", "signed_by_us_on", "signed_by_partner_on"})
_CLEANERS: dict[str, Callable[[str, str], Cleaned]] = {
    **dict.fromkeys(("account", "title", "place", "goods_party", "article", "override"), _line),
    **dict.fromkeys(("side", "mode", "channel", "level", "binds"), _choice),
    **dict.fromkeys(("text_zh", "text_en"), _wording),
    **dict.fromkeys(("clause_type", "parameters", PARAMETER), _as_typed),
    "contract_no": _number, "months": _months, "products": _several, "provinces": _provinces, "areas": _areas,
    "page": _page,
}  # fmt: skip
