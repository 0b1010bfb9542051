"""The working calendar in an administrator's hands: dry run, change, taking back, and the open promises it moves."""

import io
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.cli.calendar import seed_calendar
from portal.domain.events import Actor
from portal.domain.people.models import Staff
from portal.domain.requests.calendar import CalendarDay
from portal.domain.requests.clocks import calendar_changes
from portal.domain.requests.clocks.calendar_changes import DayFacts
from portal.domain.requests.clocks.calendar_rows import CalendarChange
from portal.domain.requests.clocks.reckoning import reckon_open
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import SHANGHAI
from portal.notify.jobs import JOBS, run_due
from tests.notify.acts import SERVICE
from tests.people import People, Person
from tests.staff.test_clock import act, dues, post

ADMIN = "admin@demo.example"
NOTICE = "日期,是否上班,名称\n2026-11-25,0,校庆\n2026-11-28,班,校庆调休\n2026-11-26,1,\n"


@pytest.fixture
def admin(people: People) -> Person:
    with people.backstage() as uow:
        seed_calendar(uow.session, [2026])
    return people.sign_in(ADMIN)


def send(admin: Person, text: str | bytes, name: str = "notice.csv") -> Any:
    raw = text if isinstance(text, bytes) else text.encode()
    return admin.post("/staff/admin/calendar/files", {"files": (io.BytesIO(raw), name)})


def drafted(answer: Any) -> str:
    """The address of the dry run a 303 leads to."""
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def day(people: People, text: str) -> tuple[bool, str, str, bool]:
    with people.backstage() as uow:
        row = uow.session.scalars(select(CalendarDay).where(CalendarDay.day == date.fromisoformat(text))).one()
        return row.is_workday, row.name, row.source, row.is_provisional


def test_a_file_is_tried_first_then_taken_and_moves_what_is_open(app: Flask, people: People, admin: Person) -> None:
    runs, waits, late, done = (post(app, "11-24T15:00") for _ in range(4))
    act(app, waits, SERVICE, "11-24T15:30", "answer", text="请补。")
    act(app, waits, SERVICE, "11-24T17:30", "wait_for", "partner")
    act(app, late, SERVICE, "11-24T15:30", "answer", text="请补。")
    act(app, done, SERVICE, "11-24T15:30", "answer", text="好了。")
    act(app, done, SERVICE, "11-24T15:40", "resolve")
    report = post(app, "11-24T15:00", "adr_report", fields={"severity": "serious", "outcome": "unknown"})
    before = {number: dues(people, number) for number in (runs, waits, late, done, report)}
    assert before[runs] == ["11-24T17:00", "–", "11-25T15:00"]
    address = drafted(send(admin, NOTICE))
    page = admin.get(address).text
    assert "试算" in page and page.count("<ins>") == 2 and "校庆调休" in page and "2026-11-26" not in page
    assert day(people, "2026-11-25") == (True, "", "chinesecalendar", False), "a dry run changes nothing"
    assert {number: dues(people, number) for number in before} == before
    assert admin.post(f"{address}/taking").status_code == 303
    assert day(people, "2026-11-25") == (False, "校庆", "file", False)
    assert dues(people, runs) == ["11-24T17:00", "–", "11-26T15:00"]
    assert dues(people, waits) == ["11-24T17:00", "–", "11-26T15:00"]
    assert dues(people, report) == ["11-24T15:30", "–", "11-26T09:45"]
    assert dues(people, done) == before[done], "what is done is history"
    moved = people.events("request.clock_moved")
    assert {event.number for event in moved} == {runs, waits, late, report}
    facts = {event.number: event.facts for event in moved}[late]
    assert (facts["before"][:16], facts["after"][:16]) == ("2026-11-25T07:00", "2026-11-26T07:00")  # in UTC
    with people.backstage() as uow:
        learned = uow.requests.get(report)
        assert uow.reasons.legal(learned, uow.requests.working_days).latest == date(2026, 12, 9)  # type: ignore[union-attr]


