"""Which birthdays and anniversaries are kept within a stretch of civil days: what a search through the archive asks."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from portal.domain.care.occasions import Birthday, ToSolar, birthday_in, festivals


def birthdays_within(first: date, last: date, to_solar: ToSolar) -> dict[Birthday, date]:
    """Every birthday that is kept from `first` to `last`, both included (less than a year apart), with its day; by
    either calendar, days that a year does not have where the rules keep them (domain 7.2)."""
    found: dict[Birthday, date] = {}
    begun = first.year - (first.month < 3)  # a lunar year ends in January or February of the next solar one
    for year in range(begun, last.year + 1):
        days = [*_lunar(year, to_solar), *_solar(year)]
        found |= {one: day for one, day in days if first <= day <= last}
    return found


def month_days_within(first: date, last: date) -> dict[tuple[int, int], date]:
    """Month and day of every anniversary from `first` to `last` (less than a year apart); 29 February on the 28th."""
    found = birthdays_of_sun(first, last)
    return {(one.month, one.day): day for one, day in found.items()}


def birthdays_of_sun(first: date, last: date) -> dict[Birthday, date]:
    """Birthdays by the solar calendar, each with its day from `first` to `last` (both included, within a year)."""
    days = (pair for year in range(first.year, last.year + 1) for pair in _solar(year))
    return {one: day for one, day in days if first <= day <= last}


def festivals_within(first: date, last: date, to_solar: ToSolar) -> list[tuple[str, date]]:
    """Festivals from `first` to `last`, in their order."""
    found = {(str(name), day) for year in range(first.year - 1, last.year + 1)
             for name, day in festivals(year, to_solar).items() if first <= day <= last}  # fmt: skip
    return sorted(found, key=lambda one: (one[1], one[0]))


@lru_cache(maxsize=8)
def _lunar(year: int, to_solar: ToSolar) -> tuple[tuple[Birthday, date], ...]:
    """Every birthday by the moon and the civil day on which that lunar year keeps it."""
    days = [(month, day) for month in range(1, 13) for day in range(1, 31)]
    every = [Birthday(month, day, True, leap) for leap in (False, True) for month, day in days]
    return tuple((one, birthday_in(one, year, to_solar)) for one in every)


def _solar(year: int) -> Iterator[tuple[Birthday, date]]:
    day = date(year, 1, 1)
    while day.year == year:
        yield Birthday(day.month, day.day), day
        if (day.month, day.day) == (2, 28) and (day + timedelta(days=1)).month == 3:
            yield Birthday(2, 29), day
        day += timedelta(days=1)
