"""Who stays and who leaves: edges of activity, the funnel that adds up, cohorts, what replacing costs."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.insight.concentration import percent
from portal.insight.retention import Life, activity, cohorts, funnel, lost_profit, months, replacement_cost

START, END = date(2026, 9, 30), date(2026, 10, 31)


def ago(days: int, on: date = END) -> date:
    return on - timedelta(days=days)


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        (Life("D", ()), "none"),
        (Life("D", (END + timedelta(days=1),)), "none"),
        (Life("D", (END,)), "active"),
        (Life("D", (ago(180),)), "active"),
        (Life("D", (ago(181),)), "dormant"),
        (Life("D", (ago(365),)), "dormant"),
        (Life("D", (ago(366),)), "churned"),
        (Life("D", (ago(10),), ago(5)), "churned"),
        (Life("D", (ago(3),), ago(5)), "active"),
        (Life("D", (ago(10),), END + timedelta(days=1)), "active"),
    ],
)
def test_activity_by_the_last_purchase(life: Life, expected: str) -> None:
    assert activity(life, END) == expected


def test_the_worked_example_of_retention() -> None:
    stayed = [Life(f"A{n}", (START, END)) for n in range(842)]
    left = [Life(f"B{n}", (ago(180, START),)) for n in range(158)]
    came = [Life(f"C{n}", (END,)) for n in range(60)]
    done = funnel([*stayed, *left, *came], START, END)
    assert done.retention == Fraction(842, 1000) and percent(done.retention) * 10 == 842
    assert (done.start, done.new, done.dormant, done.end) == (1000, 60, 158, 902)


def test_each_way_in_and_out_is_counted_once() -> None:
    lives = [
        Life("new", (ago(5),)), Life("back", (ago(400), ago(5))), Life("asleep", (ago(181),)),
        Life("gone", (ago(40),), ago(10)), Life("stays", (ago(100), ago(2))), Life("never", ()),
    ]  # fmt: skip
    done = funnel(lives, START, END)
    assert (done.start, done.new, done.reactivated, done.dormant, done.churned, done.end) == (3, 1, 1, 1, 1, 3)
    assert done.lost == ("asleep", "gone") and done.never_left == 1
    assert funnel([], START, END).retention is None


LIVES = st.lists(
    st.builds(
        Life, st.text("ABC", min_size=1, max_size=3), st.lists(st.dates(date(2024, 1, 1), END), max_size=4).map(tuple),
        st.none() | st.dates(date(2024, 1, 1), END),
    ),
    max_size=20,
)  # fmt: skip


@given(LIVES, st.dates(date(2025, 1, 1), START))
def test_the_funnel_adds_up_and_months_follow_one_another(lives: list[Life], start: date) -> None:
    done = funnel(lives, start, END)
    assert done.start + done.new + done.reactivated - done.dormant - done.churned == done.end
    assert done.never_left + done.dormant + done.churned == done.start
    steps = [funnel(lives, *month) for month in months(start, 6)]
    assert all(before.end == after.start for before, after in pairwise(steps))


def test_months_are_the_calendars() -> None:
    assert months(date(2026, 1, 15), 2) == [
        (date(2025, 12, 31), date(2026, 1, 31)), (date(2026, 1, 31), date(2026, 2, 28)),
    ]  # fmt: skip


def test_cohorts_by_the_quarter_of_the_first_purchase() -> None:
    lives = [
        Life("a", (date(2026, 1, 5),)),
        Life("b", (date(2026, 3, 31), END)),
        Life("c", (date(2026, 4, 1),)),
        Life("d", ()),
    ]
    assert cohorts(lives, [date(2026, 6, 30), END]) == {"2026Q1": [2, 1], "2026Q2": [1, 0]}


def test_what_replacing_costs_is_a_hint() -> None:
    assert lost_profit(["a", "b", "x"], {"a": 500, "b": -900}) == 500
    assert replacement_cost(1_000) == 5_000
    assert replacement_cost(1_000, acquisition=3, keeping=2) == 1_500
    assert replacement_cost(1, acquisition=1, keeping=2) == 1
    assert replacement_cost(1_000, acquisition=3, keeping=0) == 5_000
