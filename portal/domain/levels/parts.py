"""The six parts of health from plain numbers; each says what it rests on, or that nothing is known (domain 7.4)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from portal.domain.care.health import Part

FULL, NONE = Decimal(100), Decimal(0)
A_PAPER, A_BREACH = 20, 40
"""Points that a document to be mended, and a breach found within a year, take from compliance [DEF]."""
TWO_PLACES = Decimal("0.01")


@dataclass
class Numbers:
    """What is known of an account: fen, counts, and the sum of marks. Receivables are not in the house, so how they pay
    stays unknown until somebody brings them in."""

    sold: int = 0
    target: int = 0
    ratings: int = 0
    stars: int = 0
    duties: int = 0
    late_duties: int = 0
    papers: int | None = None
    breaches: int = 0
    promised: int = 0
    kept: int = 0


def parts_of(numbers: Numbers) -> dict[Part, Decimal | None]:
    """The value of each part, 0-100 to two places; None where nothing is known. Sales beyond the target count as
    reached; one star of five is 0, five are 100."""
    one = numbers
    compliance = None if one.papers is None else Decimal(max(0, 100 - A_PAPER * one.papers - A_BREACH * one.breaches))
    return {
        Part.SALES: _share(max(min(one.sold, one.target), 0), one.target),
        Part.PAYMENT: None,
        Part.SATISFACTION: _share(one.stars - one.ratings, 4 * one.ratings),
        Part.CADENCE: _share(one.duties - one.late_duties, one.duties),
        Part.COMPLIANCE: compliance,
        Part.SERVICE: _share(one.kept, one.promised),
    }


def told(numbers: Numbers, values: dict[Part, Decimal | None]) -> dict[str, dict[str, Any]]:
    """The parts as they are kept: value as text, and the numbers a person wants to see beside it."""
    one = numbers
    behind: dict[Part, dict[str, Any]] = {
        Part.SALES: {"sold": one.sold, "target": one.target},
        Part.PAYMENT: {},
        Part.SATISFACTION: {"ratings": one.ratings, "stars": one.stars},
        Part.CADENCE: {"duties": one.duties, "late": one.late_duties},
        Part.COMPLIANCE: {"papers": one.papers, "breaches": one.breaches},
        Part.SERVICE: {"promised": one.promised, "kept": one.kept},
    }
    return {
        part.value: {"value": None if value is None else str(value), **behind[part]} for part, value in values.items()
    }


def _share(part: int, whole: int) -> Decimal | None:
    if whole <= 0:
        return None
    return (Decimal(100 * part) / whole).quantize(TWO_PLACES, ROUND_HALF_UP)
