"""Who stays and who leaves: activity by the last purchase, the leak funnel, what replacing costs (domain 7.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
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

    bought_on: tuple[date, ...]
    terminated_on: date | None = None


def activities(life: Life, days: Sequence[date]) -> list[Activity]:
    """How it stands at the end of each of these civil days, which go from early to late: one walk through its life.
    What was terminated is churned until it buys again."""
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


@dataclass
class Tally:
    """The funnel of one period while its accounts are counted: start + new + reactivated − dormant − churned = end, all
    in active accounts. `never_left` counts who was active at both ends."""

    start: int = 0
    new: int = 0
    reactivated: int = 0
    dormant: int = 0
    churned: int = 0
    end: int = 0
    never_left: int = 0

    def count(self, before: Activity, after: Activity, accounts: int = 1) -> None:
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


def replacement_cost(lost_fen: int, acquisition: int | None = None, keeping: int | None = None) -> int:
    """A hint in fen: lost T12GP × (cost of winning ÷ cost of keeping), by own figures where both are known; rounded
    half up."""
    if not acquisition or not keeping:
        return lost_fen * COST_RATIO
    return (2 * lost_fen * acquisition + keeping) // (2 * keeping)
