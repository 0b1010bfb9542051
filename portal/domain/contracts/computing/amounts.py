"""Exact arithmetic with money: integer fen times decimal shares, rounded half up once, never a float."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=80)
"""Wide enough that no product of a sum, a rate and a number of days is ever cut."""


def times(fen: int, *factors: Decimal | int) -> Decimal:
    """The exact product, in parts of a fen."""
    value = Decimal(fen)
    for factor in factors:
        value = EXACT.multiply(value, factor)
    return value


def half_up(value: Decimal) -> int:
    """Whole fen; half a fen goes up (away from zero), as contracts mean it and Python's `round` does not."""
    return int(value.to_integral_value(ROUND_HALF_UP))


def share_of(fen: int, *factors: Decimal | int) -> int:
    """A payable line: the product of a sum and its factors in fen, rounded once."""
    return half_up(times(fen, *factors))


def quotient(value: Decimal | int, divisor: Decimal | int) -> int:
    """A payable line that ends with a division: in fen, rounded half up once, whatever the quotient's length."""
    top, bottom = _whole_ratio(value, divisor)
    whole = (2 * abs(top) + bottom) // (2 * bottom)
    return whole if top >= 0 else -whole


def whole_part(value: Decimal | int, divisor: Decimal | int) -> int:
    """The quotient rounded down: for boxes, and for limits that law sets. Neither number is negative."""
    top, bottom = _whole_ratio(value, divisor)
    return top // bottom


def shared_out(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`total` fen in proportion to `weights` (0 or more, not all 0) so that the parts sum exactly: every part is cut
    off to the fen, and the fen left over go to the largest remainders, the earlier part first."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def _whole_ratio(value: Decimal | int, divisor: Decimal | int) -> tuple[int, int]:
    top, below = value.as_integer_ratio()
    up, bottom = divisor.as_integer_ratio()
    return top * bottom, below * up
