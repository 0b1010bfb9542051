"""A booked rebate: at one rate for everything, or slice by slice; tax inside or taken out first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from portal.domain.contracts.clauses.money import Rebate
from portal.domain.contracts.clauses.numbers import Fen
from portal.domain.contracts.clauses.shares import Share
from portal.domain.contracts.clauses.trade_vocabulary import RebateMode, Tax
from portal.domain.contracts.computing.amounts import quotient, times
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True, kw_only=True)
class RebateFacts:
    """A rebate."""

    amount_fen: Annotated[int | None, Fen()] = None
    """What was purchased or paid in the period, tax included, in fen."""
    returned_fen: Annotated[int, Fen()] = 0
    """Returned and diverted goods of the period, tax included, in fen; they are deducted."""
    vat_rate: Annotated[Decimal | None, Share()] = None
    """The VAT rate of the house, for a clause that takes tax out without naming a rate."""


def rebate(terms: Rebate, facts: RebateFacts, _day: date, _days: WorkingDays) -> Assessment:
    """`rebate_reached` with `fen`, or `rebate_not_reached`. Each slice is a payable line and rounded once; tiers and
    rates meet the exact sum without tax, not its rounded form."""
    if facts.amount_fen is None:
        return not_enough("amount_fen")
    rate = terms.vat_rate if terms.vat_rate is not None else facts.vat_rate
    if terms.tax == Tax.EXCLUDED and rate is None:
        return not_enough("vat_rate")
    amount = max(0, facts.amount_fen - facts.returned_fen)
    lines = [Line("rebate_basis", {"amount_fen": facts.amount_fen, "returned_fen": facts.returned_fen}, amount)]
    over = Decimal(1)
    if terms.tax == Tax.EXCLUDED and rate is not None:
        over += rate
        lines.append(Line("without_tax", {"amount_fen": amount, "rate": rate}, quotient(amount, over)))
    slices = list((_slices if terms.mode == RebateMode.SLAB else _whole)(terms, amount, over))
    fen = sum(line.fen or 0 for line in slices)
    if not slices:
        lines.append(Line("no_tier_reached", {"from_fen": terms.tiers[0].from_fen}))
    paid = [Line(f"rebate_as_{terms.pay_as}")] if fen else []
    return Assessment("rebate_reached" if fen else "rebate_not_reached", (*lines, *slices, *paid), fen)


def _whole(terms: Rebate, amount: int, over: Decimal) -> Iterator[Line]:
    reached = [tier for tier in terms.tiers if tier.from_fen * over <= amount]
    if reached:
        known = {"basis_fen": quotient(amount, over), "rate": reached[-1].rate, "from_fen": reached[-1].from_fen}
        yield Line("rebate_on_everything", known, quotient(times(amount, reached[-1].rate), over))


def _slices(terms: Rebate, amount: int, over: Decimal) -> Iterator[Line]:
    """Sums of a slice are kept multiplied by `over` until the one division, so that nothing is rounded twice."""
    for tier, above in pairwise([*terms.tiers, None]):
        if tier is None or tier.from_fen * over >= amount:
            return
        top = Decimal(amount) if above is None else min(Decimal(amount), above.from_fen * over)
        inside = top - tier.from_fen * over
        known = {"basis_fen": quotient(inside, over), "rate": tier.rate, "from_fen": tier.from_fen}
        yield Line("rebate_on_slice", known, quotient(inside * tier.rate, over))
