"""Who held this cell on that day: the answer with the contract it rests on, and our own right behind it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.contracts.area_text import stripped
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.consents import SaleConsent, SaleConsents
from portal.domain.contracts.grants import Grant
from portal.domain.contracts.grants.holders import Holders
from portal.domain.contracts.grants.places import lies_in, region_of
from portal.domain.contracts.holdings import Holding, Wanted, holdings
from portal.domain.contracts.recording import Area
from portal.domain.products.models import Product
from portal.domain.work import Repository


@dataclass(frozen=True)
class Source:
    """A right and the agreement it comes from."""

    grant: Grant
    holding: Holding


@dataclass(frozen=True)
class Answer:
    """`holders` hold all of the place, `parts` only some of it; `ours` is the upstream right behind it."""

    product: Product
    area: Area
    day: date
    channel: str | None
    holders: tuple[Source, ...]
    parts: tuple[Source, ...]
    ours: tuple[Source, ...]
    consents: tuple[SaleConsent, ...]


class WhoHeld(Repository):
    def ask(self, product: Product, area: Area, channel: str | None, day: date) -> Answer:
        """All agreements of the company are looked at, whoever asks; the page decides what a visitor reads of it."""
        place = region_of(*area)
        given, ours = (self._of(product, side, day) for side in (Side.DOWNSTREAM, Side.UPSTREAM))
        by_number = {holding.number: holding for holding in (*given, *ours)}

        def sources(grants: list[Grant]) -> tuple[Source, ...]:
            return tuple(Source(grant, by_number[grant.contract_number]) for grant in grants)

        down, up = (Holders(grant for holding in some for grant in holding.grants) for some in (given, ours))
        agreed = (one for one in SaleConsents(self.work).of_product(product.id, day) if _meets(one, place))
        return Answer(
            product, area, day, channel,
            holders=sources(down.of(product.code, place, channel, day)),
            parts=sources(down.within(product.code, place, channel, day)),
            ours=sources(up.of(product.code, place, channel, day)),
            consents=tuple(agreed),
        )  # fmt: skip

    def seen(self, answer: Answer) -> frozenset[str]:
        """Numbers of the accounts in the answer that the visitor may know by name."""
        numbers = {source.holding.account_no for source in (*answer.holders, *answer.parts)}
        if self.work.sees_all:
            return frozenset(numbers)
        return frozenset(self.session.scalars(select(Account.number).where(Account.number.in_(numbers))))

    def _of(self, product: Product, side: Side, day: date) -> list[Holding]:
        return holdings(self.work, Wanted(side, day, products=(product.code,)), whole_company=True)


def _meets(consent: SaleConsent, place: str) -> bool:
    """Whether the consent is about the place, a part of it, or what it is a part of."""
    its = region_of(stripped(consent.region), consent.place)
    return lies_in(its, place) or lies_in(place, its)
