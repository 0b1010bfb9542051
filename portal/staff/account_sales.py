"""The tab of an account that shows what it bought: twelve months, products, and what the year comes to."""

from collections import Counter
from typing import Any

from portal.domain.accounts.models import Account
from portal.domain.sales.months import YEAR, months_on, twelve_to
from portal.web.charts import bars
from portal.web.current import uow


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
        "drawing": bars([amounts[month] for month in months]), "names": names,
        "by_product": by_product.most_common(), "this_year": years.get(as_of), "year_before": years.get(earlier),
    }  # fmt: skip
