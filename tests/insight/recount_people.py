"""Health, NPS and CSAT counted again by other means: fractions, and marks put into heaps one by one."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import Any

WEIGHTS = {"sales": 30, "payment": 15, "satisfaction": 15, "cadence": 15, "compliance": 15, "service": 10}


def half_up(value: Fraction, places: int = 2) -> Fraction:
    """To so many places, as it is taught at school; nothing here is negative."""
    return Fraction(floor(value * 10**places + Fraction(1, 2)), 10**places)


def value_of(part: str, behind: Mapping[str, Any]) -> Fraction | None:
    """The value of a part from the numbers that are shown beside it."""
    if part == "compliance":
        papers = behind["papers"]
        return None if papers is None else Fraction(max(100 - 20 * papers - 40 * behind["breaches"], 0))
    done, of = {
        "sales": lambda: (min(max(behind["sold"], 0), behind["target"]), behind["target"]),
        "payment": lambda: (0, 0),
        "satisfaction": lambda: (behind["stars"] - behind["ratings"], 4 * behind["ratings"]),
        "cadence": lambda: (behind["duties"] - behind["late"], behind["duties"]),
        "service": lambda: (behind["kept"], behind["promised"]),
    }[part]()
    return half_up(Fraction(100 * done, of)) if of > 0 else None


def health(values: Mapping[str, Fraction | int | None]) -> tuple[int | None, int, str]:
    """Score in hundredths, percent of the weight that is known, colour."""
    known = {part: Fraction(value) for part, value in values.items() if value is not None}
    weight = sum(WEIGHTS[part] for part in known)
    if not weight:
        return None, 0, "unknown"
    score = sum((WEIGHTS[part] * value for part, value in known.items()), Fraction(0)) / weight
    return int(half_up(score) * 100), weight, "green" if score >= 75 else "amber" if score >= 50 else "red"


def nps(marks: Iterable[int]) -> tuple[int, Fraction | None]:
    """Answers, and the score in points where five or more answered."""
    heaps = {"for": 0, "between": 0, "against": 0}
    for mark in marks:
        heaps["for" if mark > 8 else "between" if mark > 6 else "against"] += 1
    n = sum(heaps.values())
    return n, Fraction(100 * heaps["for"], n) - Fraction(100 * heaps["against"], n) if n > 4 else None


def csat(marks: Iterable[int]) -> tuple[int, Fraction | None]:
    """Answers, and the percent of fours and fives where five or more answered."""
    good = [mark >= 4 for mark in marks]
    return len(good), Fraction(100 * len([one for one in good if one]), len(good)) if len(good) > 4 else None