def test_taking_back_restores_every_day_from_the_event_log(app: Flask, people: People, admin: Person) -> None:
    number = post(app, "11-24T15:00")
    address = drafted(send(admin, NOTICE))
    admin.post(f"{address}/taking")
    assert dues(people, number)[2] == "11-26T15:00"
    [event] = people.events("calendar.changed")
    assert event.facts["days"][0] == [
        ["2026-11-25", True, "", "chinesecalendar"], ["2026-11-25", False, "校庆", "file"]
    ]  # fmt: skip
    assert admin.post(f"{address}/taking").status_code == 303 and len(people.events("calendar.changed")) == 1
    admin.post(f"{address}/undoing")
    assert day(people, "2026-11-25") == (True, "", "chinesecalendar", False)
    assert not day(people, "2026-11-28")[0] and dues(people, number)[2] == "11-25T15:00"
    assert len(people.events("calendar.undone")) == 1
    admin.post(f"{address}/undoing")
    assert len(people.events("calendar.undone")) == 1, "once"
    assert "已撤回" in admin.get("/staff/admin/calendar/?year=2026").text


def test_what_was_changed_again_since_is_not_taken_back(people: People, admin: Person) -> None:
    first = drafted(admin.post("/staff/admin/calendar/days", {"day": "2026-11-25", "is_workday": "0", "name": "校庆"}))
    admin.post(f"{first}/taking")
    second = drafted(
        admin.post("/staff/admin/calendar/days", {"day": "2026-11-25", "is_workday": "0", "name": "国庆节"})
    )
    admin.post(f"{second}/taking")
    assert day(people, "2026-11-25") == (False, "national_day", "hand", False)
    told = admin.get(admin.post(f"{first}/undoing").headers["Location"]).text
    assert "2026-11-25 后来又改过" in told and day(people, "2026-11-25")[1] == "national_day"


def test_a_notice_makes_its_year_final_and_taking_it_back_makes_it_provisional_again(
    people: People, admin: Person
) -> None:
    with people.backstage() as uow:
        seed_calendar(uow.session, [2027])
    page = admin.get("/staff/admin/calendar/?year=2027").text
    assert "暂定" in page and "国务院尚未公布" in page
    address = drafted(send(admin, "date,is_workday,name\n2027-02-14,1,春节\n".encode("utf-8-sig")))
    assert "2027" in admin.get(address).text
    admin.post(f"{address}/taking")
    assert not day(people, "2027-06-09")[3]
    admin.post(f"{address}/undoing")
    assert day(people, "2027-06-09")[3] and not day(people, "2027-02-14")[0]


