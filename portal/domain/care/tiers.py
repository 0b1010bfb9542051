"""Which tier an account is of: by its profit, or as somebody decided with a reason and an end (domain 7.1 [DEF])."""

from dataclasses import dataclass
from datetime import date

from portal.domain.accounts.kinds import AccountKind, Tier
from portal.domain.contracts.computing.day_counting import after_months

DORMANT_AFTER = 180
"""Calendar days without a purchase or fee after which an account with an open contract is dormant."""
KEY_RATING = 4
"""Value rating (1 to 5) from which a peripheral contact is a key one."""
LONGEST_OVERRIDE = 12
"""Months after which a tier set by hand ends by itself."""


@dataclass(frozen=True)
class Override:
    """A tier set by hand, in force through civil day `until`."""

    tier: Tier
    reason: str
    until: date


@dataclass(frozen=True)
class TierFacts:
    """`by_profit` is what the Pareto ranking gives, None for who earned nothing in twelve months. `last_sale_on`: the
    last purchase, fee or collection."""

    kind: AccountKind
    by_profit: Tier | None = None
    last_sale_on: date | None = None
    has_open_contract: bool = False
    is_strategic: bool = False
    rating: int | None = None


def longest_override(on: date) -> date:
    """The last civil day a tier that is set by hand on `on` can be in force."""
    return after_months(on, LONGEST_OVERRIDE)


def tier_of(facts: TierFacts, on: date, override: Override | None = None) -> Tier | None:
    """The tier on civil day `on`; None where nothing says one (a lead without a contract)."""
    if override is not None and on <= override.until:
        return override.tier
    if facts.kind is AccountKind.PERIPHERAL:
        return Tier.PERIPHERAL_KEY if (facts.rating or 0) >= KEY_RATING else Tier.PERIPHERAL
    if facts.is_strategic:
        return Tier.VIP
    slept = facts.last_sale_on is not None and (on - facts.last_sale_on).days > DORMANT_AFTER
    if slept and facts.has_open_contract:
        return Tier.DORMANT
    if facts.by_profit is not None and not slept:
        return facts.by_profit
    return Tier.C if facts.has_open_contract else None
