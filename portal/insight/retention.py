"""Who stays and who leaves: activity by the last purchase, retention, the leak funnel, cohorts (domain 7.4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    return activities(life, (on,))[0]


def activities(life: Life, days: Sequence[date]) -> list[Activity]:
    """How it stands at the end of each of these civil days, which go from early to late: one walk through its life."""
    bought, found, place, last = sorted(life.bought_on), [], 0, None
    for day in days:
        while place < len(bought) and bought[place] <= day:
            last, place = bought[place], place + 1
        found.append(_standing(last, life.terminated_on, day))
    return found


def _standing(last: date | None, terminated_on: date | None, on: date) -> Activity:
    if last is None:
        return Activity.NONE
    if terminated_on is not None and last <= terminated_on <= on:
        return Activity.CHURNED
    days = (on - last).days
    return Activity.ACTIVE if days <= ACTIVE_DAYS else Activity.DORMANT if days <= CHURNED_DAYS else Activity.CHURNED


@dataclass(frozen=True)
class Funnel:
    """One period: start + new + reactivated − dormant − churned = end, all in active accounts.
    `lost` names who left; `never_left` counts who was active at both ends."""

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


@dataclass
class Tally:
    """A funnel while its accounts are counted one by one."""

    start: int = 0
    new: int = 0
    reactivated: int = 0
    dormant: int = 0
    churned: int = 0
    end: int = 0
    never_left: int = 0
    lost: list[str] = field(default_factory=list)

    def count(self, account_no: str, before: Activity, after: Activity, accounts: int = 1) -> None:
        """How it stood when the period began, and stands at its end; `accounts` of the same at once. Who never was
        active before is new."""
        was, is_now = before is Activity.ACTIVE, after is Activity.ACTIVE
        self.start += accounts * was
        self.end += accounts * is_now
        if was and is_now:
            self.never_left += accounts
        elif is_now:
            self.new += accounts * (before is Activity.NONE)
            self.reactivated += accounts * (before is not Activity.NONE)
        elif was:
            self.dormant += accounts * (after is Activity.DORMANT)
            self.churned += accounts * (after is Activity.CHURNED)
            self.lost.append(account_no)

    def total(self) -> Funnel:
        return Funnel(
            self.start, self.new, self.reactivated, self.dormant, self.churned, self.end, tuple(sorted(self.lost)),
            self.never_left,
        )  # fmt: skip


def funnel(lives: Iterable[Life], start: date, end: date) -> Funnel:
    """Between the ends of two civil days."""
    tally = Tally()
    for life in lives:
        tally.count(life.account_no, *activities(life, (start, end)))
    return tally.total()


def months(first: date, count: int) -> list[tuple[date, date]]:
    """`count` calendar months from that of `first`, each as the days at whose ends it begins and ends."""
    found, day = [], first.replace(day=1)
    for _ in range(count):
        following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        found.append((day - timedelta(days=1), following - timedelta(days=1)))
        day = following
    return found


def quarter(day: date) -> str:
    """2026Q1."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def cohorts(lives: Iterable[Life], ends: Iterable[date]) -> dict[str, list[int]]:
    """By the quarter of the first purchase (2026Q1), how many are active at each of these days, early to late."""
    found: dict[str, list[int]] = {}
    days = list(ends)
    for life in lives:
        if not life.bought_on:
            continue
        row = found.setdefault(quarter(min(life.bought_on)), [0] * len(days))
        for place, standing in enumerate(activities(life, days)):
            row[place] += standing is Activity.ACTIVE
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
