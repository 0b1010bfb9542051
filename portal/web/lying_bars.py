"""Bars lying on their side: the waterfall of who came and went, and how answers are spread."""

from collections.abc import Sequence
from typing import Any, NamedTuple

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


ROW, WELL = 30, 320
"""Of a drawing of 600 units: how high a row is, and how long its fullest bar."""


class Answers(NamedTuple):
    """One row of a spread: its words at the left, how many at the right, between them a bar of `length`."""

    words: Any
    count: int
    tone: str
    y: int
    length: float


def spread(rows: Sequence[tuple[Any, int, str]]) -> list[Answers]:
    """Words, count and tone of each row, drawn against the fullest one."""
    most = max((count for _words, count, _tone in rows), default=0) or 1
    return [
        Answers(words, count, tone, ROW * place, round(WELL * count / most, 1))
        for place, (words, count, tone) in enumerate(rows)
    ]
