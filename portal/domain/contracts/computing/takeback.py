"""B8: what the supplier's taking the product back comes to: profit × multiple, a fixed sum, the stock."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.fact_kinds import CIVIL, Known
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.clauses.numbers import MOST_FEN, Fen, Whole
from portal.domain.contracts.clauses.settlement import TakebackCompensation
from portal.domain.contracts.computing.amounts import quotient, share_of, times
from portal.domain.contracts.computing.day_counting import after_months
from portal.domain.contracts.computing.penalty_common import NOTHING, Sum, concluded, put_right
from portal.domain.contracts.computing.penalty_facts import PenaltyFacts
from portal.domain.contracts.computing.profit import MonthOfSales, Profit, profit_before
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays

EITHER_SIGN = Fen(minimum=-MOST_FEN, prefill="0")
COLUMNS = (
    ("month", CIVIL), ("net_sales_fen", Fen(minimum=-MOST_FEN)), ("purchase_fen", EITHER_SIGN),
    ("freight_fen", EITHER_SIGN), ("fees_fen", EITHER_SIGN),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class TakebackFacts(PenaltyFacts):
    """B8. The profit either month by month (`months` and `notice_on`), or as a total of so many months."""

    notice_on: Annotated[date | None, CIVIL] = None
    """The day the supplier's notice arrived; profit is counted over the twelve full months before its month."""
    months: Annotated[tuple[MonthOfSales, ...], Steps(row=MonthOfSales, columns=COLUMNS)] = ()
    """Each month by any of its days: net sales − purchase cost − freight − agreed fees, in fen; losses count too."""
    profit_total_fen: Annotated[int | None, Fen(minimum=-MOST_FEN)] = None
    """Gross profit of the last months in all, in fen, where `months` are not given."""
    profit_months: Annotated[int, Whole(unit="months", minimum=1, maximum=12)] = 12
    """Of how many full months `profit_total_fen` is the total."""
    stock_fen: Annotated[int | None, Fen()] = None
    """Our stock at purchase price, in fen."""
    deposit_fen: Annotated[int | None, Fen()] = None
    """The deposit the supplier holds, in fen; it is returned apart from the compensation."""
    remaining_months: Annotated[int | None, Whole(unit="months", maximum=600)] = None
    """Months the term would have had left, for the cross-check."""
    ends_early_on: Annotated[date | None, CIVIL] = None
    """The day on which our rights end by the notice."""
    own_breach: Annotated[bool | None, Known()] = None
    """Whether a breach of our own gave the supplier the right to end."""


def takeback_compensation(
    terms: TakebackCompensation, facts: TakebackFacts, day: date, days: WorkingDays
) -> Assessment:
    """B8, in fen: profit × multiple (multiplied before it is rounded) + fixed sum + stock. The deposit goes back apart.
    The line `remaining_term` is the cross-check; only a reasonable substitute period may be granted (art. 61 of the
    interpretation)."""
    if cured := put_right(terms, facts, days):
        return cured
    if facts.own_breach:
        return Assessment(NOTHING, (Line("own_breach"),), 0)
    profit = profit_before(facts.notice_on, facts.months, facts.profit_total_fen, facts.profit_months)
    unknown = [profit] if isinstance(profit, str) else []
    unknown += ["stock_fen"] if terms.buyback_stock and facts.stock_fen is None else []
    if isinstance(profit, str) or unknown:
        return not_enough(*unknown)
    lines = [*profit.lines, *_profit_lines(terms, profit)]
    if terms.market_dev_fixed_fen:
        lines.append(Line("market_development", {}, terms.market_dev_fixed_fen))
    if terms.buyback_stock:
        lines.append(Line("stock_bought_back", {}, facts.stock_fen))
    fen = sum(line.fen or 0 for line in lines if line.code not in NOT_IN_THE_SUM)
    found = Sum(fen, tuple(lines), tuple(_after(terms, facts, profit)), notes=_notes(terms, facts, profit))
    return concluded(terms, facts, found, day, days)


NOT_IN_THE_SUM = frozenset({"profit_total", "profit_annualised"})


def _profit_lines(terms: TakebackCompensation, profit: Profit) -> list[Line]:
    if profit.months < 12 and profit.months < terms.min_months:
        return [Line("profit_months_too_few", {"months": profit.months, "least_months": terms.min_months})]
    total = Line("profit_total", {"months": profit.months}, profit.fen)
    if profit.fen <= 0:
        return [total, Line("no_profit", {}, 0)]
    if profit.months == 12 or not terms.annualise:
        fen = share_of(profit.fen, terms.multiple)
        return [total, Line("profit_multiple", {"profit_fen": profit.fen, "multiple": terms.multiple}, fen)]
    year = quotient(profit.fen * 12, profit.months)
    fen = quotient(times(profit.fen, 12, terms.multiple), profit.months)
    annual = Line("profit_annualised", {"profit_fen": profit.fen, "months": profit.months}, year)
    return [total, annual, Line("profit_multiple", {"profit_fen": year, "multiple": terms.multiple}, fen)]


def _after(terms: TakebackCompensation, facts: TakebackFacts, profit: Profit) -> list[Line]:
    lines = []
    if facts.remaining_months is not None:
        fen = quotient(profit.fen * facts.remaining_months, profit.months)
        lines.append(Line("remaining_term", {"months": facts.remaining_months}, max(0, fen)))
    if terms.refund_deposit and facts.deposit_fen is not None:
        lines.append(Line("deposit_returned", {}, facts.deposit_fen))
    elif terms.refund_deposit:
        lines.append(Line("deposit_returned_apart"))
    if terms.tail_months:
        lines.append(Line("tail_commission", {"months": terms.tail_months}))
    return lines


def _notes(terms: TakebackCompensation, facts: TakebackFacts, profit: Profit) -> tuple[str, ...]:
    notes: tuple[str, ...] = ("substitute_period",)
    if profit.months < 12 and profit.months < terms.min_months:
        notes += ("fixed_sum_only",)
    if facts.notice_on and facts.ends_early_on and terms.notice_months:
        short = facts.ends_early_on < after_months(facts.notice_on, terms.notice_months)
        notes += ("notice_too_short",) if short else ()
    return notes
