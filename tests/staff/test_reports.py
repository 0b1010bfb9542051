"""The monthly report: asked for with its progress, made by itself, kept, read in both languages, taken out (E6)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.cli import reports as by_worker
from portal.domain.people.models import Login, Staff
from portal.domain.people.roles import Reach
from portal.domain.requests.calendar import CalendarDay
from portal.domain.sales.months import last_ended
from portal.domain.working_days import civil_day
from portal.insight.reporting.due import ask_due
from portal.insight.reporting.models import MonthReport
from portal.notify.choice import Wishes
from portal.notify.dispatch import dispatch_events
from portal.notify.models import Message
from tests.people import People, Person
from tests.staff.test_contracts import READER
from tests.staff.test_insight import prepared  # noqa: F401 - a fixture

PAGE = "/staff/insight/reports/"
NOW = datetime.now(UTC)
MONTH = last_ended(civil_day(NOW))
DIRECTOR = "director@demo.example"


def ask(person: Person, month: str = f"{MONTH:%Y-%m}") -> Any:
    return person.post(PAGE, {"month": month})


def work(app: Flask, steps: int = 99) -> None:
    with app.app_context():
        step = by_worker.report_work()
        for _round in range(steps):
            if not step():
                break


@pytest.mark.usefixtures("prepared")
def test_asked_for_made_step_by_step_read_and_taken_out(app: Flask, people: People) -> None:
    director, care = people.sign_in(DIRECTOR), people.sign_in("care@demo.example")
    assert "还没有报告" in director.get(PAGE).text
    assert ask(director, "2020-01").status_code == 422 and "2020-01" in ask(director, "2020-01").text
    where = ask(director).headers["Location"]
    assert ask(care).headers["Location"] == where, "the one that waits is enough"
    assert 'hx-trigger="every 2s"' in director.get(where).text
    work(app, steps=4)
    half = director.piece(where, "report_progress").text
    assert "4 / 10" in half or "3 / 10" in half
    with people.backstage() as uow:
        uow.session.execute(update(MonthReport).values(lease_until=NOW - timedelta(hours=1)))
    work(app)
    done = director.client.get(where, headers={"X-Poll": "1"})
    assert done.headers["HX-Refresh"] == "true"

    seen = director.get(where).text
    assert "hx-trigger" not in seen.partition("report_progress")[2]
    for said in ("前 50% 的客户带来 99.7% 的毛利",
                 "留住 1 / 2（50.0%）", "跌出头部", "本月承诺按时兑现", "本月服务单 CSAT",
                 "核心客户对接缺口", f"截至 {MONTH:%Y-%m} 的 12 个月", "打印本页"):  # fmt: skip
        assert said in seen, said
    director.client.set_cookie("locale", "en")
    html = director.post(f"{where}/copies", {"locale": "en", "kind": "html"})
    text = html.get_data(as_text=True)
    assert html.headers["Content-Disposition"].startswith("attachment") and '<html lang="en">' in text
    assert "bring 99.7% of the gross profit" in text and "<script" not in text and "http" not in text
    assert '<html lang="zh-CN">' in director.post(f"{where}/copies", {"locale": "zh", "kind": "html"}).get_data(True)
    assert director.post(f"{where}/copies", {"locale": "zh", "kind": "pdf"}).status_code == 404
    told = [event.facts for event in people.events("export.taken")]
    assert [(one["what"], one["format"], one["filter"]["locale"]) for one in told] == [
        ("insight.report", "html", "en"), ("insight.report", "html", "zh"),
    ]  # fmt: skip
    assert [event.kind for event in people.events() if event.kind.startswith("report.")] == [
        "report.asked", "report.made",
    ]  # fmt: skip


def test_it_makes_itself_once_figures_are_there_and_only_who_chose_it_gets_mail(app: Flask, prepared: People) -> None:  # noqa: F811
    people = prepared
    with people.backstage() as uow:
        uow.session.execute(update(CalendarDay).where(CalendarDay.day <= civil_day(NOW)).values(is_workday=True))
        uow.session.add_all(
            CalendarDay(day=civil_day(NOW).replace(day=day), is_workday=True)
            for day in range(1, civil_day(NOW).day + 1)
            if uow.session.scalar(select(CalendarDay.id).where(
                CalendarDay.day == civil_day(NOW).replace(day=day))) is None
        )  # fmt: skip
        assert ask_due(uow.session, NOW) == 1 and ask_due(uow.session, NOW) == 0
    work(app)
    with people.backstage() as uow:
        assert ask_due(uow.session, NOW) == 0, "once a month"
        while dispatch_events(uow.session, NOW):
            pass
        query = select(Message.channel, Login.email).join(Login, Login.id == Message.recipient_id)
        told = {(row[0], row[1]) for row in uow.session.execute(query.where(Message.kind == "report.made"))}
    assert told == {("inbox", DIRECTOR)}
    assert "自动生成" in people.sign_in(DIRECTOR).get(PAGE).text
    assert Wishes().mail_mode("report.made") == "off" and Wishes({"reports": "now"}).mail_mode("report.made") == "now"
    assert Wishes().mail_mode("request.answered") == "now"


def test_who_sees_some_accounts_only_finds_no_report(people: People) -> None:
    where = ask(people.sign_in(DIRECTOR)).headers["Location"]
    with people.backstage() as uow:
        post = uow.session.scalars(select(Staff).join(Login).where(Login.email == "business@demo.example")).one()
        post.reach, post.provinces = Reach.REGION, ["440000"]
    regional = people.sign_in("business@demo.example")
    assert {regional.get(address).status_code for address in (PAGE, where)} == {404}
    assert ask(regional).status_code == regional.post(f"{where}/copies").status_code == 404
    assert people.sign_in(READER).get(PAGE).status_code == 404
    owner = people.sign_in("owner@minchuan.example")
    assert owner.get(PAGE).status_code in (403, 404) and "mail_reports" not in owner.get("/me/notices").text
    assert 'name="mail_reports"' in regional.get("/me/notices").text
