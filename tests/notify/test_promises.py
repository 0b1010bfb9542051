"""Who hears of promises and in which words; reminders once, across downtime, workers and moved days (RE2, RE5, AZ8)."""

import threading
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from portal.domain.people.models import Login
from portal.domain.promises.source import A_CALL, source_of
from portal.domain.requests.calendar import CalendarDay
from portal.domain.work import SHANGHAI
from portal.notify.deliver import deliver_due
from portal.notify.jobs import JOBS, run_due
from portal.notify.models import EMAIL, INBOX
from portal.notify.reminding import ROUND
from tests.notify.acts import BUSINESS, MEMBER, OWNER, SERVICE, acting, dispatch_all, file_request, messages, told
from tests.notify.mail_sink import MailSink
from tests.people import People

CARE = "care@demo.example"
NOW = datetime.now(SHANGHAI)
TODAY = NOW.date()
JOB = next(job for job in JOBS if job.name == "remind_of_promises")


def give(app: Flask, source: str = "", what: str = "周五前到货", due_on: date | None = None, **facts: Any) -> str:
    with acting(app, SERVICE) as uow:
        made_in = source_of(uow.requests.get(source)) if source else A_CALL
        account, due_on = uow.accounts.get("D-000101"), due_on or TODAY + timedelta(days=3)
        return uow.promises.give(account.id, what=what, due_on=due_on, source=made_in, **facts).number


def does(app: Flask, number: str, who: str, verb: str, *facts: Any) -> None:
    with acting(app, who) as uow:
        getattr(uow.promises.get(number), verb)(*facts, by=uow.actor, at=uow.now)


LATER = TODAY + timedelta(days=9)
VERBS: dict[str, tuple[Any, ...]] = {
    "pledge.moved": ("move", LATER, "车坏了"), "pledge.kept": ("keep",), "pledge.called_off": ("call_off", "厂家停产"),
}  # fmt: skip


def test_whoever_filed_hears_what_becomes_of_a_promise_and_its_keeper_too(app: Flask) -> None:
    for kind, (verb, *facts) in VERBS.items():
        does(app, give(app, file_request(app)), CARE, verb, *facts)
        dispatch_all(app)
        assert told(app, kind) == {(MEMBER, INBOX), (MEMBER, EMAIL), (SERVICE, INBOX)}, kind
    assert told(app, "pledge.given") == {(MEMBER, INBOX)}


def test_of_what_was_said_in_a_call_the_owners_hear(app: Flask) -> None:
    does(app, give(app), SERVICE, "keep")
    dispatch_all(app)
    assert told(app, "pledge.kept") == {(OWNER, INBOX), (OWNER, EMAIL)}


def test_of_what_is_ours_alone_no_partner_hears(app: Flask, people: People) -> None:
    request = file_request(app)
    for verb, *facts in VERBS.values():
        does(app, give(app, request, "MARK-NOTE 回电", is_internal=True), CARE, verb, *facts)
    dispatch_all(app)
    assert {row.recipient.email for row in messages(app) if row.kind.startswith("pledge.")} == {SERVICE}
    assert "MARK-NOTE" not in people.sign_in(OWNER).get("/notifications/").text


def test_the_new_keeper_hears_of_what_was_handed_over(app: Flask) -> None:
    number = give(app)
    with acting(app, SERVICE) as uow:
        care = next(post for post in uow.people.staff() if post.login.email == CARE)
        uow.promises.get(number).hand_over(care, by=uow.actor, at=uow.now)
    dispatch_all(app)
    assert told(app, "pledge.handed_over") == {(CARE, INBOX)}


@pytest.mark.parametrize(
    "locale, said", [("zh", ("原定", "现改为", "我们答应过您")), ("en", ("now promise it for", "We promised you"))]
)
def test_the_mail_says_both_days_and_leads_to_the_reason(
    app: Flask, people: People, sink: MailSink, locale: str, said: tuple[str, ...]
) -> None:
    with people.backstage() as uow:
        uow.session.execute(update(Login).where(Login.email == MEMBER).values(locale=locale))
    number = give(app, file_request(app))
    does(app, number, CARE, "move", LATER, "车坏了")
    dispatch_all(app)
    with app.app_context():
        deliver_due("tests")
    mail = next(mail for mail in sink.to(MEMBER) if number in str(mail["Subject"]))
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert all(words in text for words in said) and "周五前到货" in text and "车坏了" not in text
    assert f"/promises/{number}" in text and "/staff/" not in text
    if locale == "zh":
        assert LATER.isoformat() in text and (TODAY + timedelta(days=3)).isoformat() in text


# ---- reminders

MONDAY = date(2027, 3, 8)
"""A plain week that the calendar says nothing about."""


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def remind(app: Flask, now: datetime) -> int:
    """The worker's job, as often as it finds something."""
    with app.app_context():
        return run_due(JOB, now)


