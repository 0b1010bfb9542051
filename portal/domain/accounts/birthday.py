"""A contact's birthday: by the sun or by the moon, the year often unknown."""

from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.base import Refused

EARLIEST = 1900
_LEAP_YEAR = 2000
"""29 February is a birthday too where the year is not known."""


class BirthdayCalendar(StrEnum):
    SOLAR = "solar"
    LUNAR = "lunar"


@dataclass(frozen=True)
class Birthday:
    """Month and day by `calendar`; `is_leap` means the second of two lunar months of that number."""

    calendar: str
    month: int
    day: int
    is_leap: bool = False
    year: int | None = None

    def check(self, this_year: int) -> None:
        """Refused("birthday.*") for a day that no calendar has.

        A lunar month has 29 or 30 days; which one, and which years have that leap month, is the calendar's to say when
        a greeting is planned: in a year without it the ordinary month serves (domain 7.2).
        """
        if self.year is not None and not EARLIEST <= self.year <= this_year:
            raise Refused("birthday.year", first=EARLIEST, last=this_year)
        if not 1 <= self.month <= 12:
            raise Refused("birthday.month")
        if self.is_leap and self.calendar != BirthdayCalendar.LUNAR:
            raise Refused("birthday.leap_of_sun")
        if not 1 <= self.day <= self._longest():
            raise Refused("birthday.day")

    def _longest(self) -> int:
        if self.calendar == BirthdayCalendar.LUNAR:
            return 30
        return monthrange(self.year or _LEAP_YEAR, self.month)[1]

    def columns(self) -> dict[str, object]:
        return {
            "birthday_calendar": self.calendar, "birthday_month": self.month, "birthday_day": self.day,
            "birthday_is_leap": self.is_leap, "birthday_year": self.year,
        }  # fmt: skip


NO_BIRTHDAY: dict[str, object] = {
    "birthday_calendar": None, "birthday_month": None, "birthday_day": None, "birthday_is_leap": False,
    "birthday_year": None,
}  # fmt: skip
