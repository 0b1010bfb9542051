"""Geometry of charts: plain numbers for the templates, which write the SVG; colour is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600, 160
TOP, FOOT = 18, 22
"""Room above the bars for the largest one's label, and below for the names of the places."""
GAP = 0.28


@dataclass(frozen=True)
class Bar:
    """One bar in a drawing of WIDTH × HEIGHT; `middle` is where its name is centred; negative ones hang down."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    value: int


@dataclass(frozen=True)
class Bars:
    """`zero`: the height of the line the bars stand on."""

    bars: list[Bar]
    zero: float


def bars(values: Sequence[int]) -> Bars:
    """Side by side from one line on, the largest as high as there is room."""
    highest, lowest = max(0, *values, 0), min(0, *values, 0)
    room = HEIGHT - TOP - FOOT
    scale = room / (highest - lowest or 1)
    zero, step = TOP + highest * scale, WIDTH / max(len(values), 1)
    return Bars(
        [
            Bar(
                round(place * step + step * GAP / 2, 1), round(zero - max(value, 0) * scale, 1),
                round(step * (1 - GAP), 1), round(abs(value) * scale, 1), round((place + 0.5) * step, 1), value,
            )
            for place, value in enumerate(values)
        ],
        round(zero, 1),
    )  # fmt: skip
