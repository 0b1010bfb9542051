"""Reading the days of an official notice from a CSV file: date, worked or not, name."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date

from portal.domain.requests.clocks.calendar_changes import DayFacts

SOURCE = "file"
NAME_LENGTH = 40
MOST_DAYS = 2000
FIRST_YEAR, LAST_YEAR = 2004, 2099
"""Years that the calendar shows."""
COLUMNS = {"date": ("date", "日期"), "is_workday": ("is_workday", "是否上班", "上班"), "name": ("name", "名称", "节日")}
"""What each column may be called."""
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_WORKED = {"1": True, "true": True, "yes": True, "是": True, "班": True, "0": False, "false": False, "no": False,
           "否": False, "休": False}  # fmt: skip
CODES = {
    "元旦": "new_year", "春节": "spring_festival", "清明": "qingming", "清明节": "qingming", "劳动节": "labour_day",
    "端午": "dragon_boat", "端午节": "dragon_boat", "中秋": "mid_autumn", "中秋节": "mid_autumn",
    "国庆": "national_day", "国庆节": "national_day",
}  # fmt: skip
"""What notices call the holidays, and the code by which both languages can name them."""
MISTAKES = {
    "columns": "the first line must name date and is_workday",
    "not_worked": "line %(line)s: is_workday is 1 (worked) or 0 (off), not “%(value)s”",
    "not_a_date": "line %(line)s: “%(value)s” is no date such as 2027-02-08",
    "twice": "line %(line)s: %(value)s stands there twice",
    "too_many": "more than 2000 days",
    "unreadable": "line %(line)s is no CSV: %(value)s",
    "empty": "there is no day in it",
}


class BadLine(ValueError):
    """A line of the file that cannot be used: a code of MISTAKES, the line and what stands there."""

    def __init__(self, code: str, line: int = 0, value: str = "") -> None:
        self.code, self.facts = code, {"line": line, "value": value[:60]}
        super().__init__(MISTAKES[code] % self.facts)


def read_calendar(lines: Iterable[str]) -> Iterator[DayFacts]:
    """The days of a CSV file; BadLine for the first line that cannot be used."""
    reader = csv.DictReader(lines, skipinitialspace=True)
    try:
        names = _names(reader.fieldnames or ())
        seen: set[date] = set()
        for line in reader:
            found = _day({name: line.get(column) or "" for name, column in names.items()}, reader.line_num)
            if found.day in seen:
                raise BadLine("twice", reader.line_num, found.day.isoformat())
            seen.add(found.day)
            if len(seen) > MOST_DAYS:
                raise BadLine("too_many")
            yield found
    except csv.Error as mistake:
        raise BadLine("unreadable", reader.line_num, str(mistake)) from None
    if not seen:
        raise BadLine("empty")


def _names(headings: Iterable[str | None]) -> dict[str, str]:
    """Our name of a column to the heading it stands under."""
    known = {(heading or "").strip().lower(): heading or "" for heading in headings}
    found = {ours: known[alias] for ours, aliases in COLUMNS.items() for alias in aliases if alias in known}
    if not {"date", "is_workday"} <= found.keys():
        raise BadLine("columns")
    return found


def _day(line: dict[str, str], number: int) -> DayFacts:
    worked = _WORKED.get(line["is_workday"].strip().lower())
    if worked is None:
        raise BadLine("not_worked", number, line["is_workday"])
    found = _DAY.fullmatch(line["date"].strip())
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadLine("not_a_date", number, line["date"])
    name = line.get("name", "").strip()[:NAME_LENGTH]
    return DayFacts(day, worked, CODES.get(name, name), SOURCE)
