"""The rights we hold, indexed: which of them stand behind a product, a place, a channel and a level on which days."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from portal.domain.contracts.grants.grant import Grant
from portal.domain.contracts.grants.places import CELLS, around, channels_of, first_of
from portal.domain.contracts.spans import Span, merged

Block = tuple[date, date, int]
"""Days without a gap, and the bits of the provinces and channels that are held on all of them."""

Question = tuple[str, str, str | None, int]
"""Product, part of a province, sales channel or any, rank or any above."""


class Cover:
    """Upstream grants together: several may carry one downstream grant, side by side or one after the other."""

    def __init__(self, upstream: Iterable[Grant]) -> None:
        self.grants: dict[str, list[Grant]] = defaultdict(list)
        self._of: dict[tuple[str, str], list[Grant]] = defaultdict(list)
        for grant in upstream:
            parts = grant.parts
            for product in grant.products:
                self.grants[product].append(grant)
                for part in parts:
                    self._of[product, part].append(grant)
        self._blocks: dict[int, tuple[dict[str, list[Block]], list[date], list[date]]] = {}
        self._open: dict[tuple[int, int, int], dict[str, int]] = {}
        self._holding: dict[Question, list[Grant]] = {}
        self._days: dict[Question, list[Span]] = {}
        self._alike: dict[str, list[int]] = {}

    def lacks(self, grant: Grant) -> list[str]:
        """Products of `grant` that whole provinces held without a gap do not carry.

        It never leaves one out that exceeds; one that is carried by cities or words of ours only may be among them.
        """
        wanted, uncovered = grant.bits, self._uncovered(grant.rank, grant.span)
        return [product for product in grant.products if wanted & uncovered.get(product, wanted)]

    def holding(self, product: str, part: str, channel: str | None = None, rank: int = 0) -> list[Grant]:
        """Grants of the product that reach over all of `part`, on whatever days; with `channel` those for it."""
        key = (product, self._nearest(product, part), channel, rank)
        if key not in self._holding:
            reaching = [grant for wider in around(key[1]) for grant in self._of.get((product, wider), ())]
            self._holding[key] = fitting(reaching, channel, rank)
        return self._holding[key]

    def days(self, product: str, part: str, channel: str | None = None, rank: int = 0) -> list[Span]:
        """On which days one of these holds."""
        key = (product, self._nearest(product, part), channel, rank)
        if key not in self._days:
            self._days[key] = merged(grant.span for grant in self.holding(*key))
        return self._days[key]

    def alike(self, product: str) -> list[int]:
        """The whole country in pieces, as bits: the same grants stand behind all of a piece."""
        if product not in self._alike:
            pieces: dict[tuple[tuple[int, bool], ...], int] = defaultdict(int)
            for bit, part, channel in CELLS:
                here = self.holding(product, part)
                pieces[tuple((id(each), channel in channels_of(each.channel)) for each in here)] |= bit
            self._alike[product] = list(pieces.values())
        return self._alike[product]

    def _nearest(self, product: str, part: str) -> str:
        """The narrowest region around `part` that a grant of the product names: the same grants reach over both, so
        three thousand counties of a right to the whole country are one question."""
        return next((wider for wider in reversed(around(part)) if (product, wider) in self._of), part[:2])

    def _uncovered(self, rank: int, span: Span) -> dict[str, int]:
        """For each product of ours the bits not held on every day of `span`; spans that no right begins or ends
        between get the same answer."""
        blocks, since, until = self._blocks_of(rank)
        key = rank, bisect_right(since, span[0]), bisect_left(until, span[1])
        if key not in self._open:
            self._open[key] = {product: ~_lasting(those, span) for product, those in blocks.items()}
        return self._open[key]

    def _blocks_of(self, rank: int) -> tuple[dict[str, list[Block]], list[date], list[date]]:
        """Blocks by product, and all their first and last days in order."""
        if rank not in self._blocks:
            blocks = {product: self._blocks_in(product, rank) for product in self.grants}
            days = [(since, until) for those in blocks.values() for since, until, _ in those]
            self._blocks[rank] = blocks, sorted(first for first, _ in days), sorted(last for _, last in days)
        return self._blocks[rank]

    def _blocks_in(self, product: str, rank: int) -> list[Block]:
        blocks: dict[Span, int] = defaultdict(int)
        for bits in self.alike(product):
            for span in self.days(product, *first_of(bits), rank):
                blocks[span] |= bits
        return [(since, until, bits) for (since, until), bits in blocks.items()]


def fitting(grants: list[Grant], channel: str | None, rank: int) -> list[Grant]:
    """Those for the sales channel, or for any, of the rank or above."""
    return [each for each in grants if each.rank >= rank and (channel is None or channel in channels_of(each.channel))]


def _lasting(blocks: list[Block], span: Span) -> int:
    bits = 0
    for since, until, held in blocks:
        if since <= span[0] and span[1] <= until:
            bits |= held
    return bits
