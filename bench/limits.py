"""The upstream rule over a whole company: 10,000 partners × 34 provinces × 50 products (row 19)."""

import random
import time
from datetime import date, timedelta

from bench.budgets import Budget
from bench.clients import Clients
from bench.stage import Stage
from portal.domain.contracts.grants import Grant, exceeding
from portal.domain.contracts.grants.places import ALL_PROVINCES

PARTNERS, SUPPLIERS, SEED = 10_000, 10, 7
PRODUCTS = tuple(f"PR{place:02d}" for place in range(50))
FIRST = date(2026, 1, 1)
TOO_LONG = 100
"""Every so many-th contract outlives the right behind it."""


def upstream_limit(stage: Stage, clients: Clients) -> list[Budget]:
    """Whether 17 million pieces granted downstream lie within the upstream rights."""
    upstream, downstream = _upstream(), _downstream()
    taken, excesses = [], 0
    for _ in range(3):
        begun = time.perf_counter()
        excesses = len(exceeding(downstream, upstream))
        taken.append(time.perf_counter() - begun)
    pieces = sum(len(grant.products) * len(grant.parts) for grant in downstream)
    figure = f"{len(downstream):,} contracts, {pieces:,} pieces, {excesses:,} excesses"
    return [Budget("19", "upstream rule over the whole company", figure, min(taken), 1, 2.5, unit="s")]


def _upstream() -> list[Grant]:
    """Each supplier's five products, the country in three contracts, each term followed by the next."""
    found = []
    for supplier in range(SUPPLIERS):
        products = PRODUCTS[supplier * 5 : supplier * 5 + 5]
        for year in range(3):
            starts_on = date(FIRST.year + year, 1, 1)
            ends_on = date(FIRST.year + year, 12, 31)
            for third in range(3):
                number = f"U-{supplier}-{year}-{third}"
                found.append(
                    Grant(number, f"S-{supplier}", products, ALL_PROVINCES[third::3], "all", "exclusive", starts_on,
                          ends_on)
                )  # fmt: skip
    return found


def _downstream() -> list[Grant]:
    """Every partner has all products in all provinces, named in an order of its own, on days of its own."""
    draw, found = random.Random(SEED), []
    for partner in range(PARTNERS):
        regions, products = list(ALL_PROVINCES), list(PRODUCTS)
        draw.shuffle(regions)
        draw.shuffle(products)
        starts_on = FIRST + timedelta(days=draw.randrange(700))
        ends_on = date(2029, 6, 30) if partner % TOO_LONG == 0 else starts_on + timedelta(days=364)
        level = draw.choice(("exclusive", "sole", "non_exclusive"))
        found.append(
            Grant(f"D-{partner}", f"D-{partner}", tuple(products), tuple(regions), "all", level, starts_on, ends_on)
        )
    return found
