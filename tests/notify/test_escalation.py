"""What runs late or is overdue is told once for each promised moment, in office hours, and to no partner."""

import threading
from datetime import UTC
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.db.transaction import transaction
from portal.domain.people.leads import choose_lead
from portal.domain.requests import escalation
from portal.domain.requests.clocks.policy import NEVER
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.escalation import Escalation
from portal.domain.requests.models import ServiceRequest
from portal.domain.scope import EveryAccount
from portal.domain.work import Work
from portal.notify.deliver import deliver_due
from portal.notify.jobs import JOBS, run_due, tell_of_late
from tests.cast import LONG_AGO
from tests.notify.acts import BUSINESS, MEMBER, OWNER, SERVICE, dispatch_all, messages, told
from tests.notify.mail_sink import MailSink
from tests.people import People
from tests.staff.test_clock import act, at, calendar, post

__all__ = ["calendar"]

QUALITY, LEGAL, DIRECTOR = "quality@demo.example", "legal@demo.example", "director@demo.example"
LUO = "15400000201"
BOTH = ("inbox", "email")
JOB = next(job for job in JOBS if job.name == "escalate")


def run(app: Flask, moment: str) -> int:
    with app.app_context():
        return run_due(JOB, at(moment).astimezone(UTC))


def told_of(people: People) -> list[tuple[str, str, str]]:
    kinds = ("request.running_late", "request.overdue")
    return [(one.number, one.kind.partition(".")[2], one.facts["promise"])
            for one in people.events() if one.kind in kinds]  # fmt: skip


def give(app: Flask, people: People, number: str, to: str, moment: str) -> None:
    with people.backstage() as uow:
        post_of = next(one for one in uow.people.staff() if one.login.email == to)
    act(app, number, BUSINESS, moment, "assign", post_of)


def led_by(people: People, who: str, lead: str) -> None:
    with people.backstage() as uow:
        posts = {one.login.email: one for one in uow.people.staff()}
        choose_lead(uow, posts[who], posts[lead].id)


@pytest.mark.usefixtures("calendar")
def test_a_request_runs_late_and_is_overdue_once_for_each_promise(app: Flask, people: People) -> None:
    number = post(app, "11-23 09:00")  # the first answer is due at 11:00; a quarter of it is half an hour
    assert [run(app, f"11-23 {time}") for time in ("10:29", "10:30", "10:31", "10:59")] == [0, 1, 0, 0]
    dispatch_all(app)
    assert told(app, "request.running_late") == {(SERVICE, channel) for channel in BOTH}
    led_by(people, QUALITY, LEGAL)
    give(app, people, number, QUALITY, "11-23 10:40")
    assert [run(app, f"11-23 {time}") for time in ("11:00", "11:02", "11:04", "13:40")] == [0, 1, 0, 0]
    dispatch_all(app)
    assert told(app, "request.overdue") == {(who, by) for who in (QUALITY, LEGAL, DIRECTOR) for by in BOTH}
    act(app, number, QUALITY, "11-23 13:45", "answer", text="马上查")
    act(app, number, MEMBER, "11-23 14:00", "reply", text="还没到")  # another promise: due at 16:00
    assert [run(app, f"11-23 {time}") for time in ("15:20", "15:31", "15:59", "16:01")] == [0, 1, 0, 1]
    act(app, number, QUALITY, "11-23 16:05", "wait_for", "partner")
    assert [run(app, f"11-{day} 10:00") for day in (24, 25, 26)] == [0, 0, 0], "the clock stands still"
    assert told_of(people) == [
        (number, "running_late", "first"), (number, "overdue", "first"),
        (number, "running_late", "next"), (number, "overdue", "next"),
    ]  # fmt: skip
    holders = [event.facts["told"] for event in people.events("request.running_late")]
    assert holders == [[], [int(people.staff_id(QUALITY))]], "nobody above is told before it is overdue"
    desk = people.sign_in(QUALITY).get(f"/staff/requests/{number}").text
    assert "逾期：首次答复" in desk and "已告知：蒋清、沈立言、陈立衡" in desk and "已告知：服务台" in desk
    partner = people.sign_in(MEMBER)
    seen = "".join(partner.get(path).text for path in ("/", f"/requests/{number}", "/notifications/"))
    assert "沈立言" not in seen and "已告知" not in seen and "快到时限" not in seen
    kinds = {row.kind for row in messages(app) if row.recipient.email in (MEMBER, OWNER)}
    assert kinds.isdisjoint({"request.running_late", "request.overdue"})


HOURS = {
    "in the evening it waits for the morning": ("11-23 16:00", {"11-23 18:30": 0, "11-24 08:59": 0, "11-24 09:01": 1}),
    "lunch is no office hour": ("11-23 10:00", {"11-23 12:01": 0, "11-23 13:29": 0, "11-23 13:31": 1}),
    "after a holiday of eight days": ("09-30 16:00", {"10-02 10:00": 0, "10-07 10:00": 0, "10-08 09:01": 1}),
    "a make-up Sunday is worked": ("09-18 16:00", {"09-19 10:00": 0, "09-20 09:01": 1}),
    "what was missed long ago is left in peace": ("11-16 09:00", {"11-23 10:00": 0}),
}


