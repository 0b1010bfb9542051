"""A province, city or county in one cell, by its name or code, as a code of six digits."""

from datetime import date

from portal.domain.accounts.regions import BY_CODE
from portal.domain.base import Refused
from portal.domain.contracts.area_text import read_area
from portal.intake.cities import region_in
from portal.intake.notes import Cleaned
from portal.intake.plain_text import tidy

MISTAKES = {"territory.unknown_place": "place_unknown", "territory.several_places": "place_of_several"}


def read_region(field: str, text: str, _: date) -> Cleaned:
    """One place; a name that several bear is asked about, never guessed at."""
    plain, changes = tidy(text)
    try:
        return Cleaned({field: read_area(plain.replace("/", " "))[0]}, changes, [])
    except Refused as refusal:
        found = region_in(plain)
        if found is not None and not found.city and found.province in BY_CODE:  # 四川, Sichuan, 川
            return Cleaned({field: found.province}, changes, [])
        return Cleaned({}, [], [MISTAKES.get(refusal.code, "place_unknown")])
