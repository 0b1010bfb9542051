"""Who makes the profit: the Pareto head, and the tiers that follow from it (domain 7.1; amounts in fen)."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from portal.domain.accounts.kinds import Tier

HEAD, NEXT = 80, 95
"""Percent of the profit up to which an account is of the head, and of the part after it [DEF]."""


class Earned(NamedTuple):
    """Gross profit of the trailing twelve months of one account."""

    account_no: str
    profit: int


class Ranked(NamedTuple):
    """An account in its place: it and all before it bring `upto` of `total` fen."""

    account_no: str
    profit: int
    upto: int
    total: int
    tier: Tier

    @property
    def share(self) -> Fraction:
        """The share of the profit up to and with it, unrounded."""
        return Fraction(self.upto, self.total)


@dataclass(frozen=True)
class Concentration:
    """`ranked`: accounts that earn, the most first; `losing`: those at or below nothing, shown apart."""

    ranked: list[Ranked]
    losing: list[Earned]
    total: int

    @property
    def head(self) -> list[Ranked]:
        return [one for one in self.ranked if one.tier is Tier.VIP]


def concentration(earned: Iterable[Earned]) -> Concentration:
    """Sorted by profit, ties by account number. The head is the smallest set that reaches HEAD percent, so the account
    that crosses the line is in it; the next reach NEXT percent the same way."""
    everyone = sorted(earned, key=lambda one: (-one.profit, one.account_no))
    earning = [one for one in everyone if one.profit > 0]
    total = sum(one.profit for one in earning)
    ranked, before = [], 0
    for one in earning:
        after = before + one.profit
        tier = Tier.VIP if before * 100 < HEAD * total else Tier.A if before * 100 < NEXT * total else Tier.B
        ranked.append(Ranked(*one, after, total, tier))
        before = after
    return Concentration(ranked, [one for one in everyone if one.profit <= 0], total)