@pytest.mark.parametrize(
    ("raw", "name", "words"),
    [
        ("day,worked\n2026-11-25,0\n", "a.csv", "第一行须有列名"),
        ("日期,是否上班\n2026-11-31,0\n", "a.csv", "第 2 行"),
        ("日期,是否上班\n2026-11-25,也许\n", "a.csv", "也许"),
        ("日期,是否上班\n2026-11-25,0\n2026-11-25,1\n", "a.csv", "出现了两次"),
        ("日期,是否上班\n9999-12-31,0\n", "a.csv", "第 2 行"),
        ("日期,是否上班\n", "a.csv", "文件里没有日期"),
        (b"\xff\xfe\x00d", "a.csv", ""),
        ("日期,是否上班\n2026-11-25,0\n", "a.txt", "CSV 文件"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_changes_nothing(
    people: People, admin: Person, raw: Any, name: str, words: str
) -> None:
    answer = send(admin, raw, name)
    assert answer.status_code == 422 and words in answer.text
    with people.backstage() as uow:
        assert uow.session.scalars(select(CalendarChange)).all() == []


def test_a_calendar_without_work_is_not_taken_and_no_page_falls(people: People, admin: Person) -> None:
    first = datetime.now(SHANGHAI).date()
    lines = "".join(f"{first + timedelta(days=n)},0,\n" for n in range(80))
    taken = admin.post(drafted(send(admin, f"日期,是否上班,名称\n{lines}")) + "/taking")
    assert taken.status_code == 303 and "什么也没有改" in admin.get(taken.headers["Location"]).text
    with people.backstage() as uow:
        assert uow.session.scalars(select(CalendarChange).where(CalendarChange.taken_at.is_not(None))).all() == []
    assert admin.get("/staff/admin/calendar/?year=020261").status_code == 200


def test_what_a_chinese_spreadsheet_saves_is_read(people: People, admin: Person) -> None:
    assert "校庆调休" in admin.get(drafted(send(admin, NOTICE.encode("gb18030")))).text


def test_the_year_shows_each_kind_of_day(people: People, admin: Person) -> None:
    page = admin.get("/staff/admin/calendar/?day=2026-02-14").text
    assert len(re.findall('<td class="cal-made"', page)) == 6 and "248 个工作日" in page
    assert len(re.findall('<td class="cal-free"', page)) >= 24
    assert 'value="2026-02-14"' in page and "春节" in page
    for wrong in ("year=99999999999", "year=x", "year=1900", "day=2026-02-30", "day=x", "year=%D9%A2"):
        assert admin.get(f"/staff/admin/calendar/?{wrong}").status_code == 200
    empty = admin.post("/staff/admin/calendar/days", {"day": "", "is_workday": "0"})
    assert empty.status_code == 422 and "请填写" in empty.text


def test_many_open_promises_are_left_to_the_worker_and_none_is_looked_at_twice(
    app: Flask, people: People, admin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [post(app, "11-24T15:00") for _ in range(4)]
    monkeypatch.setattr(calendar_changes, "AT_ONCE", 2)
    address = drafted(admin.post("/staff/admin/calendar/days", {"day": "2026-11-25", "is_workday": "0"}))
    told = admin.get(admin.post(f"{address}/taking").headers["Location"]).text
    assert "后台将在几分钟内重新计算" in told
    assert [dues(people, number)[2] for number in numbers] == ["11-26T15:00"] * 2 + ["11-25T15:00"] * 2
    with people.backstage() as uow:
        assert (reckon_open(uow, 1), reckon_open(uow, 1)) == (1, 1)
    [job] = [job for job in JOBS if job.name == "reckon"]
    with app.app_context():
        run_due(job, datetime.now().astimezone())
    assert [dues(people, number)[2] for number in numbers] == ["11-26T15:00"] * 4
    assert [event.number for event in people.events("request.clock_moved")] == numbers
    with people.backstage() as uow:
        change = uow.session.scalars(select(CalendarChange)).one()
        assert change.done_at is not None and change.moved == 4 and reckon_open(uow, 10) == 0


def test_an_administrator_who_sees_few_accounts_leaves_all_promises_to_the_worker(
    app: Flask, people: People, admin: Person
) -> None:
    number = post(app, "11-24T15:00")
    with people.backstage() as uow:
        uow.session.execute(update(Staff).where(Staff.title == "administrator").values(reach="own"))
    address = drafted(admin.post("/staff/admin/calendar/days", {"day": "2026-11-25", "is_workday": "0"}))
    assert admin.post(f"{address}/taking").status_code == 303
    assert dues(people, number)[2] == "11-25T15:00"
    with people.backstage() as uow:
        assert reckon_open(uow, 10) == 1
    assert dues(people, number)[2] == "11-26T15:00"
    admin.post(f"{address}/undoing")
    assert day(people, "2026-11-25")[0] and dues(people, number)[2] == "11-26T15:00"
    with people.backstage() as uow:
        reckon_open(uow, 10)
    assert dues(people, number)[2] == "11-25T15:00"


def test_the_command_takes_a_file_the_same_way(app: Flask, people: People, admin: Person, tmp_path: Any) -> None:
    number = post(app, "11-24T15:00")
    file = tmp_path / "notice.csv"
    file.write_text(NOTICE, "utf-8")
    done = app.test_cli_runner().invoke(args=["calendar", "import", str(file)])
    assert done.exit_code == 0 and "3 days taken from notice.csv; 1 promises moved." in done.output
    assert dues(people, number)[2] == "11-26T15:00"
    assert "notice.csv" in admin.get("/staff/admin/calendar/").text
    [event] = people.events("calendar.changed")
    assert event.actor_kind == "system"


def test_a_change_of_nothing_is_no_change(people: People) -> None:
    with people.backstage() as uow:
        seed_calendar(uow.session, [2026])
        work = UnitOfWork(uow.session, Actor.system("tests"), uow.now, writes=True)
        change = work.calendar.draft([DayFacts(date(2026, 2, 17), False, "spring_festival", "chinesecalendar")])
        assert work.calendar.differences(change) == [] and work.calendar.made_final(change) == []
