"""Occasions: festivals and birthdays against an independent table, days no year has, and when plans open."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.care.occasions import (
    Birthday,
    Occasion,
    anniversaries,
    birthday_in,
    festivals,
    next_birthday,
    plan_days,
)
from portal.web.lunar import to_solar

LUNAR_FESTIVALS = (
    Occasion.SPRING_FESTIVAL,
    Occasion.LANTERN,
    Occasion.DRAGON_BOAT,
    Occasion.MID_AUTUMN,
    Occasion.DOUBLE_NINTH,
)
TABLE = """
2026 02-17 03-03 06-19 09-25 10-18
2027 02-06 02-20 06-09 09-15 10-08
2028 01-26 02-09 05-28 10-03 10-26
2029 02-13 02-27 06-16 09-22 10-16
2030 02-03 02-17 06-05 09-12 10-05
"""
# The first civil day of every lunar month of a year, as lunar-python 1.4.8 has them; a leap month in brackets.
MONTHS = """
2024 02-10 03-10 04-09 05-08 06-06 07-06 08-04 09-03 10-03 11-01 12-01 12-31
2025 01-29 02-28 03-29 04-28 05-27 06-25 (07-25) 08-23 09-22 10-21 11-20 12-20 01-19
2026 02-17 03-19 04-17 05-17 06-15 07-14 08-13 09-11 10-10 11-09 12-09 01-08
2027 02-06 03-08 04-07 05-06 06-05 07-04 08-02 09-01 09-30 10-29 11-28 12-28
2028 01-26 02-25 03-26 04-25 05-24 (06-23) 07-22 08-20 09-19 10-18 11-16 12-16 01-15
2029 02-13 03-15 04-14 05-13 06-12 07-11 08-10 09-08 10-08 11-06 12-05 01-04
2030 02-03 03-04 04-03 05-02 06-01 07-01 07-30 08-29 09-27 10-27 11-25 12-25
2031 01-23 02-21 03-23 (04-22) 05-21 06-20 07-19 08-18 09-17 10-16 11-15 12-14 01-13
2032 02-11 03-12 04-10 05-09 06-08 07-07 08-06 09-05 10-04 11-03 12-03 01-01
2033 01-31 03-01 03-31 04-29 05-28 06-27 07-26 08-25 09-23 10-23 11-22 (12-22) 01-20
2034 02-19 03-20 04-19 05-18 06-16 07-16 08-14 09-13 10-12 11-11 12-11 01-09
2035 02-08 03-10 04-08 05-08 06-06 07-05 08-04 09-02 10-01 10-31 11-30 12-29
"""


@pytest.mark.parametrize("line", TABLE.split("\n")[1:-1])
def test_festivals(line: str) -> None:
    year, *days = line.split()
    found = festivals(int(year), to_solar)
    assert [found[one] for one in LUNAR_FESTIVALS] == [date.fromisoformat(f"{year}-{day}") for day in days]
    assert found[Occasion.NATIONAL_DAY] == date(int(year), 10, 1) and list(found.values()) == sorted(found.values())


def month_starts() -> list[tuple[int, int, bool, date]]:
    """Lunar year, month, whether it is the leap one, its first civil day."""
    found = []
    for line in MONTHS.split("\n")[1:-1]:
        year, *days = line.split()
        month, on = 0, date(int(year), 1, 1)
        for text in days:
            is_leap = text.startswith("(")
            month += not is_leap
            day = date.fromisoformat(f"{on.year}-{text.strip('()')}")
            on = day if day >= on else day.replace(year=day.year + 1)
            found.append((int(year), month, is_leap, on))
    return found


@pytest.mark.parametrize(("year", "month", "is_leap", "first"), month_starts())
def test_birthdays_of_every_month_against_the_table(year: int, month: int, is_leap: bool, first: date) -> None:
    for day in (1, 2, 15, 29):
        born = Birthday(month, day, is_lunar=True, is_leap=is_leap)
        assert birthday_in(born, year, to_solar) == first + timedelta(days=day - 1)


def test_a_thirtieth_and_a_leap_month_that_the_year_does_not_have() -> None:
    starts = month_starts()
    leap_years = {(year, month) for year, month, is_leap, _ in starts if is_leap}
    assert leap_years == {(2025, 6), (2028, 5), (2031, 3), (2033, 11)}
    for (year, month, is_leap, first), (_, _, _, following) in pairwise(starts):
        born = Birthday(month, 30, is_lunar=True, is_leap=is_leap)
        last = min(first + timedelta(days=29), following - timedelta(days=1))
        assert birthday_in(born, year, to_solar) == last
        if (year, month) not in leap_years:  # born in the leap month: kept in the ordinary one
            for day in (1, 30):
                leap, plain = (Birthday(month, day, is_lunar=True, is_leap=one) for one in (True, False))
                assert birthday_in(leap, year, to_solar) == birthday_in(plain, year, to_solar)


@pytest.mark.parametrize(
    ("birthday", "today", "kept"),
    [
        (Birthday(5, 13, is_lunar=True), "2026-11-23", "2027-06-17"),
        (Birthday(5, 13, is_lunar=True), "2027-06-17", "2027-06-17"),
        (Birthday(5, 13, is_lunar=True), "2027-06-18", "2028-06-05"),
        (Birthday(12, 30, is_lunar=True), "2026-11-23", "2027-02-05"),
        (Birthday(12, 30, is_lunar=True), "2030-01-15", "2030-02-02"),
        (Birthday(2, 29), "2026-11-23", "2027-02-28"),
        (Birthday(2, 29), "2027-03-01", "2028-02-29"),
        (Birthday(1, 1), "2026-12-31", "2027-01-01"),
    ],
)
def test_the_next_time_a_birthday_is_kept(birthday: Birthday, today: str, kept: str) -> None:
    assert next_birthday(birthday, date.fromisoformat(today), to_solar).isoformat() == kept


@given(
    st.builds(Birthday, st.integers(1, 12), st.integers(1, 30), st.just(True), st.booleans()),
    st.dates(date(2020, 1, 1), date(2095, 1, 1)),
)
def test_a_birthday_comes_within_thirteen_lunar_months(birthday: Birthday, today: date) -> None:
    assert today <= next_birthday(birthday, today, to_solar) <= today + timedelta(days=385)


@pytest.mark.parametrize(
    ("occasion", "on", "days"),
    [
        (Occasion.MID_AUTUMN, "2027-09-15", ["2027-08-25", "2027-09-01", "2027-09-08"]),
        (Occasion.SPRING_FESTIVAL, "2027-02-06", ["2027-01-07", "2027-01-16", "2027-01-27"]),
        (Occasion.BIRTHDAY, "2027-06-17", ["2027-05-27", "2027-06-03", "2027-06-10"]),
    ],
)
def test_when_a_plan_opens_is_agreed_to_and_sent(occasion: Occasion, on: str, days: list[str]) -> None:
    assert [day.isoformat() for day in plan_days(occasion, date.fromisoformat(on))] == days


def test_anniversaries_begin_after_a_year() -> None:
    found = list(anniversaries(date(2024, 2, 29), date(2026, 11, 23)))
    assert found[0] == (3, date(2027, 2, 28)) and found[1] == (4, date(2028, 2, 29))
    assert next(anniversaries(date(2026, 11, 23), date(2026, 11, 23))) == (1, date(2027, 11, 23))
