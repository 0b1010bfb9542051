"""Who holds a cell on a day: an index over any number of grants, asked down to the county or the named hospital."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from portal.domain.contracts.grants.grant import Grant
from portal.domain.contracts.grants.places import around, channels_of, lies_in


class Holders:
    """Grants by product and by the region as it is granted; a question climbs the tree from its place, which takes as
    many looks as the tree has levels, however many grants there are."""

    def __init__(self, grants: Iterable[Grant]) -> None:
        self._of: dict[str, dict[str, list[Grant]]] = defaultdict(lambda: defaultdict(list))
        for grant in grants:
            for product in grant.products:
                by_region = self._of[product]
                for region in grant.regions:
                    by_region[region].append(grant)

    def of(self, product: str, place: str, channel: str | None, day: date) -> list[Grant]:
        """Whose right reaches over the whole of `place` on civil day `day`, the strongest first; `channel` None is any
        sales channel, `all` asks for those who hold every one."""
        by_region = self._of.get(product)
        if not by_region:
            return []
        wanted = set(channels_of(channel)) if channel else None
        found = [
            grant
            for wider in ("", *around(place))
            for grant in by_region.get(wider, ())
            if grant.starts_on <= day <= grant.ends_on
            and (wanted is None or wanted.issubset(channels_of(grant.channel)))
        ]
        return sorted(found, key=_strongest) if len(found) > 1 else found

    def within(self, product: str, place: str, channel: str | None, day: date) -> list[Grant]:
        """Who holds only a part of `place`: a city of the province, a hospital of the county."""
        wanted = set(channels_of(channel)) if channel else None
        found = [
            grant
            for region, grants in self._of.get(product, {}).items()
            if region != place and lies_in(region, place)
            for grant in grants
            if grant.starts_on <= day <= grant.ends_on
            and (wanted is None or not wanted.isdisjoint(channels_of(grant.channel)))
        ]
        return sorted(dict.fromkeys(found), key=_strongest)


def _strongest(grant: Grant) -> tuple[int, str]:
    return -grant.rank, grant.contract_number
