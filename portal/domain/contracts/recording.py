"""Recording an agreement that was made on paper: who may have which, and what the record must say."""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from portal.domain.accounts.kinds import AccountKind, EntityType
from portal.domain.accounts.models import Account, Qualification
from portal.domain.base import Refused
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.models import Contract, ContractProduct, ContractTerritory

ACCOUNT_KINDS = {
    Side.UPSTREAM: frozenset({AccountKind.SUPPLIER}),
    Side.DOWNSTREAM: frozenset({AccountKind.DISTRIBUTOR, AccountKind.INDIVIDUAL}),
}


class Mode(StrEnum):
    """How we cooperate: who buys the goods and who is paid what."""

    BUYOUT = "buyout"
    SERVICE = "service"
    DELIVERY = "delivery"
    HYBRID = "hybrid"


NUMBER = r"[\w.()（）·-]{1,40}"
"""A contract's own number as printed: letters, digits, dots, dashes and brackets."""

GOODS_MODES = frozenset({Mode.BUYOUT, Mode.DELIVERY, Mode.HYBRID})
"""Whoever buys or ships drugs needs a licence, so a natural person needs a licensed party for the goods."""
PROMOTION_MODES = frozenset({Mode.SERVICE, Mode.HYBRID})
"""Whoever is paid for promotion proves that they may offer it."""


class Level(StrEnum):
    EXCLUSIVE = "exclusive"
    SOLE = "sole"
    NON_EXCLUSIVE = "non_exclusive"


class Channel(StrEnum):
    ALL = "all"
    HOSPITAL = "hospital"
    PRIMARY = "primary"
    PHARMACY = "pharmacy"


Area = tuple[str, str]
"""Code of a city, a county or a province (six digits), and the hospital or other words that narrow it."""


@dataclass(frozen=True)
class ContractFacts:
    """What is typed off the paper; the dates are inclusive. No province and no area is the whole country; `place`
    narrows the provinces in words."""

    title: str
    cooperation_mode: Mode | None
    starts_on: date
    ends_on: date
    product_ids: tuple[int, ...]
    provinces: tuple[str, ...]
    areas: tuple[Area, ...] = ()
    place: str = ""
    channel: Channel = Channel.ALL
    level: Level = Level.EXCLUSIVE

    @property
    def places(self) -> tuple[tuple[str | None, str], ...]:
        """Code of six digits, or None for the whole country, and what narrows it."""
        provinces: tuple[str | None, ...] = self.provinces or (() if self.areas else (None,))
        return (*((province, self.place) for province in provinces), *self.areas)

    def columns(self) -> dict[str, object]:
        """Those that are columns of the agreement itself."""
        own = {"title", "cooperation_mode", "starts_on", "ends_on"}
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name in own}


def check(facts: ContractFacts, side: Side, account: Account, goods_party: Account | None) -> None:
    """Refused with the code of the first rule that does not hold; whether a goods party is licensed is
    `check_goods_party`'s question."""
    if account.kind not in ACCOUNT_KINDS[side]:
        raise Refused(f"contract.not_for_{side}", number=account.number)
    if facts.ends_on < facts.starts_on:
        raise Refused("contract.ends_before_start")
    if account.is_person and facts.cooperation_mode in GOODS_MODES and goods_party is None:
        raise Refused("contract.person_cannot_buy_out", name=account.name_zh)


def check_goods_party(party: Account, papers: list[Qualification], day: date) -> None:
    """Refused unless `party` is a company that may trade in drugs on civil day `day` (Drug Administration Law 51)."""
    if (
        party.kind != AccountKind.DISTRIBUTOR
        or party.entity_type == EntityType.CSO
        or not _licensed(party, papers, day)
    ):
        raise Refused("contract.goods_party_unlicensed", name=party.name_zh)


def _licensed(party: Account, papers: list[Qualification], day: date) -> bool:
    on_file = bool(party.licence_no) and (party.licence_until is None or party.licence_until >= day)
    return on_file or any(
        paper.doc_type == "drug_licence" and (paper.expires_on is None or paper.expires_on >= day) for paper in papers
    )


def cover(contract: Contract, facts: ContractFacts) -> None:
    """Hang the products and regions of `facts` on an agreement that has none."""
    owner = contract.account_id
    contract.products.extend(ContractProduct(account_id=owner, product_id=product) for product in facts.product_ids)
    grant = {"account_id": owner, "channel": facts.channel, "level": facts.level}
    contract.territories.extend(ContractTerritory(province=code, place=place, **grant) for code, place in facts.places)


def plain(value: Any) -> Any:
    """A column's value as the event log keeps it."""
    return value.isoformat() if isinstance(value, date) else value
