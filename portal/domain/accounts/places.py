"""Cities and counties of the mainland (GB/T 2260, as of 2023): their names, and the tree they form with the provinces.

A region is the beginning of a code: `51` a province, `5101` a city, `510104` a county. The four municipalities and what
a province governs by itself have a second level in the codes that no address names: it is left out of names.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from portal.domain.accounts.regions import PROVINCES
from portal.domain.base import half_width

_BY_TWO = {province.code[:2]: province for province in PROVINCES}
_UNSAID = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


@cache
def divisions() -> Mapping[str, str]:
    """Name by region, cities and counties; read once."""
    table = Path(__file__).with_name("divisions.txt").read_text(encoding="utf-8")
    return dict(line.split(" ", 1) for line in table.splitlines())


def is_known(region: str) -> bool:
    """Whether there is a province, city or county of this beginning of a code."""
    return region in _BY_TWO or region in divisions()


def chain(region: str) -> list[str]:
    """Its names from the province down, each as an address says it; nothing for a region that is none."""
    if region[:2] not in _BY_TWO:
        return []
    steps = (region[:length] for length in range(4, len(region) + 1, 2))
    below = [divisions().get(step, step) for step in steps]
    return [_BY_TWO[region[:2]].zh, *(name for name in below if name not in _UNSAID)]


def full_name(region: str) -> str:
    """四川省成都市武侯区."""
    return "".join(chain(region))


@cache
def children(region: str) -> tuple[str, ...]:
    """What the region is divided into: provinces of the whole country, cities of one, counties of a city; a county and
    a city without counties have none."""
    if not region:
        return tuple(_BY_TWO)
    length = len(region) + 2
    return tuple(code for code in divisions() if len(code) == length and code.startswith(region))


def counties() -> tuple[str, ...]:
    """Every smallest region: the counties, the cities without any, and the divisions that have no table."""
    below = [code for code in divisions() if not children(code)]
    return (*below, *(code for code in _BY_TWO if not children(code)))


@cache
def _by_name() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, province in _BY_TWO.items():
        for name in dict.fromkeys((province.zh, province.bare)):
            found[name].append(code)
    for code, name in divisions().items():
        if name in _UNSAID:
            continue
        names = chain(code)
        spoken = {"".join(names[start:]) for start in range(len(names))}
        if len(code) == 4:
            spoken |= {one.removesuffix("市") for one in spoken}
        for one in spoken:
            found[one].append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def find(text: str) -> tuple[str, ...]:
    """Regions of that name or code: one when it is clear, several when more than one place is called so (朝阳区)."""
    asked = "".join(half_width(text).split())
    if asked.isascii() and asked.isdigit():
        while asked.endswith("00") and len(asked) > 2:
            asked = asked[:-2]
        return (asked,) if is_known(asked) else ()
    return _by_name().get(asked, ())


def code_of(region: str) -> str:
    """The code of six digits."""
    return region.ljust(6, "0")
