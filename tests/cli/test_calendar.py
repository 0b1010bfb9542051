"""The working calendar: seeded year by year, corrected from a file; bad lines are named."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from portal.cli.calendar import BadLine, read_calendar, seed_calendar
from portal.domain.requests.calendar import CalendarDay
from tests.people import People

HEAD = "date,is_workday,name\n"


@pytest.fixture
def no_days(people: People) -> People:
    with people.backstage() as uow:
        uow.session.execute(delete(CalendarDay))
    return people


def days(people: People) -> dict[date, CalendarDay]:
    with people.backstage() as uow:
        return {row.day: row for row in uow.session.scalars(select(CalendarDay))}


def import_file(app: Flask, folder: Path, text: str, encoding: str = "utf-8") -> tuple[int, str]:
    file = folder / "days.csv"
    file.write_text(text, encoding=encoding)
    result = app.test_cli_runner().invoke(args=["calendar", "import", str(file)])
    return result.exit_code, result.output


def test_four_years_are_seeded_once_and_2027_is_provisional(no_days: People):
    with no_days.backstage() as uow:
        assert seed_calendar(uow.session) == 365 * 3 + 366
        assert seed_calendar(uow.session) == 0
        worked = select(func.count()).where(
            CalendarDay.is_workday, CalendarDay.day.between(date(2026, 1, 1), date(2026, 12, 31))
        )
        assert uow.session.scalar(worked) == 248
    found = days(no_days)
    assert found[date(2026, 9, 20)].is_workday  # a Sunday made up for the National Day
    assert not found[date(2027, 2, 8)].is_workday and found[date(2027, 2, 8)].name == "spring_festival"
    assert found[date(2027, 2, 8)].is_provisional and not found[date(2026, 2, 17)].is_provisional


def test_a_file_corrects_days_and_adds_new_ones(app: Flask, no_days: People, tmp_path: Path):
    with no_days.backstage() as uow:
        seed_calendar(uow.session, [2027])
    text = HEAD + "2027-02-06,0,春节\n2027/2/14,班,春节调休\n2029年1月1日,否,元旦\n"
    code, output = import_file(app, tmp_path, text, encoding="utf-8-sig")
    assert code == 0 and "3" in output
    found = days(no_days)
    assert len(found) == 366
    made_up = found[date(2027, 2, 14)]
    assert made_up.is_workday and not made_up.is_provisional and (made_up.name, made_up.source) == ("春节调休", "file")
    assert not found[date(2029, 1, 1)].is_workday
    assert not any(day.is_provisional for day in found.values())  # the notice is out: the rest of its year stands
    with no_days.backstage() as uow:
        assert seed_calendar(uow.session, [2027]) == 0  # what a person entered stays


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("day,worked\n2027-01-01,0\n", "date and is_workday"),
        (HEAD, "no day"),
        (HEAD + "2027-02-30,0,\n", "line 2"),
        (HEAD + "2027-01-01,0,\n2027-01-01,1,\n", "twice"),
        (HEAD + "2027-01-01,maybe,\n", "is_workday"),
        (HEAD + "2027-01-01\n", "is_workday"),
        (HEAD + ",1,\n", "line 2"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, why: str):
    with pytest.raises(BadLine, match=why):
        list(read_calendar(text.splitlines(keepends=True)))


def test_a_broken_file_changes_nothing(app: Flask, no_days: People, tmp_path: Path):
    code, output = import_file(app, tmp_path, HEAD + "2027-01-01,0,元旦\n2027-13-01,0,\n")
    assert code == 1 and "line 3" in output and not days(no_days)
    code, output = import_file(app, tmp_path, HEAD + "2027-01-01,0,元旦\n", encoding="utf-16")
    assert code == 1 and "days.csv" in output and not days(no_days)


def test_a_missing_file_is_bad_usage(app: Flask):
    assert app.test_cli_runner().invoke(args=["calendar", "import", "nowhere.csv"]).exit_code == 2
