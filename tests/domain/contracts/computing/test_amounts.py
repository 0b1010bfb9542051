"""Rounding as contracts mean it: half up, once, and parts that sum exactly."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.contracts.computing.amounts import half_up, quotient, share_of, shared_out, whole_part

DECIMALS = st.decimals(0, 10**6, places=6)


@pytest.mark.parametrize(
    ("value", "fen"), [("266.5", 267), ("2.5", 3), ("0.5", 1), ("-0.5", -1), ("0.49999999999999999999999", 0), ("2", 2)]
)
def test_half_a_fen_goes_up(value: str, fen: int) -> None:
    assert half_up(Decimal(value)) == quotient(Decimal(value), 1) == fen


def test_thirds_go_to_the_largest_remainder() -> None:
    assert shared_out(100_000, [1, 1, 1]) == (33_334, 33_333, 33_333)
    assert shared_out(12_000_000, [456_925, 14_586_000, 932_500]) == (343_221, 10_956_328, 700_451)


@given(st.integers(0, 10**13), st.lists(st.integers(0, 10**13), min_size=1, max_size=20).filter(any))
def test_parts_sum_exactly_and_stay_within_a_fen(total: int, weights: list[int]) -> None:
    parts = shared_out(total, weights)
    assert sum(parts) == total
    assert all(
        abs(part - Fraction(total * weight, sum(weights))) < 1 for part, weight in zip(parts, weights, strict=True)
    )
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if not weight)


@given(st.integers(-(10**15), 10**15), DECIMALS, DECIMALS.filter(bool))
def test_quotients_are_exact_however_long(top: int, factor: Decimal, bottom: Decimal) -> None:
    exact = Fraction(top) * Fraction(factor) / Fraction(bottom)
    whole = quotient(Decimal(top) * factor, bottom)
    assert abs(whole - exact) <= Fraction(1, 2)
    assert whole * (1 if top >= 0 else -1) >= 0
    if top >= 0:
        assert whole_part(Decimal(top) * factor, bottom) == exact.__floor__()


def test_a_million_sums_beside_whole_numbers_alone() -> None:
    """Rate in millionths × days against integers: no decimal, no shared code."""
    bits = Random(2026).getrandbits
    rates = [Decimal(micros) / 10**6 for micros in range(1 << 13)]
    wrong = 0
    for _ in range(1_000_000):
        fen, micros, days = bits(43), bits(13), bits(11)
        wrong += share_of(fen, rates[micros], days) != (2 * fen * micros * days + 10**6) // (2 * 10**6)
    assert not wrong