def reminders(people: People) -> list[tuple[str, str]]:
    return [(event.number, event.facts["reminder"]) for event in people.events("pledge.due")]


def promised(app: Flask, people: People, due_on: date, given_on: date = date(2027, 2, 1)) -> str:
    number = give(app)
    with people.backstage() as uow:
        pledge = uow.promises.get(number)
        pledge.due_on, pledge.dated_on = due_on, given_on
    return number


def test_the_keeper_is_reminded_on_the_last_working_day_and_on_the_day(app: Flask, people: People) -> None:
    number, friday = promised(app, people, MONDAY), MONDAY - timedelta(days=3)
    for ahead, count in ((-4, 0), (-3, 1), (-2, 1), (-1, 1), (0, 2), (1, 2), (30, 2)):
        for hour in (1, 9, 23):
            remind(app, at(MONDAY + timedelta(days=ahead), hour))
        assert len(reminders(people)) == count, ahead
    assert reminders(people) == [(number, "before"), (number, "day")]
    assert [event.at.astimezone(SHANGHAI).date() for event in people.events("pledge.due")] == [friday, MONDAY]
    dispatch_all(app)
    assert told(app, "pledge.due") == {(SERVICE, INBOX), (SERVICE, EMAIL)}


@pytest.mark.parametrize(
    "back, told_once", [(MONDAY - timedelta(days=1), "before"), (MONDAY, "day"), (MONDAY + timedelta(days=20), "day")]
)
def test_after_a_downtime_it_is_told_once(app: Flask, people: People, back: date, told_once: str) -> None:
    number = promised(app, people, MONDAY)
    for hour in (1, 9, 23):
        remind(app, at(back, hour))
    assert reminders(people) == [(number, told_once)]


def test_make_up_days_are_worked(app: Flask, people: People) -> None:
    saturday = MONDAY - timedelta(days=2)
    with people.backstage() as uow:
        uow.session.add(CalendarDay(day=saturday, is_workday=True))
    promised(app, people, MONDAY)
    remind(app, at(saturday - timedelta(days=1)))
    assert reminders(people) == []
    remind(app, at(saturday))
    assert len(reminders(people)) == 1


def test_whoever_just_set_the_day_is_not_reminded_of_it(app: Flask, people: People) -> None:
    promised(app, people, MONDAY, MONDAY - timedelta(days=3))
    remind(app, at(MONDAY - timedelta(days=3)))
    remind(app, at(MONDAY - timedelta(days=1)))
    assert reminders(people) == []
    remind(app, at(MONDAY))
    assert [name for _, name in reminders(people)] == ["day"]


@pytest.mark.parametrize("act", ["keep", "call_off", "move"])
def test_what_was_acted_on_is_not_brought_to_mind(app: Flask, people: People, sink: MailSink, act: str) -> None:
    number = promised(app, people, TODAY, TODAY - timedelta(days=9))
    remind(app, NOW)
    dispatch_all(app)
    facts = {"keep": (), "call_off": ("不需要了",), "move": (LATER, "车坏了")}[act]
    does(app, number, SERVICE, act, *facts)
    with app.app_context():
        deliver_due("tests")
    assert sink.to(SERVICE) == [] and {row.state for row in messages(app, "pledge.due", EMAIL)} == {"discarded"}
    remind(app, NOW + timedelta(hours=2))
    assert len(reminders(people)) == 1
    if act == "move":
        for ahead in range(-4, 1):
            remind(app, at(LATER + timedelta(days=ahead), 23))
        assert [name for _, name in reminders(people)] == ["day", "before", "day"]


def test_once_its_keeper_has_left_the_manager_is_reminded(app: Flask, people: People) -> None:
    promised(app, people, TODAY, TODAY - timedelta(days=9))
    with people.backstage() as uow:
        login = next(post.login for post in uow.people.staff() if post.login.email == SERVICE)
        login.deactivate(by=uow.actor, at=uow.now)
    remind(app, NOW)
    dispatch_all(app)
    assert told(app, "pledge.due") == {(BUSINESS, INBOX), (BUSINESS, EMAIL)}


def test_several_workers_at_once_remind_once(app: Flask, people: People) -> None:
    numbers = {promised(app, people, TODAY, TODAY - timedelta(days=9)) for _ in range(6)}
    failed: list[Exception] = []

    def work() -> None:
        try:
            remind(app, NOW)
        except Exception as mistake:
            failed.append(mistake)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert failed == []
    found = [number for number, _ in reminders(people)]
    assert len(found) == len(set(found)) and set(found) == numbers


@pytest.mark.engineless
def test_every_regular_job_has_a_name_of_its_own() -> None:
    """Two jobs of one name share one row of the timetable: the rarer one would never come to its turn."""
    names = [job.name for job in (*JOBS, ROUND)]
    assert len(names) == len(set(names))
