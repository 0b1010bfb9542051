"""Who stays and who leaves: edges of activity, the funnel that adds up, what replacing costs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.insight.retention import Life, Tally, activities, replacement_cost
from portal.staff.insight_words import percent_of

pytestmark = pytest.mark.engineless
START, END = date(2026, 9, 30), date(2026, 10, 31)


def funnel(lives: list[Life], start: date, end: date) -> Tally:
    """Between the ends of two civil days."""
    tally = Tally()
    for life in lives:
        tally.count(*activities(life, (start, end)))
    return tally


def ago(days: int, on: date = END) -> date:
    return on - timedelta(days=days)


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        (Life(()), "none"),
        (Life((END + timedelta(days=1),)), "none"),
        (Life((END,)), "active"),
        (Life((ago(180),)), "active"),
        (Life((ago(181),)), "dormant"),
        (Life((ago(365),)), "dormant"),
        (Life((ago(366),)), "churned"),
        (Life((ago(10),), ago(5)), "churned"),
        (Life((ago(3),), ago(5)), "active"),
        (Life((ago(10),), END + timedelta(days=1)), "active"),
    ],
)
def test_activity_by_the_last_purchase(life: Life, expected: str) -> None:
    assert activities(life, (END,)) == [expected]


def test_the_worked_example_of_retention() -> None:
    stayed, left, came = [Life((START, END))] * 842, [Life((ago(180, START),))] * 158, [Life((END,))] * 60
    done = funnel([*stayed, *left, *came], START, END)
    assert (done.start, done.never_left, done.new, done.dormant, done.end) == (1000, 842, 60, 158, 902)
    assert percent_of(done.never_left, done.start) == "84.2%"


def test_each_way_in_and_out_is_counted_once() -> None:
    lives = [
        Life((ago(5),)), Life((ago(400), ago(5))), Life((ago(181),)),
        Life((ago(40),), ago(10)), Life((ago(100), ago(2))), Life(()),
    ]  # fmt: skip
    done = funnel(lives, START, END)
    assert (done.start, done.new, done.reactivated, done.dormant, done.churned, done.end) == (3, 1, 1, 1, 1, 3)
    assert done.never_left == 1


LIVES = st.lists(
    st.builds(
        Life, st.lists(st.dates(date(2024, 1, 1), END), max_size=4).map(tuple),
        st.none() | st.dates(date(2024, 1, 1), END),
    ),
    max_size=20,
)  # fmt: skip


@given(LIVES, st.dates(date(2025, 1, 1), START))
def test_the_funnel_adds_up(lives: list[Life], start: date) -> None:
    done = funnel(lives, start, END)
    assert done.start + done.new + done.reactivated - done.dormant - done.churned == done.end
    assert done.never_left + done.dormant + done.churned == done.start


def test_what_replacing_costs_is_a_hint() -> None:
    assert replacement_cost(1_000) == 5_000
    assert replacement_cost(1_000, acquisition=3, keeping=2) == 1_500
    assert replacement_cost(1, acquisition=1, keeping=2) == 1
    assert replacement_cost(1_000, acquisition=3, keeping=0) == 5_000
