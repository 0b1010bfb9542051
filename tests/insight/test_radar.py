"""When a customer counts as asleep, and how weeks are drawn; nothing of it needs a database."""

from datetime import date, timedelta

import pytest

from portal.insight.radar_finding import asleep_on
from portal.insight.retention import Activity, Life, activities
from portal.web.lanes import LEAST, MOST, time_line, weeks_of

pytestmark = pytest.mark.engineless
FIRST = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (date(2026, 5, 1), date(2026, 11, 28)),
        (date(2026, 8, 1), date(2027, 2, 28)),
        (date(2027, 8, 1), date(2028, 2, 28)),
    ],
)
def test_the_day_of_falling_asleep_is_the_first_on_which_the_funnel_says_so(month: date, day: date) -> None:
    """By the last day of the month plus 181 calendar days, worked out by hand."""
    assert asleep_on(month) == day
    bought = (month.replace(day=31),)
    eve = day - timedelta(days=1)
    assert activities(Life(bought), [eve, day]) == [Activity.ACTIVE, Activity.DORMANT]


def test_every_day_of_the_window_falls_into_one_week_and_is_counted_once() -> None:
    until = FIRST + timedelta(days=90)
    assert len(weeks_of(FIRST, until)) == 13 and weeks_of(FIRST, FIRST) == [FIRST]
    days = {FIRST + timedelta(days=n): 1 for n in range(91)}
    line = time_line([("all", days), ("none", {})], FIRST, until, lambda name, week, count: f"{name} {count}")
    every, nothing = line.lanes
    assert sum(every.counts) == 91 and every.counts[:12] == [7] * 12 and every.counts[12] == 7
    assert nothing.discs == [] and nothing.counts == [0] * 13


def test_discs_go_by_area_and_the_smallest_can_be_hit() -> None:
    days = {FIRST: 100, FIRST + timedelta(days=7): 25, FIRST + timedelta(days=14): 1}
    [lane] = time_line([("x", days)], FIRST, FIRST + timedelta(days=20), lambda *_: "").lanes
    assert [disc.radius for disc in lane.discs] == [MOST, MOST / 2, LEAST]
    assert [disc.x for disc in lane.discs] == sorted(disc.x for disc in lane.discs)
