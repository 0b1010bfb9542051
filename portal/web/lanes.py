"""A time line: one lane for each kind, weeks from left to right, a disc for how many fall into each week."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import sqrt
from typing import Any, NamedTuple

WIDTH, LEFT, LANE, ABOVE = 900, 150, 44, 34
"""The whole drawing; the room for the names at the left, the height of a lane, the room for the days above."""
LEAST, MOST = 5.0, 18.0
"""Radius of a disc for one thing, and of the greatest disc."""
WEEK = timedelta(days=7)


class Disc(NamedTuple):
    x: float
    y: float
    radius: float
    count: int
    title: str


class Lane(NamedTuple):
    """`counts`: by week, as the discs."""

    name: Any
    y: float
    discs: list[Disc]
    counts: list[int]


class TimeLine(NamedTuple):
    """`weeks`: their first days; `ticks`: where each begins."""

    height: int
    weeks: list[date]
    ticks: list[float]
    lanes: list[Lane]

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def left(self) -> int:
        return LEFT


def weeks_of(first: date, until: date) -> list[date]:
    """The first civil day of each run of seven days from `first` on, up to the one in which `until` lies."""
    return [first + WEEK * place for place in range((until - first).days // 7 + 1)]


def time_line(lanes: Sequence[tuple[Any, Mapping[date, int]]], first: date, until: date, say: Any) -> TimeLine:
    """`lanes`: a name and how many fall on each civil day; `say(name, monday, count)` are the words of a disc. The
    area of a disc goes with its count; discs of few are never too small to be hit."""
    weeks = weeks_of(first, until)
    slot = (WIDTH - LEFT) / len(weeks)
    counted = [(name, [_within(days, week) for week in weeks]) for name, days in lanes]
    most = max((count for _name, counts in counted for count in counts), default=0) or 1
    found = []
    for place, (name, counts) in enumerate(counted):
        y = ABOVE + LANE * place + LANE / 2
        discs = [
            Disc(round(LEFT + slot * (at + 0.5), 1), y, _radius(count, most), count, say(name, weeks[at], count))
            for at, count in enumerate(counts) if count
        ]  # fmt: skip
        found.append(Lane(name, y, discs, counts))
    ticks = [round(LEFT + slot * at, 1) for at in range(len(weeks))]
    return TimeLine(ABOVE + LANE * len(counted) + 4, weeks, ticks, found)


def _within(days: Mapping[date, int], week: date) -> int:
    return sum(count for day, count in days.items() if week <= day < week + WEEK)


def _radius(count: int, most: int) -> float:
    return round(max(LEAST, MOST * sqrt(count / most)), 1) if most > 1 else LEAST + 3
