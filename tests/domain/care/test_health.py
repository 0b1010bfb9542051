"""Health as a sum of plain parts: the worked example, edges of the colours, what is missing (domain 7.4)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.care.health import WEIGHTS, Part, health

P = Part
EXAMPLE = dict(zip(Part, (84, 90, 75, 60, 100, 80), strict=True))


def test_the_worked_example() -> None:
    done = health(EXAMPLE)
    assert done.rounded == Decimal("81.95") and done.colour == "green" and done.known == 100
    assert [done.parts[part] for part in Part] == [Decimal(n) for n in ("25.2", "13.5", "11.25", "9", "15", "8")]


@pytest.mark.parametrize(
    ("values", "rounded", "colour", "known", "reliable"),
    [
        (dict.fromkeys(Part, 75), "75.00", "green", 100, True),
        ({**dict.fromkeys(Part, 75), P.SERVICE: Decimal("74.9")}, "74.99", "amber", 100, True),
        (dict.fromkeys(Part, 50), "50.00", "amber", 100, True),
        ({**dict.fromkeys(Part, 50), P.SERVICE: Decimal("49.9")}, "49.99", "red", 100, True),
        # two thirds of 74.999: shown as 75.00, and amber all the same
        ({P.SALES: Decimal("74.999")}, "75.00", "amber", 30, False),
        ({P.SALES: 80, P.PAYMENT: 80, P.SATISFACTION: 80}, "80.00", "green", 60, True),
        ({P.SALES: 80, P.PAYMENT: 80, P.SERVICE: None}, "80.00", "green", 45, False),
        ({P.SALES: 100, P.SERVICE: 0}, "75.00", "green", 40, False),
        ({}, None, "unknown", 0, False),
    ],
)
def test_what_is_missing_lowers_the_confidence_and_not_the_score(  # type: ignore[no-untyped-def]
    values, rounded, colour, known, reliable
) -> None:
    done = health(values)
    assert (done.rounded and str(done.rounded), done.colour, done.known, done.is_reliable) == (
        rounded, colour, known, reliable,
    )  # fmt: skip


@given(st.dictionaries(st.sampled_from(Part), st.integers(0, 100), min_size=1))
def test_the_parts_are_the_score_and_stay_within_the_values(values: dict[Part, int]) -> None:
    done = health(values)
    assert done.score is not None and min(values.values()) <= done.score <= max(values.values())
    assert abs(sum(done.parts.values()) - done.score) < Decimal("1e-20")
    assert done.known == sum(WEIGHTS[part] for part in values)


@pytest.mark.parametrize("value", [-1, 101])
def test_a_part_is_no_more_than_a_hundred(value: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 100"):
        health({P.SALES: value})
