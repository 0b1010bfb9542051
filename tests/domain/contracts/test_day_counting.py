"""Days, months and ends as the Civil Code counts them: the table of the domain reference, and properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.contracts.clauses import DayKind
from portal.domain.contracts.clauses.clause import DayCounted
from portal.domain.contracts.computing.day_counting import (
    after_days,
    after_months,
    back_from,
    calendar_notes,
    extended_end,
    remind_on,
    rolled,
    suggest_end,
)
from portal.domain.working_days import WorkingDays
from tests.domain.contracts.calendar_days import DAYS

ROLLED, UNROLLED = DayCounted(), DayCounted(roll=False)
WORKING = DayCounted(day_kind=DayKind.WORKING)
CIVIL = st.dates(date(2025, 6, 1), date(2028, 6, 1))
TERMS = st.builds(DayCounted, day_kind=st.sampled_from(DayKind), roll=st.booleans())
COUNTS, MONTHS = st.integers(0, 90), st.integers(1, 60)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
        ("2023-12-31", 2, "2024-02-29"), ("2026-11-30", 3, "2027-02-28"), ("2026-12-15", 1, "2027-01-15"),
    ],
)  # fmt: skip
def test_months_end_on_the_corresponding_day_or_the_last_of_the_month(start: str, months: int, end: str) -> None:
    assert after_months(day(start), months) == day(end)


@pytest.mark.parametrize(
    ("last", "moved"),
    [
        ("2026-10-01", "2026-10-08"), ("2026-02-16", "2026-02-24"), ("2026-09-20", "2026-09-20"),
        ("2026-11-28", "2026-11-30"), ("2027-01-01", "2027-01-04"), ("2026-11-30", "2026-11-30"),
    ],
)  # fmt: skip
def test_a_last_day_of_rest_moves_to_the_next_working_day(last: str, moved: str) -> None:
    assert rolled(day(last), DAYS) == day(moved)


def test_without_any_table_new_year_is_no_working_day() -> None:
    assert rolled(date(2027, 1, 1), WorkingDays()) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("start", "count", "terms", "last"),
    [
        ("2026-09-01", 30, ROLLED, "2026-10-08"), ("2026-09-01", 30, UNROLLED, "2026-10-01"),
        ("2026-08-21", 30, ROLLED, "2026-09-20"), ("2026-09-30", 1, WORKING, "2026-10-08"),
        ("2026-09-18", 1, WORKING, "2026-09-20"), ("2026-11-20", 5, WORKING, "2026-11-27"),
        ("2026-11-28", 0, ROLLED, "2026-11-30"), ("2026-11-28", 0, UNROLLED, "2026-11-28"),
    ],
)  # fmt: skip
def test_the_day_of_the_event_is_not_counted(start: str, count: int, terms: DayCounted, last: str) -> None:
    assert after_days(day(start), count, terms, DAYS) == day(last)


@pytest.mark.parametrize(
    ("end", "count", "terms", "latest", "remind"),
    [
        ("2026-12-31", 60, ROLLED, "2026-11-01", "2026-10-30"), ("2026-12-31", 90, ROLLED, "2026-10-02", "2026-09-30"),
        ("2027-02-28", 60, ROLLED, "2026-12-30", "2026-12-30"), ("2026-10-08", 2, WORKING, "2026-09-29", "2026-09-29"),
        ("2026-12-31", 0, ROLLED, "2026-12-31", "2026-12-31"), ("2026-10-04", 1, WORKING, "2026-09-30", "2026-09-30"),
    ],
)  # fmt: skip
def test_backward_periods_never_move_later(end: str, count: int, terms: DayCounted, latest: str, remind: str) -> None:
    found = back_from(day(end), count, terms, DAYS)
    assert (found, remind_on(found, DAYS)) == (day(latest), day(remind))


def test_a_term_goes_on_from_the_next_day() -> None:
    assert extended_end(date(2027, 2, 28), 12) == date(2028, 2, 29)
    assert extended_end(date(2026, 12, 31), 12) == date(2027, 12, 31)


def test_days_of_a_year_without_its_notice_are_marked() -> None:
    assert calendar_notes(DAYS, date(2026, 12, 31)) == ()
    assert calendar_notes(DAYS, date(2026, 12, 31), date(2027, 1, 1)) == ("calendar_provisional",)


@given(CIVIL, COUNTS, TERMS)
def test_forwards_never_earlier_than_counted_and_backwards_never_later(
    start: date, count: int, terms: DayCounted
) -> None:
    plain = timedelta(days=count)
    assert after_days(start, count, terms, DAYS) >= start + plain
    latest = back_from(start, count, terms, DAYS)
    assert latest <= start - plain
    assert DAYS.is_workday(remind_on(latest, DAYS)) and remind_on(latest, DAYS) <= latest


@given(CIVIL, COUNTS, COUNTS, TERMS)
def test_more_days_are_never_sooner(start: date, count: int, more: int, terms: DayCounted) -> None:
    assert after_days(start, count + more, terms, DAYS) >= after_days(start, count, terms, DAYS)
    assert back_from(start, count + more, terms, DAYS) <= back_from(start, count, terms, DAYS)


@given(CIVIL, COUNTS)
def test_rolling_twice_is_rolling_once(start: date, count: int) -> None:
    last = after_days(start, count, ROLLED, DAYS)
    assert rolled(last, DAYS) == last and DAYS.is_workday(last)


@given(CIVIL, MONTHS, MONTHS)
def test_ends_grow_with_the_months_and_terms_join(start: date, months: int, more: int) -> None:
    end = suggest_end(start, months)
    assert start < end < suggest_end(start, months + more)
    corresponding = after_months(start, months)
    assert end == corresponding - timedelta(days=corresponding.day == start.day)
    if start.day <= 28:
        assert extended_end(end, more) == suggest_end(start, months + more)
