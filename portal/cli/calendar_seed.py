"""Rows of the working calendar: the official one while it is known, statutory days off after that."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar
from borax.calendars.lunardate import LunarDate, TermUtils

OFFICIAL_YEARS = range(2004, 2027)
"""Years for which the calendar library carries the State Council's notice; any other year makes it raise."""
COMPUTED_YEARS = range(2004, 2100)
QINGMING = 6  # number of the solar term, counted from 小寒 as 0

OFFICIAL_NAMES = {
    "New Year's Day": "new_year",
    "Spring Festival": "spring_festival",
    "Tomb-sweeping Day": "qingming",
    "Labour Day": "labour_day",
    "Dragon Boat Festival": "dragon_boat",
    "Mid-autumn Festival": "mid_autumn",
    "National Day": "national_day",
    "Anti-Fascist 70th Day": "victory_day",
}


class CalendarRow(NamedTuple):
    """One civil day. `name` is the code of the holiday it belongs to, make-up days included, or empty."""

    date: date
    is_workday: bool
    name: str
    source: str
    provisional: bool


def calendar_rows(years: Iterable[int]) -> Iterator[CalendarRow]:
    """Every civil day of these years (2004–2099; ValueError outside). Years without an official notice are
    provisional: weekends and statutory days off, make-up days still unknown."""
    for year in years:
        if year not in COMPUTED_YEARS:
            raise ValueError(f"no calendar for {year}: choose a year from 2004 to 2099")
        yield from _official(year) if year in OFFICIAL_YEARS else _computed(year)


class DaysWhenAsked(Mapping[date, bool]):
    """Whether a day is worked, for every computed year, each computed when first asked for; `known` goes before."""

    def __init__(self, known: Mapping[date, bool]) -> None:
        self._days, self._years = dict(known), set[int]()

    def __getitem__(self, day: date) -> bool:
        found = self._days.get(day)
        if found is not None:
            return found
        if day.year in self._years or day.year not in COMPUTED_YEARS:
            raise KeyError(day)
        self._years.add(day.year)
        self._days = {row.date: row.is_workday for row in calendar_rows([day.year])} | self._days
        return self._days[day]

    def __iter__(self) -> Iterator[date]:
        return (row.date for row in calendar_rows(COMPUTED_YEARS))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def statutory_days(year: int) -> dict[date, str]:
    """The 13 statutory days off and their holiday, by the State Council's rule in force since 2025."""
    new_year = LunarDate(year, 1, 1).to_solar_date()
    fixed = {date(year, 1, 1): "new_year", date(year, 5, 1): "labour_day", date(year, 5, 2): "labour_day"}
    national = {date(year, 10, day): "national_day" for day in (1, 2, 3)}
    spring = {new_year + timedelta(days=n): "spring_festival" for n in range(-1, 3)}
    lunar = {
        TermUtils.nth_term_day(year, QINGMING): "qingming",
        LunarDate(year, 5, 5).to_solar_date(): "dragon_boat",
        LunarDate(year, 8, 15).to_solar_date(): "mid_autumn",
    }
    # Two holidays may fall on one day (Mid-Autumn on 1 October); the day is then off once.
    return fixed | spring | lunar | national


def _official(year: int) -> Iterator[CalendarRow]:
    for day in _days_of(year):
        _, name = chinese_calendar.get_holiday_detail(day)
        code = OFFICIAL_NAMES.get(name or "", "")
        yield CalendarRow(day, chinese_calendar.is_workday(day), code, "chinesecalendar", provisional=False)


def _computed(year: int) -> Iterator[CalendarRow]:
    statutory = statutory_days(year)
    for day in _days_of(year):
        is_workday = day.weekday() < 5 and day not in statutory
        yield CalendarRow(day, is_workday, statutory.get(day, ""), "statutory", provisional=True)


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)
