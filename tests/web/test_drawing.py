"""Where columns and lying bars come to stand, whatever the numbers are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web.drawing import BELOW, TOP, Column, Scale, columns, round_scale
from portal.web.lying_bars import FLOW_WIDTH, WELL, flows, spread

pytestmark = pytest.mark.engineless
BOTTOM = 200 - BELOW


def drawn(values, scale):
    return columns([Column(str(place), value, "", "") for place, value in enumerate(values)], scale).bars


@pytest.mark.parametrize(
    ("values", "least", "most", "step"),
    [
        ([], 0, 1, 1), ([0], 0, 1, 1), ([5], 0, 5, 1), ([7], 0, 8, 2), ([23, 4], 0, 25, 5), ([230], 0, 250, 50),
        ([7, -1], -2, 8, 2), ([-23], -25, 5, 5),
    ],
)  # fmt: skip
def test_a_scale_ends_on_round_numbers(values, least, most, step):
    scale = round_scale(values, str)
    assert (scale.least, scale.most, scale.step) == (least, most, step)


def test_columns_stand_on_nothing_and_hang_below_it():
    up, down, none, unknown = drawn([50, -50, 0, None], Scale(-50, 50, 25, str))
    middle = (TOP + BOTTOM) / 2
    assert (up.y, up.y + up.height) == (TOP, middle) and (down.y, down.y + down.height) == (middle, BOTTOM)
    assert none.height == unknown.height == 0
    assert [bar.height for bar in drawn([80, 90, 100], Scale(80, 100, 5, str))] == [0, (BOTTOM - TOP) / 2, BOTTOM - TOP]


@given(st.lists(st.integers(-(10**12), 10**12), max_size=12))
def test_every_column_stays_inside_and_a_higher_value_reaches_higher(values):
    bars = drawn(values, round_scale(values, str))
    assert all(bar.y >= TOP - 1 and bar.y + bar.height <= BOTTOM + 1 for bar in bars)
    assert all(bar.height >= 1 for bar in bars if bar.column.value > 0)
    rising = sorted(bars, key=lambda one: one.column.value)
    tops = [bar.y if bar.column.value > 0 else bar.y + bar.height for bar in rising]
    assert tops == sorted(tops, reverse=True)


@given(st.lists(st.integers(0, 5_000), max_size=4), st.integers(0, 5_000))
def test_the_waterfall_ends_where_its_steps_lead(came, start):
    steps = flows(start, [("", "", one) for one in came], [("", "", start)], (("", ""), ("", "")))
    assert steps[-1].count == f"{sum(came):,}"
    assert all(one.x >= 0 and one.x + one.length <= FLOW_WIDTH + 1 for one in steps)


def test_answers_are_drawn_against_the_fullest():
    rows = spread([("a", 4, "head"), ("b", 1, "bad"), ("c", 0, "bad")])
    assert [(row.length, row.y) for row in rows] == [(WELL, 0), (WELL / 4, 30), (0, 60)]
    assert [row.length for row in spread([("a", 0, "head")])] == [0] and spread([]) == []
