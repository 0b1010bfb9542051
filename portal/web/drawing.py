"""The geometry of charts: numbers become places in a drawing of 600 units' width; colour and letters are the page's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

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
    """Columns side by side; `line` are values on the same scale, with their words, at the middle of each column."""
    span, bottom = scale.most - scale.least, height - BELOW

    def y_of(value: float) -> float:
        inside = min(max(value, scale.least), scale.most)
        return round(bottom - (bottom - TOP) * (inside - scale.least) / span, 1)

    slot = (WIDTH - LEFT - RIGHT) / max(len(some), 1)
    width = round(min(slot * 0.7, 60), 1)
    bars = []
    for place, column in enumerate(some):
        x = round(LEFT + slot * place + (slot - width) / 2, 1)
        y = y_of(column.value) if column.value is not None else bottom
        least = 0 if column.value is None or column.value <= scale.least else 1
        bars.append(Bar(x, min(y, bottom - least), width, max(round(bottom - y, 1), least), column))
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
    """From nothing to a round number above the greatest value, in at most five steps."""
    most = max([*values, 0])
    step: float = 1
    while most > 5 * step:
        step = step * 2 if str(int(step))[0] != "2" else step * 5 // 2
    return Scale(0, step * max(1, -(-most // step)), step, words)


FLOW_WIDTH = 1200


class Flow(NamedTuple):
    """A line of the leak: from where and how far it reaches, of FLOW_WIDTH; `tone` is base, in or out."""

    name: Any
    sub: Any
    count: str
    tone: str
    x: int
    length: int


def flows(
    start: int, into: Sequence[tuple[Any, Any, int]], out: Sequence[tuple[Any, Any, int]], ends: Any
) -> list[Flow]:
    """The waterfall from `start` to the end: what came in goes on to the right, what went out comes back. `ends` are
    the words of the first line and of the last one, each a name and what stands below."""
    (first, last), at = ends, start
    steps = [(*first, start, "base", 0)]
    for name, sub, count in into:
        steps.append((name, sub, count, "in", at))
        at += count
    for name, sub, count in out:
        at -= count
        steps.append((name, sub, count, "out", at))
    steps.append((*last, at, "base", 0))
    unit = FLOW_WIDTH / max([x + count for _name, _sub, count, _tone, x in steps] + [1])
    signs = {"in": "+", "out": "−"}
    return [
        Flow(name, sub, f"{signs.get(tone, '') if count else ''}{count:,}", tone, round(x * unit), round(count * unit))
        for name, sub, count, tone, x in steps
    ]
