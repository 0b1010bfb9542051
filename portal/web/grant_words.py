"""What exceeds an upstream right or overlaps another one, in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.domain.contracts.findings import Finding, Findings
from portal.domain.contracts.grants import Excess, ExcessKind
from portal.web.contract_words import CHANNELS
from portal.web.locale import current_locale
from portal.web.region_words import place_name

KINDS: dict[str, LazyString] = {
    ExcessKind.PRODUCT: _l("Product not held"),
    ExcessKind.TERRITORY: _l("Outside the territory"),
    ExcessKind.CHANNEL: _l("Outside the channels"),
    ExcessKind.EXCLUSIVITY: _l("More exclusive than ours"),
    ExcessKind.TERM: _l("Outlives the right"),
    "taken": _l("Exclusive for somebody else"),
    "overlap": _l("Overlaps another partner"),
}


@dataclass(frozen=True)
class Line:
    """One thing to know: what kind, which products, where, on which days, and the contract it is measured by."""

    kind: str
    label: LazyString
    products: str
    place: str
    starts_on: date
    ends_on: date
    other: str | None

    @property
    def days(self) -> int:
        """Calendar days, both ends included."""
        return (self.ends_on - self.starts_on).days + 1


def lines(findings: Iterable[Finding], names: Mapping[str, str]) -> list[Line]:
    """Findings that differ in the product only share a line; `names` are the products' names by code."""
    together: dict[tuple[str, str, date, date, str | None], list[str]] = defaultdict(list)
    for one in findings:
        key = (kind_of(one), place_of(one), one.starts_on, one.ends_on, _other(one))
        together[key].append(names.get(one.product, one.product))
    return [
        Line(kind, KINDS[kind], _listed(dict.fromkeys(products)), place, start, end, other)
        for (kind, place, start, end, other), products in together.items()
    ]


def lines_of(findings: Findings, names: Mapping[str, str]) -> list[Line]:
    return lines((*findings.excesses, *findings.overlaps), names)


def kind_of(finding: Finding) -> str:
    if isinstance(finding, Excess):
        return finding.kind
    return "taken" if finding.both_exclusive else "overlap"


def place_of(finding: Finding) -> str:
    """Regions, and the channels where it is not all of them."""
    regions = _listed(region_name(region) for region in finding.regions)
    if set(finding.channels) == set(CHANNELS) - {"all"} or finding.channels == ("all",):
        return regions
    return f"{regions} · {_listed(str(CHANNELS[channel]) for channel in finding.channels)}"


def region_name(region: str) -> str:
    """四川省成都市, the whole country, or a place with the words that narrow it."""
    code, _, words = region.partition("/")
    name = place_name(code) if code else str(_l("The whole country"))
    return f"{name} · {words}" if words else name


def _listed(texts: Iterable[str]) -> str:
    return (", " if current_locale() == "en" else "、").join(texts)


def _other(finding: Finding) -> str | None:
    return finding.upstream if isinstance(finding, Excess) else finding.other.contract_number
