"""The Pareto head: the worked example, ties, what loses money, and a recount by other code."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.accounts.kinds import Tier
from portal.insight.concentration import Earned, concentration

pytestmark = pytest.mark.engineless
EXAMPLE = (812, 545, 310, 120, 88, 64, 33, 18, 7, 3)


def earned(*profits: int) -> list[Earned]:
    return [Earned(f"D-{place:06d}", profit) for place, profit in enumerate(profits)]


def test_the_worked_example() -> None:
    done = concentration(earned(*EXAMPLE))
    assert [one.share * 10_000 for one in done.ranked[:3]] == [4060, 6785, 8335]
    assert [one.profit for one in done.head] == [812, 545, 310]
    assert [one.tier for one in done.ranked] == [Tier.VIP] * 3 + [Tier.A] * 3 + [Tier.B] * 4


@pytest.mark.parametrize(
    ("profits", "head", "losing"),
    [
        ((), 0, 0),
        ((0, -5), 0, 2),
        ((100,), 1, 0),
        ((80, 20), 1, 0),
        ((79, 21), 2, 0),
        ((80, 20, -500), 1, 1),
        ((25, 25, 25, 25), 4, 0),
    ],
)
def test_the_head_is_the_smallest_set_that_reaches_the_line(profits: tuple[int, ...], head: int, losing: int) -> None:
    done = concentration(earned(*profits))
    assert (len(done.head), len(done.losing)) == (head, losing)


def test_ties_go_by_account_number() -> None:
    found = concentration([Earned("D-000003", 5), Earned("D-000001", 5), Earned("D-000002", 9)])
    assert [one.account_no for one in found.ranked] == ["D-000002", "D-000001", "D-000003"]


@given(st.lists(st.integers(-1_000, 100_000), max_size=30))
def test_beside_a_recount_that_tries_every_size(profits: list[int]) -> None:
    done = concentration(earned(*profits))
    best = sorted((p for p in profits if p > 0), reverse=True)
    sizes = [size for size in range(len(best) + 1) if Fraction(sum(best[:size])) >= Fraction(80, 100) * sum(best)]
    assert len(done.head) == (min(sizes) if best else 0)
    assert done.total == sum(best) and len(done.ranked) + len(done.losing) == len(profits)
    assert not done.ranked or done.ranked[-1].share == 1
