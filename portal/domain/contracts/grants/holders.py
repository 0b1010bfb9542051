"""Who holds a cell on a day: an index over any number of grants, asked down to the county or the named hospital."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from portal.domain.contracts.grants.grant import Grant
from portal.domain.contracts.grants.places import around, channels_of, lies_in

Entry = tuple[int, str, int, date, date, frozenset[str], Grant]
"""A grant as it is sorted and sifted: how weak it is, its contract, in what order it came, days and channels."""

Index = dict[str, dict[str, list[Entry]]]
"""By product and region."""


class Holders:
    """Grants by product and by the region as it is granted; a question climbs the tree from its place, which takes as
    many looks as the tree has levels, however many grants there are."""

    def __init__(self, grants: Iterable[Grant]) -> None:
        self._of: defaultdict[str, defaultdict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        self._day: date | None = None
        self._now: Index = {}
        for place, grant in enumerate(grants):
            channels = frozenset(channels_of(grant.channel))
            number, days = grant.contract_number, grant.span
            entry = (-grant.rank, number, place, *days, channels, grant)
            for product in grant.products:
                by_region = self._of[product]
                for region in grant.regions:
                    by_region[region].append(entry)

    def of(self, product: str, place: str, channel: str | None, day: date) -> list[Grant]:
        """Whose right reaches over the whole of `place` on civil day `day`, the strongest first; `channel` None is any
        sales channel, `all` asks for those who hold every one."""
        by_region = (self._now if self._day == day else self._running(day)).get(product, {})
        found: list[Entry] = []
        for wider in _path(place):
            if wider in by_region:
                found += by_region[wider]
        if channel:
            wanted = frozenset(channels_of(channel))
            found = [entry for entry in found if wanted <= entry[5]]
        if len(found) > 1:
            found.sort()
        return [entry[6] for entry in found]

    def within(self, product: str, place: str, channel: str | None, day: date) -> list[Grant]:
        """Who holds only a part of `place`: a city of the province, a hospital of the county."""
        wanted = frozenset(channels_of(channel)) if channel else None
        found = {
            entry
            for region, entries in self._running(day).get(product, {}).items()
            if region != place and lies_in(region, place)
            for entry in entries
            if wanted is None or not wanted.isdisjoint(entry[5])
        }
        return [entry[6] for entry in sorted(found)]

    def _running(self, day: date) -> Index:
        """What runs on the day, sifted once: whoever asks about one cell mostly asks about others of the same day."""
        if self._day != day:
            self._day, self._now = day, defaultdict(dict)
            for product, by_region in self._of.items():
                for region, entries in by_region.items():
                    if running := [entry for entry in entries if entry[3] <= day <= entry[4]]:
                        self._now[product][region] = sorted(running)
        return self._now


@lru_cache(maxsize=8192)
def _path(place: str) -> tuple[str, ...]:
    """The place and everything it lies in, the whole country first."""
    return tuple(dict.fromkeys(("", *around(place)))) if place else ("",)
