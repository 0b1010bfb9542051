"""Telephone cells: mobiles, landlines, several of them in one cell, words beside them."""

import re

from portal.domain.accounts.identifiers import mobile_fault, normal_mobile, normal_tel, tel_fault
from portal.intake.plain_text import code_text, tidy, whole_number

_BETWEEN = re.compile(r"[/\\、,，;；|\n或和]+")
_BLANK_BETWEEN_NUMBERS = re.compile(r"(?<=[0-9])\s+(?=(?:\+?86[- ]?)?1[3-9][0-9]{9}$)")
_WORDS = re.compile(r"[^0-9+*()（）－\-转]+")
# Two mobiles, two landlines and a fax are more than anybody keeps in one cell.
MOST = 5
LONGEST = 200


class Phones:
    """What one cell held: the first mobile, the first landline, the rest; a problem when any part is no number."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.changes: list[str] = []
        self.problem: str | None = None

    def add(self, field: str, number: str) -> None:
        if field in self.values:
            self.values["other_phones"] = (*self.values.get("other_phones", ()), number)  # type: ignore[misc]
        else:
            self.values[field] = number


def read_phones(text: str, wanted: str) -> Phones:
    """Numbers of a cell in a column of mobiles (`wanted` = mobile), landlines (tel) or either (phone)."""
    found = Phones()
    if wanted != "tel" and mobile_fault(text) is None:  # most cells are no more than this
        found.values["mobile"] = text
        return found
    plain, found.changes = tidy(text, lines=True)
    parts = [part for part in _BETWEEN.split(_BLANK_BETWEEN_NUMBERS.sub("/", plain)) if part.strip()]
    if not parts or len(parts) > MOST or len(plain) > LONGEST:
        found.problem = "mobile_invalid" if wanted != "tel" else "tel_invalid"
        return found
    for part in parts:
        _read_one(part, wanted, found)
    if len(parts) > 1:
        found.changes.append("several_numbers")
    found.changes = list(dict.fromkeys(found.changes))
    return found


def _read_one(part: str, wanted: str, found: Phones) -> None:
    number, changes, problem = _whole(part)
    if problem:
        found.problem = problem
        return
    field, normal, more = _told_apart(number)
    if field is None and number != (bare := _WORDS.sub("", number)):
        field, normal, more = _told_apart(bare.removesuffix("()").removesuffix("（）"))
        more = [*more, "words_removed"]
    if field is None:
        found.problem = _why_not(normal, wanted)
        return
    found.changes += [*changes, *more, *(() if wanted in (field, "phone") else (f"moved_to_{field}",))]
    found.add(field, normal)


def _whole(part: str) -> tuple[str, list[str], str | None]:
    dense, changes = code_text(part)
    number, more, problem = whole_number(dense)
    return number, changes + more, problem


def _told_apart(number: str) -> tuple[str | None, str, list[str]]:
    mobile = normal_mobile(number)
    if mobile_fault(mobile) is None:
        return "mobile", mobile, _differences(number, mobile)
    tel = normal_tel(number)
    if tel_fault(tel) is None:
        return "tel", tel, [] if tel == number else ["written_as_tel"]
    return None, mobile, []


def _differences(number: str, mobile: str) -> list[str]:
    digits = "".join(filter(str.isdigit, number))
    return [
        *(("country_code",) if len(digits) > len(mobile) else ()),
        *(("dashes_removed",) if number.lstrip("+") not in (digits, mobile) else ()),
    ]


def _why_not(number: str, wanted: str) -> str:
    if re.fullmatch(r"[2-8][0-9]{6,7}", number):
        return "tel_without_area"
    return "tel_invalid" if wanted == "tel" or number.startswith("0") else "mobile_invalid"
