"""Working time: holidays, make-up days, lunch and weekends; years whose notice is not out yet (IN8)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cli.calendar_seed import calendar_rows, statutory_days
from portal.domain.requests.working_time import (
    SHANGHAI,
    BusinessHours,
    add_minutes,
    is_open,
    minutes_between,
    next_opening,
)
from portal.domain.working_days import BrokenCalendar, WorkingDays, add_working_days, working_days_between

ROWS = list(calendar_rows(range(2025, 2028)))
DAYS = WorkingDays({row.date: row.is_workday for row in ROWS}, provisional_years=frozenset({2027}))
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 6, 30), timezones=st.just(SHANGHAI))
MINUTES = st.integers(0, 4500)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23 11:00", 4, "2026-11-23 16:30"),
        ("2026-11-27 17:30", 2, "2026-11-30 10:30"),
        ("2026-09-30 17:00", 4, "2026-10-08 12:00"),
        ("2026-09-19 10:00", 4, "2026-09-20 14:30"),
        ("2026-02-14 16:00", 8, "2026-02-24 16:30"),
        ("2026-05-08 17:00", 7.5, "2026-05-09 17:00"),
        ("2026-11-23 07:00", 0, "2026-11-23 09:00"),
        ("2026-11-23 12:00", 0, "2026-11-23 13:30"),
        ("2026-11-23 09:00", 7.5, "2026-11-23 18:00"),
        ("2026-12-31 17:00", 2, "2027-01-04 10:00"),
        ("2027-02-04 17:00", 2, "2027-02-09 10:00"),
    ],
)
def test_business_hours_skip_lunch_weekends_and_holidays(start, hours, due):
    assert add_minutes(at(start), int(hours * 60), DAYS) == at(due)


@given(MOMENTS, MINUTES)
def test_what_was_added_lies_between(start, minutes):
    assert minutes_between(start, add_minutes(start, minutes, DAYS), DAYS) == minutes


@given(MOMENTS, MINUTES)
def test_a_due_moment_is_in_utc_and_never_outside_the_hours(start, minutes):
    due = add_minutes(start, minutes, DAYS)
    civil = due.astimezone(SHANGHAI)
    assert due.tzinfo is UTC and DAYS.is_workday(civil.date())
    assert any(opens <= civil.time() <= closes for opens, closes in BusinessHours().intervals)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=30)), MINUTES, st.integers(0, 600))
def test_later_starts_and_longer_tasks_never_end_earlier(start, delay, minutes, more):
    due = add_minutes(start, minutes, DAYS)
    assert add_minutes(start + delay, minutes, DAYS) >= due
    assert add_minutes(start, minutes + more, DAYS) >= due


@given(MOMENTS, MOMENTS)
def test_minutes_between_change_their_sign_with_the_order(one, other):
    assert minutes_between(one, other, DAYS) == -minutes_between(other, one, DAYS)


@given(MOMENTS)
def test_next_opening_is_open_and_nothing_is_worked_before_it(moment):
    opening = next_opening(moment, DAYS)
    assert is_open(opening, DAYS)
    assert minutes_between(moment, opening, DAYS) == 0


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2026-11-23 09:00", True),
        ("2026-11-23 11:59", True),
        ("2026-11-23 12:00", False),
        ("2026-11-23 18:00", False),
        ("2026-09-20 10:00", True),
        ("2026-10-01 10:00", False),
    ],
)
def test_open_or_closed(moment, open_):
    assert is_open(at(moment), DAYS) is open_


@pytest.mark.parametrize(
    ("day", "count", "result"),
    [
        (date(2026, 11, 20), 2, date(2026, 11, 24)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 18), 1, date(2026, 9, 20)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
    ],
)
def test_working_days_are_counted_from_the_next_day(day, count, result):
    assert add_working_days(day, count, DAYS) == result


@given(st.dates(date(2025, 3, 1), date(2027, 9, 1)), st.integers(1, 40))
def test_working_days_added_are_working_days_between(day, count):
    assert working_days_between(day, add_working_days(day, count, DAYS), DAYS) == count
    assert working_days_between(add_working_days(day, count, DAYS), day, DAYS) == -count


def test_the_official_years_have_their_working_days():
    for year in (2025, 2026):
        assert sum(row.is_workday for row in ROWS if row.date.year == year) == 248
    made_up = {row.date for row in ROWS if row.date.year == 2026 and row.is_workday and row.date.weekday() > 4}
    assert made_up == {date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20),
                       date(2026, 10, 10)}  # fmt: skip


def test_a_year_without_a_notice_has_its_thirteen_statutory_days_and_says_so():
    by_hand = ["1-1", "2-5", "2-6", "2-7", "2-8", "4-5", "5-1", "5-2", "6-9", "9-15", "10-1", "10-2", "10-3"]
    assert sorted(statutory_days(2027)) == [date(2027, *map(int, day.split("-"))) for day in by_hand]
    year = [row for row in ROWS if row.date.year == 2027]
    assert len(year) == 365 and all(row.provisional for row in year)
    assert not any(row.provisional for row in ROWS if row.date.year < 2027)
    assert DAYS.is_provisional(date(2027, 3, 1)) and not DAYS.is_provisional(date(2026, 3, 1))


def test_every_computed_year_can_be_seeded_and_others_are_refused():
    for year in range(2027, 2100):
        assert 12 <= len(statutory_days(year)) <= 13
    with pytest.raises(ValueError, match="2004 to 2099"):
        list(calendar_rows([2003]))


def test_without_any_table_fixed_holidays_and_weekends_are_still_off():
    bare = WorkingDays(statutory=frozenset({date(2031, 1, 23)}))
    assert not bare.is_workday(date(2031, 1, 1))
    assert not bare.is_workday(date(2031, 1, 4))
    assert not bare.is_workday(date(2031, 1, 23))
    assert bare.is_workday(date(2031, 1, 24)) and bare.is_provisional(date(2031, 1, 24))


def test_hours_and_calendars_that_make_no_sense_are_refused():
    never = WorkingDays({date(2026, 1, 1) + timedelta(days=n): False for n in range(365)})
    with pytest.raises(BrokenCalendar):
        add_minutes(at("2026-03-02 10:00"), 1, never)
    with pytest.raises(ValueError, match="ascending"):
        BusinessHours(((time(13), time(18)), (time(9), time(12))))
    with pytest.raises(ValueError, match="negative"):
        add_minutes(at("2026-03-02 10:00"), -1, DAYS)
    with pytest.raises(ValueError, match="time zone"):
        next_opening(datetime(2026, 3, 2, 10), DAYS)
    assert BusinessHours().minutes_a_day() == 450
