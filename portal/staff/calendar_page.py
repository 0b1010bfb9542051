"""A year of the working calendar as twelve small months, and the days that differ from the week."""

from calendar import Calendar
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from portal.domain.requests.calendar import CalendarDay
from portal.domain.working_days import WorkingDays
from portal.web.locale import MONTHS_EN, WEEKDAYS, current_locale

YEARS_AROUND = 2


class Cell(NamedTuple):
    """`kind` is work, rest (weekend), free (a holiday), made (a weekend day that is worked) or none: another month."""

    day: date
    kind: str
    name: str = ""


class Month(NamedTuple):
    name: str
    weeks: list[list[Cell]]
    worked: int


class YearPage:
    def __init__(self, year: int, rows: Sequence[CalendarDay], today: date) -> None:
        self.year, self.today = year, today
        self._rows = {row.day: row for row in rows}
        self._days = WorkingDays({row.day: row.is_workday for row in rows})

    @property
    def years(self) -> list[int]:
        """The years to go to."""
        return list(range(self.today.year - YEARS_AROUND, self.today.year + YEARS_AROUND + 1))

    @property
    def is_provisional(self) -> bool:
        return any(row.is_provisional for row in self._rows.values()) or not self._rows

    @property
    def is_empty(self) -> bool:
        """Nobody has filled this year yet: weekends and fixed holidays stand in."""
        return not self._rows

    @property
    def weekdays(self) -> list[str]:
        """Heads of the columns: 一, in English Mo."""
        words = [str(word) for word in WEEKDAYS]
        return [word[:2] if current_locale() == "en" else word[-1] for word in words]

    @property
    def months(self) -> list[Month]:
        return [self._month(number) for number in range(1, 13)]

    @property
    def worked(self) -> int:
        return sum(month.worked for month in self.months)

    @property
    def special(self) -> list[CalendarDay]:
        """Days that are not what their weekday says, and those with a name."""
        return [row for row in self._rows.values() if row.name or row.is_workday != (row.day.weekday() < 5)]

    def row(self, day: date | None) -> CalendarDay | None:
        return self._rows.get(day) if day else None

    def kind(self, day: date) -> str:
        worked, is_weekday = self._days.is_workday(day), day.weekday() < 5
        if worked:
            return "work" if is_weekday else "made"
        row = self._rows.get(day)
        return "free" if is_weekday or (row and row.name) else "rest"

    def _month(self, number: int) -> Month:
        weeks = Calendar().monthdatescalendar(self.year, number)
        cells = [[self._cell(day, number) for day in week] for week in weeks]
        worked = sum(cell.kind in ("work", "made") for week in cells for cell in week)
        return Month(MONTHS_EN[number - 1] if current_locale() == "en" else f"{number} 月", cells, worked)

    def _cell(self, day: date, month: int) -> Cell:
        if day.month != month:
            return Cell(day, "none")
        row = self._rows.get(day)
        return Cell(day, self.kind(day), row.name if row else "")