@pytest.mark.usefixtures("calendar")
@pytest.mark.parametrize("name", HOURS)
def test_it_is_told_in_office_hours(app: Flask, people: People, name: str) -> None:
    filed_at, expected = HOURS[name]
    post(app, filed_at, by=LUO)
    assert {moment: run(app, moment) for moment in expected} == expected
    assert [step for _, step, _ in told_of(people)] == ["overdue"] * sum(expected.values())


@pytest.mark.usefixtures("calendar")
def test_a_moved_moment_is_another_promise_and_no_clock_is_none(app: Flask, people: People) -> None:
    moved, without, paused = (post(app, "11-23 09:00", by=LUO) for _ in range(3))
    with people.backstage() as uow:
        requests = {one.number: one for one in uow.session.scalars(select(ServiceRequest))}
        for number, values in ((without, {"due_at": NEVER}), (paused, {"is_paused": True})):
            uow.session.execute(update(DeskCard).where(DeskCard.request_id == requests[number].id).values(values))
    assert run(app, "11-23 11:30") == 1
    with people.backstage() as uow:
        later = at("11-23 17:00").astimezone(UTC)
        request: Any = uow.requests.at_desk(moved)
        request.answer_due_at = request.desk.due_at = later
    assert [run(app, f"11-23 {time}") for time in ("14:00", "16:31", "16:45", "17:10")] == [0, 1, 0, 1]
    assert told_of(people) == [(moved, step, "first") for step in ("overdue", "running_late", "overdue")]


@pytest.mark.usefixtures("calendar")
def test_workers_side_by_side_tell_once(app: Flask, people: People) -> None:
    numbers = {post(app, "11-23 09:00") for _ in range(4)}
    now, failed = at("11-23 11:30").astimezone(UTC), list[Exception]()

    def work() -> None:
        """As if no timetable kept two workers apart."""
        try:
            with app.app_context(), transaction(EveryAccount("tests")) as session:
                tell_of_late(session, now)
        except Exception as mistake:
            failed.append(mistake)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        tell_of_late(session, now)
    assert failed == [] and sorted(told_of(people)) == sorted((number, "overdue", "first") for number in numbers)
    with people.backstage() as uow:
        assert len(uow.session.scalars(select(Escalation)).all()) == len(numbers)


@pytest.mark.usefixtures("calendar")
def test_the_mail_says_until_when_and_is_dropped_once_answered(app: Flask, people: People, sink: MailSink) -> None:
    number, other = post(app, "11-23 09:00", by=LUO), post(app, "11-23 09:00")
    assert run(app, "11-23 10:45") == 2
    dispatch_all(app)
    act(app, other, SERVICE, "11-23 10:50", "answer", text="明天到")
    with app.app_context():
        deliver_due("tests")
    [mail] = sink.to(SERVICE)
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert number in str(mail["Subject"]) and "11:00" in text and f"/staff/requests/{number}" in text
    states = {row.event.number: row.state for row in messages(app, "request.running_late", "email")}
    assert states == {number: "sent", other: "discarded"}


def test_a_lead_is_nobody_who_is_led_by_them(people: People) -> None:
    with people.backstage() as uow:
        refs = {one.login.email: (one.ref, str(one.id)) for one in uow.people.staff()}
    admin = people.sign_in("admin@demo.example")

    def choose(who: str, lead: str) -> int:
        sent = {"lead": refs[lead][1] if lead else ""}
        return admin.post(f"/staff/admin/people/{refs[who][0]}/lead", sent).status_code

    assert [choose(QUALITY, LEGAL), choose(LEGAL, DIRECTOR), choose(DIRECTOR, QUALITY)] == [303, 303, 422]
    assert choose(LEGAL, "") == 303 and choose(DIRECTOR, QUALITY) == 303
    page = admin.get(f"/staff/admin/people/{refs[DIRECTOR][0]}").text
    assert f'<option selected value="{refs[QUALITY][1]}">' in page
    assert [event.facts["after"] for event in people.events("staff.lead_chosen")] == [
        int(refs[LEGAL][1]), int(refs[DIRECTOR][1]), None, int(refs[QUALITY][1]),
    ]  # fmt: skip


@pytest.mark.usefixtures("calendar")
@pytest.mark.parametrize("change", [{"stopped_at": LONG_AGO}, {"answer_due_at": NEVER}, {"state": "cancelled"}, {}])
def test_what_changed_between_finding_and_holding_is_not_told(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    """Somebody was faster: the request says something else by the time that it is held."""
    post(app, "11-23 09:00")
    found_late = escalation._late

    def found_and_changed(work: Work, *others: Any) -> Any:
        found = list(found_late(work, *others))
        for asking in work.session.scalars(select(ServiceRequest)):
            for name, value in change.items():
                setattr(asking, name, value)
        return iter(found)

    monkeypatch.setattr(escalation, "_late", found_and_changed)
    assert run(app, "11-23 11:30") == len(told_of(people)) == (0 if change else 1)
