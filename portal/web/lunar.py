"""The lunar calendar, 1900 to 2100, for whoever plans by it."""

from datetime import date

from borax.calendars.lunardate import LunarDate


def to_solar(year: int, month: int, day: int, is_leap: bool = False) -> date:
    """The civil day of a lunar one; ValueError where that lunar year has no such month or day."""
    return LunarDate(year, month, day, 1 if is_leap else 0).to_solar_date()
