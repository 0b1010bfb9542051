"""How well a relation stands: a sum of plain parts, each with its number (domain 7.4, weights [DEF])."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Part(StrEnum):
    SALES = "sales"
    PAYMENT = "payment"
    SATISFACTION = "satisfaction"
    CADENCE = "cadence"
    COMPLIANCE = "compliance"
    SERVICE = "service"


WEIGHTS: Mapping[Part, int] = {
    Part.SALES: 30, Part.PAYMENT: 15, Part.SATISFACTION: 15, Part.CADENCE: 15, Part.COMPLIANCE: 15, Part.SERVICE: 10,
}  # fmt: skip
"""Percent; they sum to 100."""
ENOUGH = 60
"""Percent of the weight that must be known; below, the number is not to be relied on."""
GREEN, AMBER = Decimal(75), Decimal(50)


class Colour(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Health:
    """`score` 0-100 unrounded, None where nothing is known; `known` percent of the weight that rests on data;
    `parts`: what each known part adds to the score."""

    score: Decimal | None
    known: int
    parts: Mapping[Part, Decimal]

    @property
    def is_reliable(self) -> bool:
        return self.known >= ENOUGH

    @property
    def colour(self) -> Colour:
        if self.score is None:
            return Colour.UNKNOWN
        return Colour.GREEN if self.score >= GREEN else Colour.AMBER if self.score >= AMBER else Colour.RED

    @property
    def rounded(self) -> Decimal | None:
        """To two places, as it is shown; the colour goes by the unrounded number."""
        return None if self.score is None else self.score.quantize(Decimal("0.01"), ROUND_HALF_UP)


def health(values: Mapping[Part, Decimal | int | None]) -> Health:
    """From the parts' values (0-100; None or absent: not known). What is missing scales up the weights of the rest: it
    lowers the confidence, never the score."""
    there = {part: Decimal(value) for part, value in values.items() if value is not None}
    if any(not 0 <= value <= 100 for value in there.values()):
        raise ValueError("a part is between 0 and 100")
    known = sum(WEIGHTS[part] for part in there)
    if not known:
        return Health(None, 0, {})
    parts = {part: WEIGHTS[part] * value / known for part, value in there.items()}
    total = sum((WEIGHTS[part] * value for part, value in there.items()), Decimal(0))
    return Health(total / known, known, parts)
