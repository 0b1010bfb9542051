"""Provinces, cities and counties in the reader's language."""

from portal.domain.accounts.places import chain
from portal.domain.accounts.regions import BY_CODE
from portal.web.locale import current_locale


def province_name(code: str | None, *, short: bool = True) -> str:
    """四川, in English Sichuan; in full 四川省. A code that is none stays as it is."""
    found = BY_CODE.get(code or "")
    if found is None:
        return code or ""
    return found.en if current_locale() == "en" else found.bare if short else found.zh


def provinces(*, short: bool = True) -> dict[str, str]:
    """Code and name of all provinces, as a select offers them."""
    return {code: province_name(code, short=short) for code in BY_CODE}


def place_name(code: str | None) -> str:
    """四川省成都市武侯区 for a code of six digits or its beginning; in English Sichuan · 成都市武侯区."""
    digits = code or ""
    while digits.endswith("00"):
        digits = digits[:-2]
    province = province_name(f"{digits[:2]}0000" if digits else None, short=False)
    below = "".join(chain(digits)[1:])
    return f"{province} · {below}" if below and current_locale() == "en" else province + below
