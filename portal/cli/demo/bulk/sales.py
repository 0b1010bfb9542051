"""What one generated account bought in two years: profits are log-normal, so that a fifth makes most of them."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from math import exp
from statistics import NormalDist
from typing import Any

from portal.cli.demo.bulk.accounts import SELLERS
from portal.cli.demo.bulk.contracts import product_place
from portal.cli.demo.bulk.days import morning
from portal.cli.demo.bulk.ids import child
from portal.cli.demo.bulk.months import SEASON
from portal.cli.demo.bulk.profiles import DEVIATION, Profile
from portal.cli.demo.bulk.writing import Batch
from portal.cli.demo.draw import Draw
from portal.domain.accounts.kinds import AccountStatus
from portal.domain.sales.models import SalesMonth
from portal.domain.sales.months import months_on

FIRST, MONTHS = date(2024, 11, 1), 24
MOST = 2 * MONTHS
"""Rows of an account: of two products at most."""
USUAL_PROFIT = 50_000
"""Fen a month that half of the accounts stay below."""
OFTEN = {"vip": 100, "a": 95, "b": 70, "c": 40, "dormant": 80}
"""In so many of 100 months an account of that tier buys."""
_NORMAL = NormalDist()


def write_sales(batch: Batch, seed: int, who: Profile, products: tuple[tuple[int, str], ...]) -> None:
    if who.kind not in SELLERS or who.status == AccountStatus.LEAD:
        return
    draw = Draw(seed, "sales", who.index)
    profit = USUAL_PROFIT * exp(DEVIATION * _NORMAL.inv_cdf(Draw(seed, "account", who.index).share("profit")))
    margin = 12 + draw.number("margin", 25)
    bought = sorted({product_place(seed, who, place, len(products)) for place in range(who.contracts)})
    for number in _months(who, draw):
        month, recorded_at = _month(number)
        whole = int(profit * SEASON[month.month] / 8 * (0.7 + draw.share(f"noise {number}") * 0.6))
        for place, product in enumerate(bought):
            batch.add(SalesMonth, id=child(who.index, MOST, place * MONTHS + number), account_id=who.id,
                      product_id=products[product][0], month=month, recorded_at=recorded_at,
                      **_sums(whole // len(bought), margin, product))  # fmt: skip


def _sums(profit: int, margin: int, product: int) -> dict[str, Any]:
    """One month in sixty or so more was lost than earned: goods came back or the price fell."""
    amount = profit * 100 // margin
    return {
        "amount": amount, "boxes": amount // (1_500 + 700 * product),
        "gross_profit": -profit // 4 if profit % 61 == 0 else profit, "import_no": "",
    }  # fmt: skip


def _months(who: Profile, draw: Draw) -> Iterator[int]:
    """Numbers of the months in which something was bought: from the first to the last one, with a long pause where
    somebody went and came back."""
    first = 1 + draw.number("first", MONTHS - 1) if draw.happens("new", 12) else 0
    last, pause = MONTHS - 1, range(0)
    if who.status == AccountStatus.DORMANT:
        last = MONTHS - 7 - draw.number("last", 4)
    elif who.status == AccountStatus.CHURNED:
        last = draw.number("last", MONTHS - 12)
    elif draw.happens("came back", 4):
        pause = range(8, 16 + draw.number("pause", 4))
    often = OFTEN[who.tier]
    for number in range(min(first, last), last + 1):
        is_edge = number in (first, last)
        if number not in pause and (is_edge or often == 100 or draw.happens(f"buys {number}", often)):
            yield number


@cache
def _month(number: int) -> tuple[date, Any]:
    """The month, and when its sales were recorded."""
    month = months_on(FIRST, number)
    return month, morning(months_on(month, 1).replace(day=5))
