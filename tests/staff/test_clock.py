"""The clock in use: what a pause gives back, whose turn it is, which policy counts, and why a deadline falls then."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.cli.calendar import seed_calendar
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.categories.overlay import Overlay
from portal.domain.requests.clocks.policies import forget_policies
from portal.domain.requests.clocks.policy import NEVER
from portal.domain.requests.clocks.rows import ClockPause
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.queue import QueueFilter
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import SHANGHAI
from tests.filing import filed
from tests.notify.acts import MEMBER, SERVICE, acting
from tests.people import People

ADMIN = "admin@demo.example"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


@contextmanager
def on(app: Flask, name: str, moment: str) -> Iterator[UnitOfWork]:
    """Somebody of the cast acts at that moment of 2026 in Shanghai."""
    with acting(app, name) as uow:
        yield UnitOfWork(uow.session, uow.actor, at(moment).astimezone(UTC), writes=True)


def post(app: Flask, moment: str, category: str = "delivery_query", by: str = MEMBER, **more: Any) -> str:
    with on(app, by, moment) as uow:
        account = uow.accounts.get("D-000102" if "yueqiao" in by else "D-000101")
        made = uow.requests.post(
            account, category=RequestCategory(category), subject="洛施坦到哪了", text="明天断药", **more
        )
        return made.number


def act(app: Flask, number: str, by: str, moment: str, verb: str, *words: Any, **facts: Any) -> None:
    with on(app, by, moment) as uow:
        asking: Any = uow.requests.at_desk(number)
        getattr(asking, verb)(*words, by=uow.actor, at=uow.now, **facts)


@pytest.fixture
def calendar(people: People) -> None:
    """The official calendar of 2026."""
    with people.backstage() as uow:
        seed_calendar(uow.session, [2026])


def dues(people: People, number: str) -> list[str]:
    """First answer, next answer, resolution as MM-DDTHH:MM of Shanghai; – for none."""
    with people.backstage() as uow:
        one = uow.requests.get(number)
        found = (one.answer_due_at, one.next_due_at, one.resolve_due_at)
        return [f"{due.astimezone(SHANGHAI):%m-%dT%H:%M}" if due else "–" for due in found]


# ---- pauses and turns


def test_only_business_minutes_spent_waiting_for_the_partner_come_back(app: Flask, people: People) -> None:
    number = post(app, "11-24T15:00")  # 11-24 is a Tuesday; raised: 120 and 450 minutes
    assert dues(people, number) == ["11-24T17:00", "–", "11-25T15:00"]
    act(app, number, SERVICE, "11-24T16:00", "answer", text="请把订单号发来。")
    act(app, number, SERVICE, "11-24T17:30", "wait_for", "partner")
    with people.backstage() as uow:
        card = uow.session.scalars(select(DeskCard)).one()
        assert card.is_paused and card.is_open
    act(app, number, MEMBER, "11-25T10:30", "reply", text="PO-1。")
    # 30 minutes of the evening and 90 of the morning; the night was never counted
    assert dues(people, number) == ["11-24T17:00", "11-25T14:00", "11-25T17:00"]
    with people.backstage() as uow:
        pause = uow.session.scalars(select(ClockPause)).one()
        assert (pause.state, pause.began_at, pause.ended_at) == (
            "waiting_partner",
            at("11-24T17:30"),
            at("11-25T10:30"),
        )
        assert not uow.session.scalars(select(DeskCard)).one().is_paused


def test_waiting_for_the_supplier_stops_nothing_and_a_pause_after_the_due_moment_neither(
    app: Flask, people: People
) -> None:
    number = post(app, "11-24T15:00")
    act(app, number, SERVICE, "11-24T15:10", "wait_for", "supplier")
    act(app, number, SERVICE, "11-25T10:00", "resume")
    assert dues(people, number) == ["11-24T17:00", "–", "11-25T15:00"]
    act(app, number, SERVICE, "11-25T16:00", "wait_for", "partner")
    act(app, number, SERVICE, "11-26T16:00", "resume")
    assert dues(people, number) == ["11-24T17:00", "–", "11-25T15:00"], "what was late stays late"


@pytest.mark.usefixtures("calendar")
def test_a_wait_over_a_holiday_gives_back_what_was_worked(app: Flask, people: People) -> None:
    number = post(app, "09-24T09:00")  # Mid-Autumn 09-25 to 09-27, National Day 10-01 to 10-07
    act(app, number, SERVICE, "09-24T11:00", "answer", text="请补照片。")
    act(app, number, SERVICE, "09-24T12:00", "wait_for", "partner")
    act(app, number, MEMBER, "10-08T09:30", "reply", text="补好了。")
    # 180 of 450 minutes were used by noon; what was worked until 10-08 comes back, the holidays never counted
    assert dues(people, number) == ["09-24T11:00", "10-08T11:30", "10-08T15:30"]


def test_the_first_message_that_waits_sets_the_next_promise_and_an_answer_meets_it(app: Flask, people: People) -> None:
    number = post(app, "11-23T11:00")
    act(app, number, MEMBER, "11-23T11:05", "reply", text="补一句。")
    assert dues(people, number)[1] == "–", "before the first answer that one is due"
    act(app, number, SERVICE, "11-23T11:30", "answer", text="在查。")
    act(app, number, MEMBER, "11-23T11:40", "reply", text="快一点。")
    act(app, number, MEMBER, "11-23T11:50", "reply", text="在吗？")
    assert dues(people, number)[1] == "11-23T15:10"
    act(app, number, SERVICE, "11-23T13:40", "add_note", text="司机不接电话")
    assert dues(people, number)[1] == "11-23T15:10", "a note is no answer"
    with people.backstage() as uow:
        assert uow.session.scalars(select(DeskCard)).one().due_at == at("11-23T15:10")
    act(app, number, SERVICE, "11-23T14:00", "answer", text="今晚到。")
    assert dues(people, number)[1] == "–"


def test_what_the_system_does_is_no_answer(app: Flask, people: People) -> None:
    number = post(app, "11-23T11:00")
    with people.backstage() as uow:
        asking = uow.requests.get(number)
        asking.add_answer(replace(uow.actor, login_id=asking.posted_by_id), at("11-23T11:01"), "已收到")
        assert asking.answered_at is None and asking.next_due_at is None


def test_reopened_it_goes_on_where_it_stood(app: Flask, people: People) -> None:
    number = post(app, "11-23T09:00")
    act(app, number, SERVICE, "11-23T10:00", "answer", text="送到了。")
    act(app, number, SERVICE, "11-23T10:00", "resolve")
    act(app, number, MEMBER, "11-24T10:00", "confirm")
    act(app, number, MEMBER, "11-25T10:00", "reopen", text="少了两件。")
    assert dues(people, number) == ["11-23T11:00", "11-25T12:00", "11-25T18:00"]
    with people.backstage() as uow:
        assert [one.state for one in uow.session.scalars(select(ClockPause))] == ["resolved"]


def test_what_stands_still_comes_after_what_runs(app: Flask, people: People) -> None:
    early, late = post(app, "11-20T09:00"), post(app, "11-24T09:00")
    act(app, early, SERVICE, "11-20T09:10", "answer", text="请补。")
    act(app, early, SERVICE, "11-20T09:10", "wait_for", "partner")
    with people.backstage() as uow:
        rows = uow.queue.page(QueueFilter(), size=1)
        assert [row.number for row in rows.rows] == [late]
        after = uow.queue.page(QueueFilter(), after=rows.older)
        assert [row.number for row in after.rows] == [early]
        assert [row.number for row in uow.queue.page(QueueFilter(), before=after.newer).rows] == [late]
        assert uow.queue.counts({"runs": QueueFilter(runs=True), "all": QueueFilter()}) == {"runs": 1, "all": 2}


# ---- the policy


def change_policy(people: People, **changed: Any) -> None:
    admin = people.sign_in(ADMIN)
    rules = {"hours": "09:00–12:00, 13:30–18:00", "warn_percent": "75", "paused_in": ["waiting_partner"], **changed}
    assert admin.post("/staff/admin/service-standard/rules", rules).status_code == 303
    assert admin.post("/staff/admin/service-standard/versions").status_code == 303


def test_editing_the_policy_moves_no_old_deadline(app: Flask, people: People) -> None:
    number, waits = post(app, "11-24T15:00"), post(app, "11-24T15:00")
    act(app, waits, SERVICE, "11-24T16:00", "answer", text="请补。")
    act(app, waits, SERVICE, "11-24T17:30", "wait_for", "partner")
    before = dues(people, number), dues(people, waits)
    admin = people.sign_in(ADMIN)
    targets = {f"{priority}_{name}": "1" for priority in ("p1", "p2", "p3") for name in ("first", "next", "resolution")}
    sent = {"category": "delivery_query", "has_clock": "y", **targets, "p2_resolution": "0:45", "p2_first": "0.5"}
    assert admin.post("/staff/admin/service-standard/targets", sent).status_code == 303
    draft = admin.get("/staff/admin/service-standard/draft").text
    assert "<del>2 · 2 · 7.5" in draft and "<ins>0.5 · 1 · 0.75" in draft
    assert dues(people, post(app, "11-24T15:00")) == before[0], "a draft promises nothing"
    change_policy(people, hours="08:00–17:00", paused_in=["waiting_supplier"])
    new = post(app, "11-24T16:30")
    assert dues(people, new) == ["11-24T17:00", "–", "11-25T08:15"]
    assert (dues(people, number), dues(people, waits)) == before
    # the old one goes on by its own hours and pauses, the new one by its own
    act(app, waits, MEMBER, "11-25T10:30", "reply", text="补好了。")
    assert dues(people, waits) == ["11-24T17:00", "11-25T14:00", "11-25T17:00"]
    act(app, new, SERVICE, "11-24T16:40", "wait_for", "partner")
    act(app, new, SERVICE, "11-25T10:00", "resume")
    assert dues(people, new)[2] == "11-25T08:15"
    with people.backstage() as uow:
        assert {one.policy_no for one in (uow.requests.get(number), uow.requests.get(waits))} == {1}
        assert uow.requests.get(new).policy_no == 2
    [event] = people.events("clock_policy.published")
    assert (event.number, event.actor_kind) == ("2", "staff")
    page = admin.get("/staff/admin/service-standard/").text
    assert "08:00–17:00" in page and "/staff/admin/service-standard/1" in page
    assert "09:00–12:00" in admin.get("/staff/admin/service-standard/1").text
    for no in ("9", "9" * 30):
        assert admin.get(f"/staff/admin/service-standard/{no}").status_code == 404


def test_a_kind_of_request_without_a_clock(app: Flask, people: People) -> None:
    admin = people.sign_in(ADMIN)
    with people.backstage() as uow:
        uow.category_settings.prepare(RequestCategory.TRAINING, Overlay(is_offered=True), seen="0.0")
        uow.category_settings.publish(RequestCategory.TRAINING)
    assert admin.post("/staff/admin/service-standard/targets", {"category": "training"}).status_code == 303
    assert admin.post("/staff/admin/service-standard/versions").status_code == 303
    number = post(app, "11-24T15:00", "training")
    with people.backstage() as uow:
        asking = uow.requests.get(number)
        assert (asking.due_at, asking.has_clock) == (NEVER, False)
    staff, partner = people.sign_in(SERVICE), people.sign_in(MEMBER)
    assert "没有承诺时间" in staff.get(f"/staff/requests/{number}").text
    assert "没有承诺时间" in staff.get("/staff/requests/").text
    assert "9999-" not in "".join(
        person.get(page).text
        for person, page in [
            (staff, "/staff/"), (staff, "/staff/requests/"), (staff, f"/staff/requests/{number}"),
            (staff, "/staff/accounts/D-000101?tab=requests"), (partner, "/"), (partner, "/requests/"),
            (partner, f"/requests/{number}"), (partner, "/requests/new?category=training"), (partner, "/requests/new"),
            (staff, f"/staff/requests/{number}/deadlines"),
            (staff, "/staff/requests/new?account=D-000101&category=training"),
        ]
    )  # fmt: skip
    act(app, number, SERVICE, "11-24T16:00", "answer", text="好的。")
    act(app, number, MEMBER, "11-24T17:00", "reply", text="还有一个问题。")
    assert dues(people, number)[1] == "–"


@pytest.mark.parametrize(
    ("page", "sent", "field"),
    [
        ("rules", {"hours": "9 to 5", "warn_percent": "75"}, "hours"),
        ("rules", {"hours": "12:00-09:00", "warn_percent": "75"}, "hours"),
        ("rules", {"hours": "09:00-12:00, 11:00-18:00", "warn_percent": "75"}, "hours"),
        ("rules", {"hours": "09:00" + " " * 300_000 + "-18:00", "warn_percent": "75"}, "hours"),
        ("rules", {"hours": "25:00-26:00", "warn_percent": "75"}, "hours"),
        ("rules", {"hours": "09:00-18:00", "warn_percent": "100"}, "warn_percent"),
        ("rules", {"hours": "09:00-18:00", "warn_percent": "75", "paused_in": ["new"]}, "paused_in"),
        ("targets", {"has_clock": "y", "category": "training"}, "p1_first"),
        ("targets", {"has_clock": "y", "category": "training", "p1_first": "0"}, "p1_first"),
        ("targets", {"has_clock": "y", "category": "training", "p3_first": "1.333"}, "p3_first"),
        ("targets", {"has_clock": "y", "p3_first": "8", "p3_resolution": "7:59"}, "p3_resolution"),
    ],
)  # fmt: skip
def test_a_policy_that_makes_no_sense_is_not_kept(people: People, page: str, sent: dict[str, Any], field: str) -> None:
    answer = people.sign_in(ADMIN).post(f"/staff/admin/service-standard/{page}", sent)
    assert answer.status_code == 422 and f'id="{field}-error"' in answer.text
    with people.backstage() as uow:
        assert uow.clock_policies.draft() is None


def test_a_draft_can_be_dropped_and_there_is_nothing_to_publish_then(people: People) -> None:
    admin = people.sign_in(ADMIN)
    admin.post("/staff/admin/service-standard/rules", {"hours": "08:00至12:00、14:00~17:00", "warn_percent": "60"})
    assert "08:00–12:00" in admin.get("/staff/admin/service-standard/draft").text
    assert admin.post("/staff/admin/service-standard/discards").status_code == 303
    assert admin.post("/staff/admin/service-standard/versions").status_code == 409
    assert people.events("clock_policy.published") == []
    assert admin.get("/staff/admin/service-standard/draft").status_code == 303


def test_the_version_is_kept_in_the_process_and_filing_asks_nothing_for_it(people: People, statements: Any) -> None:
    filed(people)
    with statements() as asked:
        filed(people)
    assert not [sql for sql, _ in asked if "clock_policy" in sql]
    with people.backstage() as uow:
        forget_policies(uow)
        with statements() as asked:
            assert uow.requests.policy.no == uow.requests.policy_numbered(1).no == 1
            later = UnitOfWork(uow.session, uow.actor, uow.now + timedelta(seconds=59))
            assert later.requests.policy.no == 1
            assert len(asked) == 1


# ---- explained


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.usefixtures("calendar")
def test_a_deadline_says_why_to_staff_and_to_the_partner(app: Flask, people: People) -> None:
    number = post(app, "09-24T17:00", fields={"stockout": True, "order_no": "PO-1"})
    act(app, number, SERVICE, "09-24T17:20", "answer", text="请补订单号。")
    act(app, number, SERVICE, "09-24T17:30", "wait_for", "partner")
    act(app, number, MEMBER, "09-28T10:00", "reply", text="PO-1")
    staff, partner = people.sign_in(SERVICE), people.sign_in(MEMBER)
    piece = staff.piece(f"/staff/requests/{number}/deadlines?of=resolution", "why")
    assert "<html" not in piece.text and piece.status_code == 200
    told = text_of(piece.text)
    for words in ("7 小时 30 分", "加急", "3 小时 45 分", "09-25 – 09-27", "中秋节", "不计", "等客户", "1 小时 30 分",
                  "第 1 版", "09-24 17:30 – 09-28 10:00"):  # fmt: skip
        assert words in told, words
    assert "09-28 14:45" in told
    whole = staff.get(f"/staff/requests/{number}/deadlines?of=first")
    assert "<html" in whole.text and "09-24 17:30" in whole.text
    theirs = text_of(partner.get(f"/requests/{number}/deadlines").text)
    assert "09-28 14:45" in theirs and "请您补充" in theirs and "中秋节" in theirs
    assert " 版" not in theirs and "等客户" not in theirs and "VIP" not in theirs
    assert f"/requests/{number}/deadlines?of=next" in partner.get(f"/requests/{number}").text
    assert f'hx-get="/staff/requests/{number}/deadlines?of=next"' in staff.get(f"/staff/requests/{number}").text
    english = people.sign_in(SERVICE)
    english.client.set_cookie("locale", "en")
    assert "By version 1 of the standard" in english.get(f"/staff/requests/{number}/deadlines?of=next").text
    assert people.sign_in("owner@yueqiao.example").get(f"/requests/{number}/deadlines").status_code == 404


def test_while_it_is_paused_the_reason_shows_where_it_would_fall_now(app: Flask, people: People) -> None:
    number = filed(people)
    staff = people.sign_in(SERVICE)
    staff.post(f"/staff/requests/{number}/answers", {"text": "请补订单号。"})
    staff.post(f"/staff/requests/{number}/state", {"verb": "wait_for_partner"})
    assert "如果现在继续" in staff.get(f"/staff/requests/{number}/deadlines").text


def test_a_legal_clock_stands_on_the_desk_and_not_on_the_partners_page(app: Flask, people: People) -> None:
    now = datetime.now(SHANGHAI)
    number = post(app, f"{now:%m-%dT%H:%M}", "adr_report", fields={"severity": "serious", "outcome": "recovered"})
    desk = people.sign_in(SERVICE).get(f"/staff/requests/{number}").text
    latest = now.date() + timedelta(days=15)
    assert f"最迟 {latest:%m-%d}" in desk and "clock-legal" in desk
    assert "clock-legal" not in people.sign_in(MEMBER).get(f"/requests/{number}").text
