"""Territory: who holds what, down to the county, over a whole company; and its page (row 24)."""

import random
import time
from datetime import date

from bench.budgets import Budget
from bench.clients import Clients, Side, interleave
from bench.stage import Stage
from portal.domain.accounts.places import counties, divisions
from portal.domain.contracts.grants import Grant
from portal.domain.contracts.grants.holders import Holders

HOLDERS, SEED, DAY = 10_000, 7, date(2026, 11, 28)
PRODUCTS = tuple(f"PR{place:02d}" for place in range(50))
PAGE_MS = 200
"""The page may take so long at the 95th percentile."""


def territory(stage: Stage, clients: Clients) -> list[Budget]:
    """Who holds each county for each product on a day, and how long the coverage page takes."""
    grants, places = granted(), counties()
    taken, rights = [], 0
    for _ in range(3):
        begun = time.perf_counter()
        holders = Holders(grants)
        rights = sum(len(holders.of(product, place, None, DAY)) for product in PRODUCTS for place in places)
        taken.append(time.perf_counter() - begun)
    figure = f"{HOLDERS:,} × {len(places):,} × {len(PRODUCTS)}: {rights:,} rights found"
    side = Side(stage.web.port, stage.staff.reads("/staff/coverage/"))
    told = interleave(clients, {"ours": side}, rounds=3, times=stage.times(40), width=1)["ours"]
    p95 = min(one.part(95) for one in told)
    return [
        Budget("24", "who holds each county for each product", figure, min(taken), 1, 2.5, unit="s"),
        Budget("24", "coverage page, one reader: p95", str(told[-1]), p95, PAGE_MS, 2 * PAGE_MS, unit="ms"),
    ]


def granted() -> list[Grant]:
    """Every partner has up to four products in up to five regions: most of them counties, some cities and provinces."""
    draw = random.Random(SEED)
    smallest, cities = counties(), [code for code in divisions() if len(code) == 4]

    def region() -> str:
        kind = draw.random()
        return draw.choice(smallest) if kind < 0.7 else draw.choice(cities) if kind < 0.95 else draw.choice(cities)[:2]

    return [
        Grant(
            f"D-{number}", f"D-{number}", tuple(draw.sample(PRODUCTS, draw.randint(1, 4))),
            tuple({region() for _ in range(draw.randint(1, 5))}), "all",
            draw.choice(("exclusive", "sole", "non_exclusive")), date(2026, 1, 1), date(2027, 12, 31),
        )
        for number in range(HOLDERS)
    ]  # fmt: skip
