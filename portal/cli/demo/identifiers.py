"""Numbers that look real and cannot be: region PP9999 and mobile prefix 154 are nobody's; checks are right."""

from datetime import date, timedelta

from portal.cli.demo.draw import Draw
from portal.domain.accounts.identifiers import USCC_SYMBOLS, organisation_check, resident_check, uscc_check
from portal.domain.accounts.regions import BY_CODE

FIRST_BIRTHDAY = date(1960, 1, 1)
BIRTHDAYS = (date(2002, 12, 31) - FIRST_BIRTHDAY).days


def uscc_of(province: str, index: int) -> str:
    """The unified social credit code of generated company `index` in a province of six digits."""
    organisation = "MAE" + _base31(index, 5)
    body = f"91{province[:2]}9999{organisation}{organisation_check(organisation)}"
    return body + uscc_check(body)


def resident_id_of(province: str, index: int, draw: Draw) -> str:
    """The identity number of generated person `index`, born 1960 to 2002."""
    born = FIRST_BIRTHDAY + timedelta(days=draw.number("born", BIRTHDAYS))
    body = f"{province[:2]}9999{born:%Y%m%d}{index % 1000:03d}"
    return body + resident_check(body)


def mobile_of(serial: int) -> str:
    """The mobile number of generated contact `serial`; the hand-written ones lie below."""
    return f"154{10_000_000 + serial:08d}"


def licence_of(province: str, index: int) -> str:
    """A drug trading licence in the form in force since 2024."""
    return f"{BY_CODE[province].short}AA{index:09d}"


def _base31(number: int, places: int) -> str:
    digits = []
    for _ in range(places):
        number, digit = divmod(number, 31)
        digits.append(USCC_SYMBOLS[digit])
    return "".join(reversed(digits))
