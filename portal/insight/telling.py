"""What a reckoning says, in the plain parts that are kept: sums in fen and counts; shares are the reader's to make."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any

from portal.insight.concentration import HEAD
from portal.insight.periods import Period
from portal.insight.reckoning import Walk
from portal.insight.retention import Tally, replacement_cost

PARTS = 10
"""Accounts by profit, in so many groups of the same size."""


def profit_facts(profits: Sequence[int]) -> dict[str, Any]:
    """The Pareto of what each account brought, the most first: how many make how much, in PARTS groups. The head is
    the smallest set that reaches HEAD percent."""
    earning = [fen for fen in profits if fen > 0]
    upto = list(accumulate(earning))
    total, accounts = upto[-1] if upto else 0, len(earning)
    head = bisect_left(upto, -(-HEAD * total // 100)) + 1 if upto else 0
    return {
        "accounts": accounts, "total": total, "head": head, "losing": sum(fen < 0 for fen in profits),
        "losing_total": sum(fen for fen in profits if fen < 0),
        "head_profit": upto[head - 1] if upto else 0, "groups": list(_groups(upto, head)),
    }  # fmt: skip


def _groups(upto: Sequence[int], head: int) -> Iterable[dict[str, int]]:
    """Of fewer accounts than groups, one group each. `upto` is what all up to and with the group bring; `head` counts
    those of the group that are in the head."""
    done, parts, accounts = 0, min(PARTS, len(upto)), len(upto)
    for part in range(1, parts + 1):
        first, done = done, -(-accounts * part // parts)
        yield {
            "accounts": done - first, "profit": upto[done - 1] - (upto[first - 1] if first else 0),
            "upto": upto[done - 1], "head": max(0, min(head, done) - first),
        }  # fmt: skip


def leaving_facts(walk: Walk, period: Period, segment: str) -> dict[str, Any]:
    """The leak of a period as a whole and month by month, all in active accounts."""
    whole, left = walk.tally(segment, period.before, period.until), walk.left(period, segment)
    lost_profit = sum(max(one.profit, 0) for one in left)
    days = (period.before, *period.ends)
    months = [{"until": day.isoformat(), **_counts(walk.tally(segment, before, day))} for before, day in pairwise(days)]
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
