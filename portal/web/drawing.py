"""The geometry of columns: numbers become places in a drawing 600 units wide; colour and letters are the page's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

WIDTH, LEFT, RIGHT, TOP, BELOW = 600, 44, 8, 25, 26
"""The room for the scale at the left, above the highest value and for the names below."""


class Column(NamedTuple):
    """One column: its name below, its value (None: nothing to show), what stands above it, what it says when looked at,
    and its tone: "" for the rest, "head", "bad"."""

    name: str
    value: float | None
    shown: str
    title: str
    tone: str = ""


@dataclass(frozen=True)
class Scale:
    """From `least` to `most` in steps, each with its words; at `limit` a line that stands for a target."""

    least: float
    most: float
    step: float
    words: Callable[[float], str]
    limit: float | None = None


class Tick(NamedTuple):
    y: float
    words: str
    is_limit: bool


class Bar(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    column: Column

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


class Drawing(NamedTuple):
    """A chart of columns, perhaps with a line over them; `height` in the same units as the width."""

    height: int
    ticks: list[Tick]
    bars: list[Bar]
    line: list[tuple[float, float, str]]

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def left(self) -> int:
        return LEFT

    @property
    def right(self) -> int:
        return WIDTH - RIGHT

    @property
    def points(self) -> str:
        return " ".join(f"{x},{y}" for x, y, _ in self.line)


def columns(
    some: Sequence[Column], scale: Scale, *, height: int = 200, line: Sequence[tuple[float, str]] = ()
) -> Drawing:
    """Columns side by side, standing on nothing or, where the scale begins above it, on its beginning; what is below
    nothing hangs. `line` are values on the same scale, with their words, at the middle of each column."""
    span, bottom = scale.most - scale.least, height - BELOW

    def y_of(value: float) -> float:
        inside = min(max(value, scale.least), scale.most)
        return round(bottom - (bottom - TOP) * (inside - scale.least) / span, 1)

    slot = (WIDTH - LEFT - RIGHT) / max(len(some), 1)
    width = round(min(slot * 0.7, 60), 1)
    bars, zero = [], y_of(0)
    for place, column in enumerate(some):
        y = zero if column.value is None else y_of(column.value)
        seen = 1 if column.value and column.value > scale.least else 0
        tall = max(round(abs(zero - y), 1), seen)
        x = round(LEFT + slot * place + (slot - width) / 2, 1)
        bars.append(Bar(x, zero if y > zero else round(zero - tall, 1), width, tall, column))
    dots = [(bar.middle, y_of(value), words) for bar, (value, words) in zip(bars, line, strict=False)]
    return Drawing(height, _ticks(scale, y_of), bars, dots)


def _ticks(scale: Scale, y_of: Callable[[float], float]) -> list[Tick]:
    count = round((scale.most - scale.least) / scale.step)
    values = [scale.least + scale.step * place for place in range(count + 1)]
    ticks = [Tick(y_of(value), scale.words(value), value == scale.limit) for value in values]
    if scale.limit is not None and scale.limit not in values:
        ticks.append(Tick(y_of(scale.limit), scale.words(scale.limit), True))
    return ticks


def round_scale(values: Sequence[float], words: Callable[[float], str]) -> Scale:
    """From nothing, or a round number below the least value, to one above the greatest; at most five steps each way."""
    most, least = max([*values, 0]), min([*values, 0])
    step: float = 1
    while max(most, -least) > 5 * step:
        step = step * 2 if str(int(step))[0] != "2" else step * 5 // 2
    return Scale(step * (least // step), step * max(1, -(-most // step)), step, words)
