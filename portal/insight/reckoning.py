"""Figures about profit and leaving, from the books of all accounts: one walk through each book, whatever is asked.

What a book says of a month counts on its last day: the ledger knows no days.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from portal.domain.sales.months import quarter_of
from portal.insight.concentration import Concentration, Earned, concentration
from portal.insight.periods import Period
from portal.insight.retention import Activity, Life, Tally, activities

EVERYBODY = "all"
_profit = attrgetter("profit")
Course = tuple[Activity, ...]
"""How an account stands at the end of each day that is looked at. Most accounts share theirs with many others, so the
months are counted course by course and not account by account."""


class Book(NamedTuple):
    """What one account brought: gross profit (fen) by the last day of the month, and the last days of the months it
    bought in, the earliest first."""

    account_no: str
    segments: tuple[str, ...]
    profits: dict[date, int]
    bought_on: tuple[date, ...]
    terminated_on: date | None = None


class Cohort:
    """Accounts whose first purchase fell in one quarter: how many, and how many of them are active at each quarter's
    end since, that of their own first."""

    def __init__(self) -> None:
        self.began = 0
        self.active: Counter[date] = Counter()


class Walk:
    """Takes book after book; then answers for each period and segment. `since` is the last day of the first month of
    the ledger: who bought in it may have bought long before, so those begin no cohort."""

    def __init__(self, periods: Sequence[Period], since: date) -> None:
        first, last = min(period.year_before.first for period in periods), max(period.until for period in periods)
        self.periods, self.since, self.days = list(dict.fromkeys(periods)), since, Period(first, last).ends
        self.place = {day: number for number, day in enumerate(self.days)}
        self.courses: dict[str, Counter[Course]] = defaultdict(Counter)
        self.begun: dict[str, Counter[tuple[date, Course]]] = defaultdict(Counter)
        self.segments: dict[str, tuple[str, ...]] = {}
        self.earned: dict[Period, list[Earned]] = defaultdict(list)
        self.lost: dict[Period, list[Earned]] = defaultdict(list)

    def add(self, book: Book) -> None:
        course = tuple(activities(Life(book.bought_on, book.terminated_on), self.days))
        self.segments[book.account_no] = book.segments
        first = book.bought_on[0] if book.bought_on else None
        for segment in (EVERYBODY, *book.segments):
            self.courses[segment][course] += 1
            if first is not None and first > self.since and first >= self.days[0]:
                self.begun[segment][first, course] += 1
        sums = [0, *accumulate(book.profits.get(day, 0) for day in self.days)]
        for period in self.periods:
            if earned := self._between(sums, period):
                self.earned[period].append(Earned(book.account_no, earned))
            before, after = self._ends(course, period)
            if before is Activity.ACTIVE and after is not Activity.ACTIVE:
                self.lost[period].append(Earned(book.account_no, self._between(sums, period.year_before)))

    def concentration(self, period: Period) -> Concentration:
        return concentration(self.earned[period])

    def profits(self, period: Period) -> dict[str, list[int]]:
        """By segment what each account brought, the most first."""
        found: dict[str, list[int]] = defaultdict(list)
        for one in sorted(self.earned[period], key=_profit, reverse=True):
            for segment in (EVERYBODY, *self.segments[one.account_no]):
                found[segment].append(one.profit)
        return found

    def left(self, period: Period, segment: str) -> list[Earned]:
        """Active when the period began and not at its end, with what each brought in the twelve months before it."""
        some = self.lost[period]
        return some if segment == EVERYBODY else [one for one in some if segment in self.segments[one.account_no]]

    def tally(self, segment: str, before: date, until: date) -> Tally:
        """From the end of one day to that of another."""
        tally = Tally()
        for course, count in self.courses[segment].items():
            tally.count(course[self.place[before]], course[self.place[until]], count)
        return tally

    @cache  # noqa: B019 - asked for each period; a walk lives as long as its worker's turn
    def cohorts(self, segment: str) -> dict[str, Cohort]:
        """By the quarter in which they began: 2026Q1. Asked when all books are in."""
        found: dict[str, Cohort] = defaultdict(Cohort)
        ends = [(place, day) for place, day in enumerate(self.days) if day.month % 3 == 0]
        for (first, course), count in self.begun[segment].items():
            cohort = found[quarter_of(first)]
            cohort.began += count
            for place, day in ends:
                cohort.active[day] += count * (course[place] is Activity.ACTIVE)
        return found

    def _ends(self, course: Course, period: Period) -> tuple[Activity, Activity]:
        return course[self.place[period.before]], course[self.place[period.until]]

    def _between(self, sums: Sequence[int], period: Period) -> int:
        """Gross profit of its months, in fen; `sums` are running ones by place, nothing before the first day."""
        before = self.place.get(period.before, -1)
        return sums[self.place[period.until] + 1] - sums[before + 1]
