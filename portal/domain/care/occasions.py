"""Occasions to think of somebody: festivals, birthdays, anniversaries; and when their plans open (domain 7.2)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ToSolar = Callable[[int, int, int, bool], date]
"""(lunar year, month, day, whether it is the leap month) → civil day; ValueError where there is no such day."""


class Occasion(StrEnum):
    NEW_YEAR = "new_year"
    SPRING_FESTIVAL = "spring_festival"
    LANTERN = "lantern"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    NATIONAL_DAY = "national_day"
    DOUBLE_NINTH = "double_ninth"
    BIRTHDAY = "birthday"
    COOPERATION = "cooperation"
    FOUNDING = "founding"
    SIGNING = "signing"
    LISTING = "listing"


LUNAR = {
    Occasion.SPRING_FESTIVAL: (1, 1), Occasion.LANTERN: (1, 15), Occasion.DRAGON_BOAT: (5, 5),
    Occasion.MID_AUTUMN: (8, 15), Occasion.DOUBLE_NINTH: (9, 9),
}  # fmt: skip
SOLAR = {Occasion.NEW_YEAR: (1, 1), Occasion.NATIONAL_DAY: (10, 1)}


@dataclass(frozen=True)
class Lead:
    """Calendar days before the occasion on which its plan opens, its list is to be agreed to, and it is sent."""

    plan: int
    agree: int
    send: int


LEAD, LEAD_SPRING = Lead(21, 14, 7), Lead(30, 21, 10)
"""Before Spring Festival couriers stop."""


@dataclass(frozen=True)
class Birthday:
    """Month and day, in the lunar calendar or the solar one; `is_leap` of a lunar leap month. The year is not asked."""

    month: int
    day: int
    is_lunar: bool = False
    is_leap: bool = False


def festivals(year: int, to_solar: ToSolar) -> dict[Occasion, date]:
    """The festivals whose lunar or solar year is `year`, by their civil days."""
    found = {one: to_solar(year, month, day, False) for one, (month, day) in LUNAR.items()}
    found |= {one: date(year, month, day) for one, (month, day) in SOLAR.items()}
    return dict(sorted(found.items(), key=lambda one: one[1]))


def birthday_in(birthday: Birthday, year: int, to_solar: ToSolar) -> date:
    """The civil day on which it is kept in a year of its own calendar. Without the leap month the ordinary one is
    taken, without a 30th the 29th; 29 February is kept on the 28th."""
    if not birthday.is_lunar:
        try:
            return date(year, birthday.month, birthday.day)
        except ValueError:
            return date(year, 2, 28)
    for month_is_leap in (True, False) if birthday.is_leap else (False,):
        for day in (birthday.day, birthday.day - 1):
            try:
                return to_solar(year, birthday.month, day, month_is_leap)
            except ValueError:
                if day < 30:  # only a 30th can be missing from a month that is there
                    break
    raise ValueError(f"no such birthday: {birthday}")


def next_birthday(birthday: Birthday, today: date, to_solar: ToSolar) -> date:
    """The next time it is kept, today included. A lunar year begins in January or February: three are looked at."""
    kept = (birthday_in(birthday, year, to_solar) for year in (today.year - 1, today.year, today.year + 1))
    return min(day for day in kept if day >= today)


def anniversaries(first: date, today: date) -> Iterator[tuple[int, date]]:
    """Number of years and civil day of the anniversaries of `first` from today on; 29 February on the 28th."""
    for year in range(max(today.year, first.year + 1), max(today.year, first.year + 1) + 3):
        day = birthday_in(Birthday(first.month, first.day), year, _never)
        if day >= today:
            yield year - first.year, day


def _never(*_: object) -> date:
    raise AssertionError("an anniversary is solar")


def lead_of(occasion: Occasion) -> Lead:
    return LEAD_SPRING if occasion is Occasion.SPRING_FESTIVAL else LEAD


def plan_days(occasion: Occasion, on: date) -> tuple[date, date, date]:
    """The days on which the plan of an occasion opens, its list is to be agreed to, and it is to be sent."""
    lead = lead_of(occasion)
    opens, agree, send = (on - timedelta(days=days) for days in (lead.plan, lead.agree, lead.send))
    return opens, agree, send
