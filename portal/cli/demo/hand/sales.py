"""What the hand-written accounts bought, month by month: a few make the profit, one loses money, one came back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.cli.demo.bulk.days import morning
from portal.cli.demo.bulk.months import SEASON
from portal.cli.demo.draw import Draw
from portal.cli.demo.hand.products import PRODUCTS
from portal.cli.demo.hand.stage import Stage
from portal.domain.sales.keeping import renew_trailing
from portal.domain.sales.models import SalesMonth
from portal.domain.sales.months import months_from, months_on

FIRST, LAST = date(2024, 11, 1), date(2026, 10, 1)
"""Two years; November 2026 is not over when the demonstration stands still."""
USUAL = sum(SEASON.values()) / 12
PRICES = {product.code: product.supplied or 2_000 for product in PRODUCTS}
ACHIEVED = 101_352_000
"""Fen that Minchuan had bought of its quota of 1,200,000 yuan by the end of October 2026: 84.46 %."""


@dataclass(frozen=True)
class Buys:
    """`a_month`: yuan in a month neither busy nor quiet, all products together; `margin`: percent of it that is left.
    `pause`: months without anything, both included."""

    account: str
    products: tuple[str, ...]
    a_month: int
    margin: int
    first: date = FIRST
    last: date = LAST
    pause: tuple[date, date] | None = None

    @property
    def months(self) -> list[date]:
        away = months_from(*self.pause) if self.pause else []
        return [month for month in months_from(self.first, self.last) if month not in away]


BOUGHT = (
    Buys("D-000101", ("PR01",), 92_000, 33),
    Buys("D-000102", ("PR01", "PR02", "PR03", "PR04"), 100_000, 34),
    Buys("D-000103", ("PR01", "PR02"), 120_000, 7),
    Buys("D-000104", ("PR02",), 60_000, 8),
    Buys("D-000105", ("PR01",), 14_000, 7),
    Buys("D-000106", ("PR01", "PR05"), 22_000, -3),
    Buys("D-000107", ("PR04", "PR06"), 25_000, 14),
    Buys("D-000108", ("PR05",), 6_000, 15, first=date(2026, 8, 1)),
    Buys("D-000109", ("PR06",), 30_000, 12, last=date(2025, 9, 1)),
    Buys("D-000110", ("PR02",), 5_000, 9, pause=(date(2025, 5, 1), date(2025, 12, 1))),
    Buys("D-000111", ("PR05",), 18_000, 11, last=date(2026, 4, 1)),
    Buys("D-000112", ("PR02",), 12_000, 8),
    Buys("N-000201", ("PR02",), 14_000, 19),
    Buys("N-000202", ("PR04",), 5_000, 13),
    Buys("N-000203", ("PR06",), 2_500, 10, first=date(2025, 12, 1)),
    Buys("N-000204", ("PR05",), 6_000, 10),
    Buys("N-000205", ("PR05",), 2_200, 9, first=date(2026, 5, 1)),
    Buys("N-000206", ("PR02",), 1_800, 10),
)


def write_sales(stage: Stage) -> None:
    for buys in BOUGHT:
        account_id = stage.accounts[buys.account].id
        for month, code, amount in _amounts(buys):
            stage.session.add(
                SalesMonth(
                    account_id=account_id, product_id=stage.products[code].id, month=month, amount=amount,
                    boxes=amount // PRICES[code], gross_profit=amount * buys.margin // 100,
                    recorded_at=morning(months_on(month, 1).replace(day=5)),
                )
            )  # fmt: skip
    stage.session.flush()
    renew_trailing(stage.session, [stage.accounts[buys.account].id for buys in BOUGHT])


def _amounts(buys: Buys) -> Iterator[tuple[date, str, int]]:
    """Month, product and fen; of Minchuan the last month makes up what was achieved of the quota."""
    this_year = 0
    for number, month in enumerate(buys.months):
        draw = Draw(1, f"sales {buys.account}", number)
        growth = 1.1 if month >= date(2026, 1, 1) else 1.0
        whole = int(buys.a_month * 100 * SEASON[month.month] / USUAL * growth * (0.9 + draw.share("noise") / 5))
        if buys.account == "D-000101" and month == LAST:
            whole = ACHIEVED - this_year
        if month.year == LAST.year:
            this_year += whole
        share = whole // len(buys.products)
        for code in buys.products[1:]:
            yield month, code, share
        yield month, buys.products[0], whole - share * (len(buys.products) - 1)
