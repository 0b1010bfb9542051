"""Clauses on larger settlements: take-back compensation (B8), overlapping penalties (B9), earnest money (B11)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from portal.domain.contracts.clauses.clause import UPSTREAM_ONLY, Clause
from portal.domain.contracts.clauses.kinds import Choice, YesNo
from portal.domain.contracts.clauses.numbers import Fen, Months
from portal.domain.contracts.clauses.penalty import Penalty
from portal.domain.contracts.clauses.rules import Below, Rule
from portal.domain.contracts.clauses.shares import Multiple, Share
from portal.domain.contracts.clauses.vocabulary import Group, Party, Stack, TakebackBase, Trigger

EARNEST_MONEY_SHARE = Decimal("0.20")
"""Civil Code 586: earnest money works up to this share of the contract value; a limit of law, not a setting."""


@dataclass(frozen=True, kw_only=True)
class TakebackCompensation(Penalty):
    """B8. The supplier ends or narrows our rights without our breach: profit × multiple, fixed sum, stock."""

    code: ClassVar[str] = "takeback_compensation"
    sides = UPSTREAM_ONLY

    obligor: Annotated[Party, Choice(among=Party, prefill="partner")] = Party.PARTNER
    trigger: Annotated[Trigger, Choice(among=Trigger, prefill="takeback")] = Trigger.TAKEBACK
    multiple: Annotated[Decimal, Multiple(minimum=Decimal("0.01"), prefill="2")]
    base: Annotated[TakebackBase, Choice(among=TakebackBase, prefill="t12gp")] = TakebackBase.T12GP
    min_months: Annotated[int, Months(maximum=12, prefill=6)]
    annualise: Annotated[bool, YesNo(prefill=True)] = True
    market_dev_fixed_fen: Annotated[int, Fen()] = 0
    buyback_stock: Annotated[bool, YesNo(prefill=True)] = True
    refund_deposit: Annotated[bool, YesNo(prefill=True)] = True
    notice_months: Annotated[int, Months(minimum=0, prefill=6)] = 0
    tail_months: Annotated[int, Months(minimum=0)] = 0


@dataclass(frozen=True, kw_only=True)
class PenaltyOverlap(Clause):
    """B9. How penalties meet: for one act, for different acts, and how much all of them may come to."""

    code: ClassVar[str] = "penalty_overlap"
    group: ClassVar[Group] = Group.PENALTY

    stack: Annotated[Stack, Choice(among=Stack, prefill="cumulative")]
    same_act: Annotated[Stack, Choice(among=Stack, prefill="highest_only")] = Stack.HIGHEST_ONLY
    global_cap_rate: Annotated[Decimal | None, Share(minimum=Decimal("0.000001"), maximum=10, prefill="0.2")] = None


@dataclass(frozen=True, kw_only=True)
class EarnestMoney(Clause):
    """B11. Forfeited by the giver, returned double by the receiver; or the penalty is chosen, never both."""

    code: ClassVar[str] = "earnest_money"
    group: ClassVar[Group] = Group.PENALTY
    rules: ClassVar[tuple[Rule, ...]] = (Below("agreed_fen", "contract_value_fen", "over_value", or_equal=True),)

    giver: Annotated[Party, Choice(among=Party)]
    agreed_fen: Annotated[int, Fen(minimum=1)]
    contract_value_fen: Annotated[int, Fen(minimum=1)]

    def notes(self) -> tuple[str, ...]:
        """`earnest_money_over_fifth` when a part of it is plain prepayment."""
        over = self.agreed_fen > self.contract_value_fen * EARNEST_MONEY_SHARE
        return ("earnest_money_over_fifth",) if over else ()
