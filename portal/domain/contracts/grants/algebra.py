"""Territory as sets: whether one grant contains another, what two share, and what is left of one without the other.

A cell is one product, one smallest place, one sales channel and one civil day. A grant is the set of its cells; every
function here answers as if it went through the cells one by one (the property tests do), but works on boxes: a region
of the tree less some regions below it, so that a province without one of its hospitals is one box.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from portal.domain.contracts.grants.grant import Grant
from portal.domain.contracts.grants.places import channels_of, lies_in, parts_of
from portal.domain.contracts.spans import Span, common, without


@dataclass(frozen=True, slots=True)
class Box:
    """One product in one region less its `holes`, one sales channel, and a span of civil days (both included)."""

    product: str
    region: str
    holes: frozenset[str]
    channel: str
    span: Span

    def has(self, product: str, place: str, channel: str, day: object) -> bool:
        """Whether the cell is in it; `place` begins with its province."""
        return (
            (product, channel) == (self.product, self.channel)
            and lies_in(place, self.region)
            and not any(lies_in(place, hole) for hole in self.holes)
            and self.span[0] <= day <= self.span[1]  # type: ignore[operator]
        )


def boxes_of(grants: Iterable[Grant]) -> list[Box]:
    """What the grants give; boxes may overlap."""
    return [
        Box(product, part, frozenset(), channel, grant.span)
        for grant in grants
        for product in grant.products
        for part in grant.parts
        for channel in channels_of(grant.channel)
    ]


def box(product: str, region: str, channel: str, span: Span) -> list[Box]:
    """One cell or many, as they are asked for: a region of the tree, a channel of a contract."""
    return [Box(product, part, frozenset(), one, span) for part in parts_of(region) for one in channels_of(channel)]


def overlap(ours: Iterable[Box], theirs: Iterable[Box]) -> list[Box]:
    """Every cell that is in both."""
    others = list(theirs)
    return [met for one in ours for other in others if (met := _shared(one, other)) is not None]


def subtract(ours: Iterable[Box], taken: Iterable[Box]) -> list[Box]:
    """Every cell of `ours` that is in none of `taken`."""
    left = list(ours)
    for away in taken:
        left = [rest for one in left for rest in _less(one, away)]
    return left


def contains(ours: Iterable[Box], theirs: Iterable[Box]) -> bool:
    """Whether every cell of `theirs` is in `ours`."""
    return not subtract(theirs, ours)


def _shared(one: Box, other: Box) -> Box | None:
    if (one.product, one.channel) != (other.product, other.channel):
        return None
    days = common([one.span], [other.span])
    if not days or not (lies_in(one.region, other.region) or lies_in(other.region, one.region)):
        return None
    region = one.region if lies_in(one.region, other.region) else other.region
    return _tidy(replace(one, region=region, holes=one.holes | other.holes, span=days[0]))


def _less(one: Box, away: Box) -> list[Box]:
    """`one` without `away`: the days outside of it whole; on the days of both, what lies outside its region, and what
    lies in its holes."""
    met = _shared(one, away)
    if met is None:
        return [one]
    left = [replace(one, span=span) for span in without([one.span], [met.span])]
    outside = _tidy(replace(one, holes=one.holes | {met.region}, span=met.span))
    spared = [_shared(replace(one, span=met.span), replace(away, region=hole, holes=frozenset()))
              for hole in _outermost(away.holes) if lies_in(hole, away.region)]  # fmt: skip
    return [*left, *(each for each in (outside, *spared) if each is not None)]


def _tidy(one: Box) -> Box | None:
    """Without holes that lie elsewhere or in another one; None once nothing is left of it."""
    if any(lies_in(one.region, hole) for hole in one.holes):
        return None
    inner = _outermost(frozenset(hole for hole in one.holes if lies_in(hole, one.region)))
    return replace(one, holes=inner)


def _outermost(holes: frozenset[str]) -> frozenset[str]:
    return frozenset(hole for hole in holes if not any(hole != wider and lies_in(hole, wider) for wider in holes))
