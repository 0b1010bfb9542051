"""Two partners with rights to the same thing, where one of them was promised to be the only one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.contracts.grants.grant import RANKS, Grant
from portal.domain.contracts.grants.places import channels_of, lies_in
from portal.domain.contracts.recording import Level


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two grants both give, from the first to the last day, both included."""

    grant: Grant
    other: Grant
    product: str
    regions: tuple[str, ...]
    channels: tuple[str, ...]
    starts_on: date
    ends_on: date

    @property
    def both_exclusive(self) -> bool:
        """Two exclusive rights cannot both be kept; of an exclusive or sole and a lesser one somebody may decide."""
        return self.grant.level == self.other.level == Level.EXCLUSIVE


def overlaps(grants: Iterable[Grant]) -> list[Overlap]:
    """Every pair that meets, the one that began earlier named second."""
    by_product: dict[str, list[Grant]] = defaultdict(list)
    for grant in sorted(grants, key=lambda each: (each.starts_on, each.contract_number)):
        for product in grant.products:
            by_product[product].append(grant)
    found = []
    for product, begun in by_product.items():
        running: list[Grant] = []
        for grant in begun:
            running = [other for other in running if other.ends_on >= grant.starts_on]
            found += [met for other in running if (met := _met(grant, other, product))]
            running.append(grant)
    return found


def clashes(grant: Grant, others: Iterable[Grant]) -> list[Overlap]:
    """Where `grant` meets what others hold."""
    own = set(grant.products)
    pairs = ((other, product) for other in others for product in other.products if product in own)
    return [met for other, product in pairs if (met := _met(grant, other, product))]


def _met(grant: Grant, other: Grant, product: str) -> Overlap | None:
    """None for the same partner: a renewal beside the old contract takes nothing from anybody."""
    strongest = max(grant.rank, other.rank)
    if grant.account_no == other.account_no or strongest == RANKS[Level.NON_EXCLUSIVE]:
        return None
    first, last = max(grant.starts_on, other.starts_on), min(grant.ends_on, other.ends_on)
    if first > last or not grant.bits & other.bits:
        return None
    pairs = [(ours, theirs) for ours in grant.parts for theirs in other.parts if ours[:2] == theirs[:2]]
    shared = [ours if lies_in(ours, theirs) else theirs for ours, theirs in pairs
              if lies_in(ours, theirs) or lies_in(theirs, ours)]  # fmt: skip
    theirs = channels_of(other.channel)
    channels = tuple(channel for channel in channels_of(grant.channel) if channel in theirs)
    if not shared or not channels:
        return None
    return Overlap(grant, other, product, tuple(dict.fromkeys(shared)), channels, first, last)
