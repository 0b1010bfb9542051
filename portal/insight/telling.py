"""What a reckoning says, in the plain parts that are kept: sums in fen, shares in whole parts per ten thousand."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from portal.insight.concentration import Concentration, Ranked
from portal.insight.periods import Period
from portal.insight.reckoning import Walk
from portal.insight.retention import Tally, replacement_cost

PARTS = 10
"""Accounts by profit, in so many groups of the same size."""


def per_ten_thousand(share: Fraction) -> int:
    """Rounded half up: 8340 is 83.4 %."""
    return int(share * 10_000 + Fraction(1, 2))


def profit_facts(found: Concentration) -> dict[str, Any]:
    """The Pareto of a period: how many make how much, in PARTS groups from the most profitable down."""
    return {
        "accounts": len(found.ranked), "total": found.total, "head": len(found.head),
        "head_share": per_ten_thousand(found.head_share), "head_part": per_ten_thousand(found.head_part),
        "groups": list(_groups(found.ranked)), "losing": len(found.losing),
        "losing_total": sum(one.profit for one in found.losing),
    }  # fmt: skip


def _groups(ranked: Sequence[Ranked]) -> Iterable[dict[str, int]]:
    """Of fewer accounts than groups, one group each; `head` counts those of the group that are in the head."""
    done, parts = 0, min(PARTS, len(ranked))
    for part in range(1, parts + 1):
        upto = -(-len(ranked) * part // parts)
        some, done = ranked[done:upto], upto
        yield {
            "accounts": len(some), "profit": sum(one.profit for one in some),
            "upto": per_ten_thousand(some[-1].share), "head": sum(one.is_head for one in some),
        }  # fmt: skip


def leaving_facts(walk: Walk, period: Period, segment: str) -> dict[str, Any]:
    """The leak of a period as a whole and month by month, all in active accounts."""
    whole, left = walk.tally(segment, period.before, period.until), walk.left(period, segment)
    lost_profit = sum(max(one.profit, 0) for one in left)
    days = (period.before, *period.ends)
    months = [
        {"until": day.isoformat(), **_counts(walk.tally(segment, before, day))}
        for before, day in zip(days, days[1:], strict=False)
    ]
    return {
        **_counts(whole), "stayed": whole.never_left, "lost": len(left), "lost_profit": lost_profit,
        "replacing": replacement_cost(lost_profit), "months": months,
    }  # fmt: skip


def _counts(tally: Tally) -> dict[str, int]:
    names = ("start", "new", "reactivated", "dormant", "churned", "end")
    return {name: getattr(tally, name) for name in names}


def cohort_facts(walk: Walk, period: Period, segment: str) -> dict[str, Any]:
    """By quarter of the first purchase: how many began, and how many were active at each quarter's end since."""
    ends = [day for day in walk.days if day.month % 3 == 0 and day <= period.until]
    return {
        "rows": [
            [name, cohort.began, [cohort.active[day] for day in ends if _after(name, day)]]
            for name, cohort in sorted(walk.cohorts(segment).items())
            if any(_after(name, day) for day in ends)
        ]
    }


def _after(name: str, day: Any) -> bool:
    """Whether that quarter had ended on that day."""
    return (day.year, day.month) >= (int(name[:4]), 3 * int(name[5:]))
