"""Who stays and who leaves: activity by the last purchase, retention, the leak funnel, cohorts (domain 7.4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

ACTIVE_DAYS, CHURNED_DAYS = 180, 365
"""Calendar days since the last purchase, fee or collection: active up to the one, churned beyond the other [DEF]."""
COST_RATIO = 5
"""What winning a customer costs, as a multiple of keeping one [DEF]."""


class Activity(StrEnum):
    NONE = "none"
    """Never bought, or not yet."""
    ACTIVE = "active"
    DORMANT = "dormant"
    CHURNED = "churned"


class Life(NamedTuple):
    """An account's business: civil days of purchases, fees and collections, and of the end of its last contract."""

    account_no: str
    bought_on: tuple[date, ...]
    terminated_on: date | None = None


def activity(life: Life, on: date) -> Activity:
    """How it stands at the end of civil day `on`. What was terminated is churned until it buys again."""
    last = max((day for day in life.bought_on if day <= on), default=None)
    if last is None:
        return Activity.NONE
    if life.terminated_on is not None and last <= life.terminated_on <= on:
        return Activity.CHURNED
    days = (on - last).days
    return Activity.ACTIVE if days <= ACTIVE_DAYS else Activity.DORMANT if days <= CHURNED_DAYS else Activity.CHURNED


@dataclass(frozen=True)
class Funnel:
    """One period: start + new + reactivated − dormant − churned = end, all in active accounts.
    `lost` names who left; `returned` who came back; `never_left` who was active at both ends."""

    start: int
    new: int
    reactivated: int
    dormant: int
    churned: int
    end: int
    lost: tuple[str, ...]
    never_left: int

    @property
    def retention(self) -> Fraction | None:
        """Active at the start and still at the end, of those active at the start; new ones do not count."""
        return Fraction(self.never_left, self.start) if self.start else None


def funnel(lives: Iterable[Life], start: date, end: date) -> Funnel:
    """Between the ends of two civil days. Who is active at the end and never was before `start` is new."""
    counts = dict.fromkeys(("start", "new", "reactivated", "dormant", "churned", "end", "never_left"), 0)
    lost = []
    for life in lives:
        before, after = activity(life, start), activity(life, end)
        was, is_now = before is Activity.ACTIVE, after is Activity.ACTIVE
        counts["start"] += was
        counts["end"] += is_now
        counts["never_left"] += was and is_now
        if is_now and not was:
            counts["new" if before is Activity.NONE else "reactivated"] += 1
        elif was and not is_now:
            counts["dormant" if after is Activity.DORMANT else "churned"] += 1
            lost.append(life.account_no)
    return Funnel(lost=tuple(sorted(lost)), **counts)


def months(first: date, count: int) -> list[tuple[date, date]]:
    """`count` calendar months from that of `first`, each as the days at whose ends it begins and ends."""
    found, day = [], first.replace(day=1)
    for _ in range(count):
        following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        found.append((day - timedelta(days=1), following - timedelta(days=1)))
        day = following
    return found


def cohorts(lives: Iterable[Life], ends: Iterable[date]) -> dict[str, list[int]]:
    """By the quarter of the first purchase (2026Q1), how many are active at each of these days."""
    found: dict[str, list[int]] = {}
    days = list(ends)
    for life in lives:
        if not life.bought_on:
            continue
        first = min(life.bought_on)
        row = found.setdefault(f"{first.year}Q{(first.month + 2) // 3}", [0] * len(days))
        for place, day in enumerate(days):
            row[place] += activity(life, day) is Activity.ACTIVE
    return dict(sorted(found.items()))


def lost_profit(lost: Iterable[str], profits: Mapping[str, int]) -> int:
    """T12GP (fen) of those who left; what lost money is no loss."""
    return sum(max(profits.get(number, 0), 0) for number in lost)


def replacement_cost(lost_fen: int, acquisition: int | None = None, keeping: int | None = None) -> int:
    """A hint in fen: lost T12GP × (cost of winning ÷ cost of keeping), by own figures where both are known; rounded
    half up."""
    if not acquisition or not keeping:
        return lost_fen * COST_RATIO
    return (2 * lost_fen * acquisition + keeping) // (2 * keeping)
