"""Ten made-up companies, the same each time: what the house reckons for them beside the recount."""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.domain.care.health import Part
from portal.domain.care.health import health as health_of
from portal.domain.sales.months import last_day, months_from
from portal.insight import satisfaction
from portal.insight.periods import asked_about
from portal.insight.reckoning import EVERYBODY, Book, Walk
from portal.insight.telling import leaving_facts, profit_facts
from tests.insight import recount_people
from tests.insight.recount import Row, expected

TODAY = date(2026, 11, 28)
MONTHS = months_from(date(2024, 11, 1), date(2026, 10, 1))
"""Twenty-four of them."""
SEEDS, ACCOUNTS = range(10), 200


def differences(seeds: range = SEEDS, accounts: int = ACCOUNTS) -> tuple[int, list[str]]:
    """How many numbers are equal, and a line for each that is not."""
    equal, wrong = 0, []
    for seed in seeds:
        for what, found, wanted in _numbers(random.Random(seed), accounts):
            if found == wanted:
                equal += 1
            else:
                wrong.append(f"company {seed} {what}: {found}, counted again {wanted}")
    return equal, wrong


def _numbers(luck: random.Random, accounts: int) -> Iterator[tuple[str, Any, Any]]:
    """What, as the house reckons it, as it is counted again."""
    rows, ended = _ledger(luck, accounts), {}
    for number in range(0, accounts, 17):
        ended[f"D-{number:06d}"] = date(2025, 1, 1).replace(year=2025 + number % 2, month=1 + number % 12)
    yield from _of_ledger(rows, ended)
    for place in range(accounts):
        values = {part: luck.choice([None, luck.randint(0, 10_000)]) for part in Part}
        one = health_of({part: None if value is None else Decimal(value) / 100 for part, value in values.items()})
        mine = (None if one.rounded is None else int(one.rounded * 100), one.known, str(one.colour))
        again = {str(part): None if value is None else Fraction(value, 100) for part, value in values.items()}
        yield f"health {place}", mine, recount_people.health(again)
    for kind, most in (("nps", 10), ("csat", 5)):
        for answers in (0, 4, 5, 37, 1_000):
            marks = [luck.randint(0 if kind == "nps" else 1, most) for _ in range(answers)]
            score = getattr(satisfaction, kind)(marks)
            yield f"{kind} {answers}", (score.answers, score.value), getattr(recount_people, kind)(marks)


def _ledger(luck: random.Random, accounts: int) -> list[Row]:
    """Each account buys in some of the months, a few bring most, some lose money, some months are taken back."""
    rows = []
    for number in range(accounts):
        size, habit = int(luck.paretovariate(1.1) * 10_000), luck.random()
        first = luck.randrange(len(MONTHS))
        for month in MONTHS[first:]:
            if luck.random() < habit:
                amount = size * luck.choice([-1, 1, 1, 2, 3])
                rows.append(Row(f"D-{number:06d}", month, amount, amount * luck.choice([-5, 10, 20, 30]) // 100))
    return rows


def _of_ledger(rows: list[Row], ended: dict[str, date]) -> Iterator[tuple[str, Any, Any]]:
    by_account: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_account[row.account].append(row)
    walk = Walk(asked_about(TODAY), since=last_day(MONTHS[0]))
    for account, some in by_account.items():
        segment = "even" if int(account[2:]) % 2 else "odd"
        profits = {last_day(row.month): row.profit for row in some if row.profit}
        bought = tuple(last_day(row.month) for row in some if row.amount > 0)
        walk.add(Book(account, (segment,), profits, bought, ended.get(account)))
    for period in asked_about(TODAY):
        for segment in (EVERYBODY, "even", "odd"):
            some = [row for row in rows if segment in (EVERYBODY, "even" if int(row.account[2:]) % 2 else "odd")]
            found = {**leaving_facts(walk, period, segment), **profit_facts(walk.profits(period)[segment])}
            for name, value in expected(some, ended, period.first, period.until).items():
                yield f"{period.until:%Y-%m} {segment} {name}", found[name], value
