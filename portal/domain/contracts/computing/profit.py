"""Gross profit of the twelve full calendar months before a notice (T12GP)."""

from dataclasses import dataclass
from datetime import date

from portal.domain.contracts.computing.working import Line


@dataclass(frozen=True)
class MonthOfSales:
    """One month, by any of its civil days; sums in fen, a loss is a loss."""

    month: date
    net_sales_fen: int
    purchase_fen: int
    freight_fen: int
    fees_fen: int

    @property
    def profit_fen(self) -> int:
        return self.net_sales_fen - self.purchase_fen - self.freight_fen - self.fees_fen


@dataclass(frozen=True)
class Profit:
    """The total in fen of so many months (12 or fewer, at least 1), and what was left out."""

    fen: int
    months: int
    lines: tuple[Line, ...] = ()


def profit_before(
    notice_on: date | None, sales: tuple[MonthOfSales, ...], total_fen: int | None, total_months: int
) -> Profit | str:
    """The profit of the months given, else the total as it was given; the name of the fact that is missing."""
    if not sales:
        return "months" if total_fen is None else Profit(total_fen, total_months)
    if notice_on is None:
        return "notice_on"
    last = _number(notice_on) - 1
    inside = [one for one in sales if last - 12 < _number(one.month) <= last]
    months = len({_number(one.month) for one in inside})
    if not months:
        return "months"
    outside = len(sales) - len(inside)
    lines = (Line("months_outside", {"count": outside}),) if outside else ()
    return Profit(sum(one.profit_fen for one in inside), months, lines)


def _number(day: date) -> int:
    """Months since the beginning of our calendar."""
    return day.year * 12 + day.month
