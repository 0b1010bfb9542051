"""Provinces in the reader's language."""

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
