"""What one agreement gives: products × regions × channel, how exclusively, and on which days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.contracts.grants.places import bits_of, channels_of, is_whole, parts_of
from portal.domain.contracts.recording import Level
from portal.domain.contracts.spans import Span

RANKS = {str(Level.NON_EXCLUSIVE): 0, str(Level.SOLE): 1, str(Level.EXCLUSIVE): 2}
"""How strong a right is: whoever holds one may pass on one of the same rank or below."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One object for every product and region of a contract, so that thousands of contracts stay thousands of objects.

    `products` are codes, `regions` beginnings of GB/T 2260 codes (`places.py`); both days are included.
    """

    contract_number: str
    account_no: str
    products: tuple[str, ...]
    regions: tuple[str, ...]
    channel: str
    level: str
    starts_on: date
    ends_on: date

    @property
    def span(self) -> Span:
        return self.starts_on, self.ends_on

    @property
    def rank(self) -> int:
        return RANKS[self.level]

    @property
    def channel_count(self) -> int:
        return len(channels_of(self.channel))

    @property
    def bits(self) -> int:
        """The provinces and sales channels it reaches into."""
        return _united(self.regions, self.channel)

    @property
    def whole_bits(self) -> int:
        """The provinces it gives whole, and the sales channels there."""
        return _united((region for region in self.regions if is_whole(region)), self.channel)

    @property
    def parts(self) -> list[str]:
        """Its regions by province, each once."""
        return list(dict.fromkeys(part for region in self.regions for part in parts_of(region)))


def _united(regions: Iterable[str], channel: str) -> int:
    bits = 0
    for region in regions:
        bits |= bits_of(region, channel)
    return bits
