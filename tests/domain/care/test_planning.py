"""Which birthdays and anniversaries fall within a stretch of days: one by one against the rule, and none forgotten."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.care.occasions import Birthday, Occasion, birthday_in
from portal.domain.care.planning.days import birthdays_within, festivals_within, month_days_within
from portal.domain.care.planning.models import OccasionPlan
from portal.web.lunar import to_solar

pytestmark = pytest.mark.engineless


@given(
    st.builds(Birthday, st.integers(1, 12), st.integers(1, 30), st.just(True), st.booleans()),
    st.dates(date(2024, 1, 1), date(2035, 1, 1)),
)
@settings(max_examples=60)
def test_a_birthday_is_found_on_its_day_and_on_no_other(birthday: Birthday, first: date) -> None:
    last = first + timedelta(days=45)
    kept = [birthday_in(birthday, year, to_solar) for year in (first.year - 1, first.year, first.year + 1)]
    found = birthdays_within(first, last, to_solar).get(birthday)
    assert found == next((day for day in kept if first <= day <= last), None)


@pytest.mark.parametrize(
    ("first", "last", "birthday", "day"),
    [
        ("2027-02-20", "2027-02-28", Birthday(2, 29), "2027-02-28"),
        ("2028-02-20", "2028-02-29", Birthday(2, 29), "2028-02-29"),
        ("2028-02-20", "2028-02-28", Birthday(2, 29), None),
        ("2026-12-20", "2027-01-10", Birthday(1, 1), "2027-01-01"),
        ("2027-02-01", "2027-02-06", Birthday(12, 30, is_lunar=True), "2027-02-05"),
        ("2030-02-01", "2030-02-03", Birthday(12, 30, is_lunar=True), "2030-02-02"),
        ("2028-06-01", "2028-08-01", Birthday(5, 13, is_lunar=True, is_leap=True), "2028-07-05"),
        ("2027-06-01", "2027-08-01", Birthday(5, 13, is_lunar=True, is_leap=True), "2027-06-17"),
    ],
)
def test_days_that_a_year_does_not_have(first: str, last: str, birthday: Birthday, day: str | None) -> None:
    found = birthdays_within(date.fromisoformat(first), date.fromisoformat(last), to_solar).get(birthday)
    assert found == (date.fromisoformat(day) if day else None)


def test_anniversaries_and_festivals_over_the_new_year() -> None:
    days = month_days_within(date(2026, 12, 25), date(2027, 3, 1))
    assert days[1, 1] == date(2027, 1, 1) and days[2, 29] == days[2, 28] == date(2027, 2, 28) and (6, 1) not in days
    names = [name for name, _ in festivals_within(date(2026, 12, 25), date(2027, 2, 25), to_solar)]
    assert names == ["new_year", "spring_festival", "lantern"]


@pytest.mark.parametrize(
    ("occasion", "is_festival", "days"),
    [(Occasion.SPRING_FESTIVAL, True, (30, 21, 10)), (Occasion.NATIONAL_DAY, True, (21, 14, 7)),
     (Occasion.BIRTHDAY, False, (21, 14, 7)), (Occasion.LISTING, False, (21, 14, 7))],
)  # fmt: skip
def test_when_a_plan_is_due(occasion: Occasion, is_festival: bool, days: tuple[int, ...]) -> None:
    plan = OccasionPlan(occasion=occasion, on=date(2027, 2, 6))
    assert plan.is_festival is is_festival and tuple((plan.on - day).days for day in plan.days) == days
