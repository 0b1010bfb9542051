"""What may be given to whom: hard stops, ceilings and who has to agree (domain 7.3; amounts in fen)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.domain.accounts.kinds import Tier

A_GIFT = 20_000
"""Fen: the most one gift may cost [DEF]."""
YEARLY: Mapping[Tier, int] = {
    Tier.VIP: 80_000, Tier.A: 40_000, Tier.B: 20_000, Tier.C: 5_000, Tier.DORMANT: 0, Tier.PERIPHERAL_KEY: 20_000,
    Tier.PERIPHERAL: 0,
}  # fmt: skip
"""Fen a person and calendar year [DEF]."""
BY_CARE_OWNER, BY_HEAD = 10_000, 20_000
"""Fen up to which the care owner, and the head of the department, agrees alone [DEF]."""
AROUND_TENDER = 30
"""Calendar days before and after a tender decision of the person's unit within which nothing is given [DEF]."""


class GiftKind(StrEnum):
    BRANDED = "branded"
    LOCAL_FOOD = "local_food"
    BOOK = "book"
    FLOWERS = "flowers"
    MEAL = "meal"
    CASH = "cash"
    CARD = "card"
    RED_PACKET = "red_packet"
    VOUCHER = "voucher"
    TRAVEL = "travel"
    SAMPLE = "sample"


LIKE_CASH = frozenset({GiftKind.CASH, GiftKind.CARD, GiftKind.RED_PACKET, GiftKind.VOUCHER, GiftKind.TRAVEL})
"""Never given to anybody."""


class Approver(StrEnum):
    CARE_OWNER = "care_owner"
    HEAD = "head"
    COMPLIANCE = "compliance"
    """Compliance and the general manager, both."""


class Stop(StrEnum):
    """Why a gift is refused, each by its own rule."""

    HEALTHCARE = "gift.healthcare"
    """药品管理法 art. 88 and 141: nothing of value to who buys or prescribes, nor to their relatives."""
    OFFICIAL = "gift.official"
    LIKE_CASH = "gift.like_cash"
    TENDER = "gift.tender"
    ONE_GIFT = "gift.one_gift"
    YEAR = "gift.year"
    NO_TIER = "gift.no_tier"
    NO_CONSENT = "gift.no_consent"


HARD = frozenset({Stop.HEALTHCARE, Stop.OFFICIAL, Stop.LIKE_CASH, Stop.TENDER})
"""No ceiling and no approval lifts these."""


@dataclass(frozen=True)
class Limits:
    """What a company set instead of the defaults (fen)."""

    a_gift: int = A_GIFT
    yearly: Mapping[Tier, int] = field(default_factory=lambda: YEARLY)
    around_tender: int = AROUND_TENDER


DEFAULT = Limits()


@dataclass(frozen=True)
class Gift:
    """A gift or meal about to be given. `given_this_year`: fen given to the person in the calendar year of `on`, this
    one not counted. `tenders`: days of decisions of their unit. `is_hcp` is also for a known relative of one."""

    kind: GiftKind
    cost: int
    on: date
    tier: str | None
    is_hcp: bool = False
    is_official: bool = False
    given_this_year: int = 0
    tenders: tuple[date, ...] = ()
    has_consent: bool = True


def stops(gift: Gift, limits: Limits = DEFAULT) -> list[Stop]:
    """Every rule that refuses it, hard stops first; empty when it may be given once agreed to."""
    yearly = limits.yearly.get(Tier(gift.tier)) if gift.tier else None
    near = any(abs((gift.on - day).days) <= limits.around_tender for day in gift.tenders)
    found = {
        Stop.HEALTHCARE: gift.is_hcp,
        Stop.OFFICIAL: gift.is_official,
        Stop.LIKE_CASH: gift.kind in LIKE_CASH,
        Stop.TENDER: near,
        Stop.ONE_GIFT: gift.cost > limits.a_gift,
        Stop.NO_TIER: yearly is None,
        Stop.YEAR: yearly is not None and gift.given_this_year + gift.cost > yearly,
        Stop.NO_CONSENT: not gift.has_consent,
    }
    return [stop for stop, holds in found.items() if holds]


def approver(cost: int) -> Approver:
    """Who agrees to a gift of this many fen."""
    if cost <= BY_CARE_OWNER:
        return Approver.CARE_OWNER
    return Approver.HEAD if cost <= BY_HEAD else Approver.COMPLIANCE
