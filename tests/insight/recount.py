"""The figures of management counted again, by other means: plain loops over plain rows, one question at a time.

`python -m tests.insight.recount` compares what the instance of the settings has prepared with a recount of its ledger,
period by period and segment by segment, the health of every account and the score of every survey, and says how many
numbers were equal; `python -m tests.insight.recount fixtures` does so for ten made-up companies.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any


@dataclass(frozen=True)
class Row:
    """One account in one month (its first day): what it bought and what that brought, in fen."""

    account: str
    month: date
    amount: int
    profit: int


@cache
def month_end(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def profits(rows: Iterable[Row], first: date, until: date) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        if first <= row.month <= until:
            found[row.account] += row.profit
    return {account: fen for account, fen in found.items() if fen}


def head(earned: Mapping[str, int]) -> list[str]:
    """Take the most profitable off the pile until four fifths are together."""
    pile = sorted((account for account, fen in earned.items() if fen > 0), key=lambda one: (-earned[one], one))
    total, together, taken = sum(earned[one] for one in pile), 0, []
    while pile and 10 * together < 8 * total:
        taken.append(pile.pop(0))
        together += earned[taken[-1]]
    return taken


def standing(months: Iterable[date], ended: date | None, day: date) -> str:
    """Of one account at the end of a day: none, active, asleep or gone."""
    days = [month_end(month) for month in months if month_end(month) <= day]
    if not days:
        return "none"
    if ended is not None and max(days) <= ended <= day:
        return "gone"
    gap = (day - max(days)).days
    return "active" if gap <= 180 else "asleep" if gap <= 365 else "gone"


def leak(bought: Mapping[str, list[date]], ended: Mapping[str, date], before: date, until: date) -> dict[str, Any]:
    """Every account looked at twice, and sorted into heaps."""
    heaps: dict[str, set[str]] = defaultdict(set)
    for account, months in bought.items():
        pair = standing(months, ended.get(account), before), standing(months, ended.get(account), until)
        heaps[">".join(pair)].add(account)

    def count(*names: str) -> int:
        return sum(len(heaps[name]) for name in names)

    others = ("none", "asleep", "gone")
    return {
        "start": count(*(f"active>{one}" for one in ("active", *others))),
        "new": count("none>active"), "reactivated": count("asleep>active", "gone>active"),
        "dormant": count("active>asleep"), "churned": count("active>gone"),
        "end": count(*(f"{one}>active" for one in ("active", *others))), "stayed": count("active>active"),
        "lost": heaps["active>asleep"] | heaps["active>gone"],
    }  # fmt: skip


def bought_months(rows: Iterable[Row]) -> dict[str, list[date]]:
    found: dict[str, list[date]] = defaultdict(list)
    for row in rows:
        if row.amount > 0:
            found[row.account].append(row.month)
    return found


def year_before(first: date) -> tuple[date, date]:
    """The twelve months that end where the one beginning on `first` begins."""
    return first.replace(year=first.year - 1), first - timedelta(days=1)


def expected(
    rows: list[Row], ended: Mapping[str, date], first: date, until: date, bought: Mapping[str, list[date]] | None = None
) -> dict[str, Any]:
    """The numbers of a period that pages show; `bought`: the months of these rows, where they are known already."""
    bought = bought_months(rows) if bought is None else bought
    earned = profits(rows, first, until)
    earning = {account: fen for account, fen in earned.items() if fen > 0}
    taken, left = head(earned), leak(bought, ended, first - timedelta(days=1), until)
    before = profits(rows, *year_before(first))
    return {
        "accounts": len(earning), "total": sum(earning.values()), "head": len(taken),
        "losing": len(earned) - len(earning),
        **{name: left[name] for name in ("start", "new", "reactivated", "dormant", "churned", "end", "stayed")},
        "lost": len(left["lost"]),
        "lost_profit": sum(max(before.get(account, 0), 0) for account in left["lost"]),
    }  # fmt: skip


def main(what: str = "") -> int:
    if what == "fixtures":
        from tests.insight import fixtures

        found = {"ten companies": fixtures.differences()}
    else:
        from portal.app import create_app
        from portal.settings import Settings
        from tests.insight import stored

        with create_app(Settings.from_env()).app_context():
            found = {"figures": stored.differences(), "health and scores": stored.of_people()}
    for name, (alike, unlike) in found.items():
        print(f"{name}: {alike} numbers equal, {len(unlike)} different")
    equal, wrong = sum(one[0] for one in found.values()), [line for one in found.values() for line in one[1]]
    for line in wrong[:20]:
        print(line)
    return 1 if wrong or not equal else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
