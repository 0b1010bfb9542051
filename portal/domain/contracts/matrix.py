"""The signs of every product in every province on a day, from totals of rows: however many agreements, the database
adds them up, and only what the totals cannot decide is looked at one by one.

`coverage.py` says the same from the agreements themselves; the tests hold the two against each other.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from portal.domain.accounts.regions import PROVINCES
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.coverage import Sign
from portal.domain.contracts.grants import Cover, Grant
from portal.domain.contracts.grants.grant import RANKS
from portal.domain.contracts.grants.places import channels_of, parts_of, region_of
from portal.domain.contracts.holdings import WHOLE_COMPANY, Wanted, amended, holdings
from portal.domain.contracts.kept import Kept
from portal.domain.contracts.loading import signed_by_both
from portal.domain.contracts.models import Contract, ContractProduct, ContractTerritory, ContractVersion
from portal.domain.contracts.recording import Channel, Level
from portal.domain.contracts.spans import Span
from portal.domain.contracts.state import EXPIRING_DAYS
from portal.domain.products.models import Product
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.work import AnySelect, Repository

_LEVEL_SIGNS = {RANKS[Level.EXCLUSIVE]: Sign.EXCLUSIVE, RANKS[Level.SOLE]: Sign.SOLE}


@dataclass(frozen=True, slots=True)
class Group:
    """Running rights to the same product, region, channel and level: from the first day any of them began to the last
    on which any of them ends."""

    product: str
    region: str
    channel: str
    level: str
    hull: Span

    @property
    def rank(self) -> int:
        return RANKS[self.level]


Members = Callable[[Group], Iterable[Span]]
"""The days of every right of a group, asked only where its hull decides nothing."""


class Matrix:
    """The sign of each cell on civil day `day`, for one sales channel or any (None)."""

    def __init__(
        self, day: date, channel: str | None, groups: Iterable[Group], upstream: Sequence[Grant], members: Members
    ) -> None:
        cover = Cover(upstream)
        self._given = {
            (product, part[:2])
            for grant in upstream
            if grant.starts_on <= day <= grant.ends_on and (channel is None or channel in channels_of(grant.channel))
            for part in grant.parts
            for product in grant.products
        }
        self._signs: dict[tuple[str, str], Sign] = {}
        held: dict[tuple[str, str], tuple[int, date, bool]] = {}
        for group in groups:
            for part in parts_of(group.region):
                key = group.product, part[:2]
                rank, last, beyond = held.get(key, (-1, date.min, False))
                beyond = beyond or _exceeds(cover, members, group, part)
                held[key] = max(rank, group.rank), max(last, group.hull[1]), beyond
        for key, (rank, last, beyond) in held.items():
            self._signs[key] = _sign(rank, (last - day).days, beyond)

    def sign(self, product: str, code: str) -> Sign:
        """Of the province with this code of six digits, or its first two."""
        key = product, code[:2]
        return self._signs.get(key) or (Sign.EMPTY if key in self._given else Sign.NOT_OURS)

    def row(self, product: str) -> list[Sign]:
        """In the order of the 34 divisions."""
        return [self.sign(product, place.code) for place in PROVINCES]

    def held(self, product: str) -> int:
        """In how many divisions somebody holds the product."""
        return sum((product, place.code[:2]) in self._signs for place in PROVINCES)


def _exceeds(cover: Cover, members: Members, group: Group, part: str) -> bool:
    """Whether some right of the group has a day that no right of ours carries. With at most one span of ours the hull
    decides: whoever begins first, or ends last, is then outside of it himself."""
    for channel in channels_of(group.channel):
        ours = cover.days(group.product, part, channel, group.rank)
        if any(first <= group.hull[0] and group.hull[1] <= last for first, last in ours):
            continue
        if len(ours) < 2 or any(not _within(span, ours) for span in members(group)):
            return True
    return False


def _sign(rank: int, days_after: int, beyond: bool) -> Sign:
    if beyond:
        return Sign.BEYOND
    if days_after < EXPIRING_DAYS:
        return Sign.ENDING
    return _LEVEL_SIGNS.get(rank, Sign.SHARED)


def _within(span: Span, spans: Iterable[Span]) -> bool:
    return any(first <= span[0] and span[1] <= last for first, last in spans)


_KEPT: Kept[Matrix] = Kept(16)
"""By day and channel."""


class MatrixOfCompany(Repository):
    """All of the company counts, for a cell is empty only if nobody holds it."""

    def on(self, day: date, channel: str | None) -> Matrix:
        """What was worked out under the stamp of today's agreements is
        shown again: adding up ten thousand of them takes longer than the rest of the page."""
        return _KEPT.get(self.session, (day, channel), lambda: self._on(day, channel))

    def _on(self, day: date, channel: str | None) -> Matrix:
        ours = holdings(self.work, Wanted(Side.UPSTREAM, date.min), whole_company=True)
        upstream = [grant for holding in ours for grant in holding.grants]
        own = [*self._totals(day, channel), *self._amended(day, channel)]
        return Matrix(day, channel, own, upstream, lambda group: self._members(day, channel, group))

    def _totals(self, day: date, channel: str | None) -> list[Group]:
        territory = ContractTerritory
        parts = (Product.code, territory.province, territory.place, territory.channel, territory.level,
                 Contract.terminated_on)  # fmt: skip
        query = select(*parts, func.min(Contract.starts_on), func.max(Contract.ends_on))
        rows = self._ask(_running(query, day, channel).group_by(*parts))
        return [
            Group(code, region_of(province, place), row_channel, level, (first, _last_day(last, terminated)))
            for code, province, place, row_channel, level, terminated, first, last in rows
        ]

    def _amended(self, day: date, channel: str | None) -> list[Group]:
        """Agreements whose territory an amendment changed: each right by itself, on the days on which it is granted."""
        some = holdings(self.work, Wanted(Side.DOWNSTREAM, day, amended=True), whole_company=True)
        return [
            Group(product, region, grant.channel, grant.level, grant.span)
            for holding in some
            for grant in holding.grants
            if grant.starts_on <= day <= grant.ends_on and (channel is None or channel in channels_of(grant.channel))
            for region in grant.regions
            for product in grant.products
        ]

    def _members(self, day: date, channel: str | None, group: Group) -> list[Span]:
        territory = ContractTerritory
        query = select(
            Contract.starts_on, Contract.ends_on, Contract.terminated_on, territory.province, territory.place
        )
        query = _running(query, day, channel).where(
            Product.code == group.product, territory.channel == group.channel, territory.level == group.level
        )
        return [
            (first, _last_day(last, terminated))
            for first, last, terminated, province, place in self._ask(query)
            if region_of(province, place) == group.region
        ]

    def _ask(self, query: AnySelect) -> list[Any]:
        return list(self.session.execute(query, execution_options={OUTSIDE_SCOPE: WHOLE_COMPANY}))


def _running(query: AnySelect, day: date, channel: str | None) -> AnySelect:
    """From signed downstream agreements that run on the day and whose territory is still their own."""
    first, territory = ContractVersion, ContractTerritory
    query = (
        query.select_from(Contract)
        .join(first, and_(first.contract_id == Contract.id, first.no == 1))
        .join(ContractProduct, ContractProduct.contract_id == Contract.id)
        .join(Product, Product.id == ContractProduct.product_id)
        .join(territory, territory.contract_id == Contract.id)
        .where(
            Contract.side == Side.DOWNSTREAM, Contract.ends_on >= day, Contract.starts_on <= day,
            or_(Contract.terminated_on.is_(None), Contract.terminated_on > day), signed_by_both(first),
            territory.version_no == 1, Contract.id.not_in(amended()),
        )
    )  # fmt: skip
    return query if channel is None else query.where(territory.channel.in_((channel, str(Channel.ALL))))


def _last_day(ends_on: date, terminated_on: date | None) -> date:
    return ends_on if terminated_on is None else min(ends_on, terminated_on - timedelta(days=1))
