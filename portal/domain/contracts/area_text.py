"""Cities, counties and hospitals as people type them, one a line, read into codes; and written back."""

import re
from collections.abc import Iterable

from portal.domain.accounts.places import code_of, find, full_name
from portal.domain.base import Refused, half_width, squeeze
from portal.domain.contracts.recording import Area

MOST = 300
"""So many places one agreement may name."""


def read_areas(text: str) -> tuple[Area, ...]:
    """Each line is a place by its name or code, and after a slash the hospital in it. Refused for a name that is no
    place (`territory.unknown_place`) or several (`territory.several_places`), and for a hospital of which only the
    province is said (`territory.hospital_without_county`)."""
    lines = (squeeze(half_width(line)) for line in re.split(r"[\n;；、]", text))
    return tuple(dict.fromkeys(read_area(line) for line in lines if line))[:MOST]


def read_area(line: str) -> Area:
    """One line; Refused as in `read_areas`."""
    place, _, hospital = (part.strip() for part in line.partition("/"))
    found = find(place)
    if not found:
        raise Refused("territory.unknown_place", place=place or line)
    if len(found) > 1:
        raise Refused("territory.several_places", place=place)
    if hospital and len(found[0]) == 2:
        raise Refused("territory.hospital_without_county", place=hospital)
    return code_of(found[0]), hospital[:120]


def write_areas(areas: Iterable[tuple[str | None, str]]) -> str:
    """As `read_areas` reads them, whatever their order."""
    named = ((clear_name(code), place) for code, place in areas if code)
    return "\n".join(f"{name}/{place}" if place else name for name, place in named)


def clear_name(code: str) -> str:
    """The full name of a code of six digits, by which it is found again; the code itself where the name says more or
    less than it (the 市辖区 of Beijing is called as Beijing is) or there is none."""
    region = stripped(code)
    name = full_name(region)
    return name if find(name) == (region,) else code


def stripped(code: str) -> str:
    """The beginning of a code of six digits that says where it lies."""
    while code.endswith("00"):
        code = code[:-2]
    return code
