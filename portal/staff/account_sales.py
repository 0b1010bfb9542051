"""The tab of an account that shows what it bought: twelve months, products, and what the year comes to."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from portal.domain.accounts.models import Account
from portal.domain.sales.months import YEAR, months_on, twelve_to
from portal.staff.insight_words import short_money
from portal.web.current import uow
from portal.web.drawing import Column, Drawing, columns, round_scale
from portal.web.locale import money, month_text


def sales_of(account: Account) -> dict[str, Any]:
    """Three statements, of rows and not of entities."""
    as_of = uow.sales.as_of()
    if as_of is None:
        return {"as_of": None}
    months, lines = twelve_to(as_of), uow.sales.lines(account.id, as_of)
    amounts, profits, boxes = (Counter[Any]() for _ in range(3))
    by_product: Counter[Any] = Counter()
    names = {line.code: line.name for line in lines}
    for line in lines:
        amounts[line.month] += line.amount
        profits[line.month] += line.gross_profit
        boxes[line.month] += line.boxes
        by_product[line.code] += line.amount
    earlier = months_on(as_of, -YEAR)
    years = uow.sales.trailing_in(account.id, (as_of, earlier))
    return {
        "as_of": as_of, "months": months, "amounts": amounts, "profits": profits, "boxes": boxes,
        "drawing": drawing_of(amounts, months), "names": names,
        "by_product": by_product.most_common(), "this_year": years.get(as_of), "year_before": years.get(earlier),
    }  # fmt: skip


def drawing_of(amounts: Counter[Any], months: Sequence[date]) -> Drawing:
    """A column for each month; where more came back than went out it hangs, in the colour of what is wrong."""
    bars = [
        Column(str(month.month), amounts[month], "", f"{month_text(month)}: {money(amounts[month])}",
               "bad" if amounts[month] < 0 else "")
        for month in months
    ]  # fmt: skip
    return columns(bars, round_scale([amounts[month] for month in months], short_money), height=180)
