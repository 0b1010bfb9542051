"""Where downstream grants go beyond the upstream ones, and which of them a change upstream leaves uncovered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

from portal.domain.contracts.grants.cover import Cover
from portal.domain.contracts.grants.grant import Grant
from portal.domain.contracts.grants.places import cells_of, channels_of, first_of, is_whole
from portal.domain.contracts.spans import Span, common, without


class ExcessKind(StrEnum):
    PRODUCT = "product"
    TERRITORY = "territory"
    CHANNEL = "channel"
    EXCLUSIVITY = "exclusivity"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Excess:
    """Part of a downstream grant that no upstream grant carries, from the first to the last day, both included.

    `upstream` is the number of the contract that comes closest; None where none names the product.
    """

    grant: Grant
    kind: ExcessKind
    product: str
    regions: tuple[str, ...]
    channels: tuple[str, ...]
    starts_on: date
    ends_on: date
    upstream: str | None

    @property
    def days(self) -> int:
        """Calendar days."""
        return (self.ends_on - self.starts_on).days + 1


Gap = tuple[ExcessKind, date, date, str | None]


@dataclass(slots=True)
class _Missing:
    """Where one gap is: whole provinces as bits, narrower regions by name, each with its sales channel."""

    bits: int = 0
    narrow: list[tuple[str, str]] = field(default_factory=list)


def exceeding(downstream: Iterable[Grant], upstream: Iterable[Grant]) -> list[Excess]:
    """What is granted downstream and not held upstream, day by day; in the order of `downstream`."""
    gaps = _Gaps(Cover(upstream))
    return [excess for grant in downstream for excess in gaps.of(grant)]


def hit_by(before: Iterable[Grant], after: Iterable[Grant], downstream: Iterable[Grant]) -> list[Excess]:
    """What is uncovered once the upstream grants are those of `after` and was covered under `before`: a downstream
    grant is hit if, and only if, it stands here, with exactly the days it loses."""
    gaps = _Gaps(Cover(after), Cover(before))
    return [excess for grant in downstream for excess in gaps.of(grant)]


class _Gaps:
    """Gaps in one cover; with `before`, only those that were none in that one. Equal questions are answered once."""

    def __init__(self, cover: Cover, before: Cover | None = None) -> None:
        self.cover, self.before = cover, before
        self.at = lru_cache(maxsize=None)(self._at)

    def of(self, grant: Grant) -> Iterator[Excess]:
        lacking = self.cover.lacks(grant)
        if lacking:
            parts, whole = grant.parts, grant.whole_bits
            narrow = [part for part in parts if not is_whole(part)]
            for product in lacking:
                for gap, missing in self._in(grant, product, whole, narrow).items():
                    yield from _excesses(grant, product, gap, missing, len(parts))

    def _in(self, grant: Grant, product: str, whole: int, narrow: list[str]) -> dict[Gap, _Missing]:
        found: dict[Gap, _Missing] = defaultdict(_Missing)
        for piece in self._alike(product):
            if bits := piece & whole:
                for gap in self.at(product, *first_of(bits), grant.rank, grant.span):
                    found[gap].bits |= bits
        for part in narrow:
            for channel in channels_of(grant.channel):
                for gap in self.at(product, part, channel, grant.rank, grant.span):
                    found[gap].narrow.append((part, channel))
        return found

    def _alike(self, product: str) -> list[int]:
        if self.before is None:
            return self.cover.alike(product)
        return [now & then for now in self.cover.alike(product) for then in self.before.alike(product) if now & then]

    def _at(self, product: str, part: str, channel: str, rank: int, span: Span) -> list[Gap]:
        gaps = list(_gaps(self.cover, product, part, channel, rank, span))
        if gaps and self.before is not None:
            carried = self.before.days(product, part, channel, rank)
            return [
                (kind, start, end, upstream)
                for kind, since, until, upstream in gaps
                for start, end in common([(since, until)], carried)
            ]
        return gaps


def _gaps(cover: Cover, product: str, part: str, channel: str, rank: int, span: Span) -> Iterator[Gap]:
    """A weaker right on the day is a matter of exclusivity, one for other channels of the channel; else the product
    is not ours, the place never was, or the place is ours on other days."""
    left = without([span], cover.days(product, part, channel, rank))
    lesser = ((ExcessKind.EXCLUSIVITY, channel), (ExcessKind.CHANNEL, None))
    for kind, helping in lesser if common(left, cover.days(product, part)) else ():
        found = common(left, cover.days(product, part, helping))
        for start, end in found:
            yield kind, start, end, _closest(cover.holding(product, part, helping), start)
        left = without(left, found)
    if left:
        here = cover.holding(product, part)
        others = here or cover.grants.get(product, [])
        kind = ExcessKind.TERM if here else ExcessKind.TERRITORY if others else ExcessKind.PRODUCT
        yield from ((kind, start, end, _closest(others, start)) for start, end in left)


def _closest(grants: list[Grant], day: date) -> str | None:
    """The contract that holds on the day, or the one that lasts longest."""
    best = max(grants, key=lambda each: (each.starts_on <= day <= each.ends_on, each.ends_on), default=None)
    return best.contract_number if best else None


def _excesses(grant: Grant, product: str, gap: Gap, missing: _Missing, parts_in_all: int) -> Iterator[Excess]:
    """One for all places with the same channels; what is missing everywhere is said as the contract says it."""
    kind, start, end, upstream = gap
    for parts, same in _by_channels(missing.bits, tuple(missing.narrow)):
        regions = grant.regions if len(parts) == parts_in_all else parts
        named = (grant.channel,) if len(same) == grant.channel_count else same
        yield Excess(grant, kind, product, regions, named, start, end, upstream)


@lru_cache(maxsize=4096)
def _by_channels(bits: int, narrow: tuple[tuple[str, str], ...]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Regions that miss the same channels, and these."""
    channels: dict[str, tuple[str, ...]] = {}
    for part, channel in (*cells_of(bits), *narrow):
        channels[part] = (*channels.get(part, ()), channel)
    together: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for part, own in channels.items():
        together[own].append(part)
    return [(tuple(parts), own) for own, parts in together.items()]
