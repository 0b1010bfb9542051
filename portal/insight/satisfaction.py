"""What partners think of us: CSAT and NPS, hidden where too few answered (domain 6)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

LEAST = 5
"""Answers from which a score is shown: below, it says more about a person than about us [DEF]."""


@dataclass(frozen=True)
class Score:
    """`value` in percent (CSAT) or points (NPS), unrounded; None while `answers` are too few. `counts` by group."""

    answers: int
    value: Fraction | None
    counts: dict[str, int]


def csat(marks: Iterable[int]) -> Score:
    """Marks 1 to 5: the share of fours and fives, in percent."""
    counted = _counted(marks, 1, 5)
    answers, good = sum(counted.values()), counted[4] + counted[5]
    value = Fraction(100 * good, answers) if answers >= LEAST else None
    return Score(answers, value, {str(mark): counted[mark] for mark in range(1, 6)})


def nps(marks: Iterable[int]) -> Score:
    """Marks 0 to 10: promoters (9, 10) less detractors (0 to 6), in points of all answers."""
    counted = _counted(marks, 0, 10)
    promoters = counted[9] + counted[10]
    passives = counted[7] + counted[8]
    answers = sum(counted.values())
    detractors = answers - promoters - passives
    value = Fraction(100 * (promoters - detractors), answers) if answers >= LEAST else None
    return Score(answers, value, {"promoters": promoters, "passives": passives, "detractors": detractors})


def _counted(marks: Iterable[int], least: int, most: int) -> Counter[int]:
    counted = Counter(marks)
    if any(not least <= mark <= most for mark in counted):
        raise ValueError(f"a mark is between {least} and {most}")
    return counted
