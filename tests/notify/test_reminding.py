"""Reminders of last days: who hears them, in which words, never twice whichever workers run (RE2, RE5, AZ3, AZ8)."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.contracts.clauses import Party
from portal.domain.contracts.notices_given import Reminder
from portal.domain.contracts.state import UNDER_WAY, state_on
from portal.domain.work import SHANGHAI
from portal.notify.deliver import deliver_due
from portal.notify.models import EMAIL, INBOX
from portal.notify.reminding import ROUND, remind, remind_regularly
from tests.notify.acts import BUSINESS, OWNER, acting, dispatch_all, messages, told
from tests.notify.agreements import OPTION, OURS, RENEWAL, agree
from tests.notify.mail_sink import MailSink
from tests.people import People

NUMBER, REMINDED, ENDS = "D-2026-500", "contract.notice_reminded", "contract.end_reminded"


def end_in(days: int) -> date:
    return datetime.now(SHANGHAI).date() + timedelta(days=days)


def tell(app: Flask) -> int:
    with app.app_context():
        made = remind(datetime.now(UTC))
    dispatch_all(app)
    return made


@pytest.fixture(autouse=True)
def _quiet_cast(people: People) -> None:
    """The cast's own contracts have nothing to say here."""
    with people.backstage() as uow:
        for number in ("D-2026-011", "D-2026-012"):
            uow.contracts.get(number).terminated_on = date(2026, 1, 2)


@pytest.mark.parametrize(
    "clauses, side, account, listeners",
    [
        ({"auto_renewal": RENEWAL}, "downstream", "D-000101", {BUSINESS, OWNER}),
        ({"extension_option": OPTION}, "downstream", "D-000101", {BUSINESS, OWNER}),
        ({"auto_renewal": {**RENEWAL, "who_may_refuse": "us"}}, "downstream", "D-000101", {BUSINESS}),
        ({"extension_option": OURS}, "upstream", "S-000001", {BUSINESS}),
        ({"auto_renewal": RENEWAL}, "upstream", "S-000001", {BUSINESS}),
    ],
)
def test_whoever_can_act_hears_of_it(
    app: Flask, people: People, clauses: dict[str, dict[str, object]], side: str, account: str, listeners: set[str]
) -> None:
    with people.backstage() as uow:
        agree(uow, NUMBER, end_in(100), clauses, side=side, account=account)
    assert tell(app) == 2  # the notice, and the end within 180 days
    assert told(app, REMINDED) == {(name, channel) for name in listeners for channel in (INBOX, EMAIL)}
    assert {name for name, _ in told(app, ENDS)} == ({BUSINESS, OWNER} if side == "downstream" else {BUSINESS})
    assert tell(app) == 0


def test_without_a_manager_the_whole_business_side_hears(app: Flask, people: People) -> None:
    with people.backstage() as uow:
        agree(uow, NUMBER, end_in(100), {"extension_option": OURS})
        uow.accounts.get("D-000101").business_manager_id = None
    tell(app)
    assert told(app, REMINDED) == {(BUSINESS, INBOX), (BUSINESS, EMAIL)}


def test_a_message_names_contract_and_day_and_nothing_of_ours(app: Flask, people: People, sink: MailSink) -> None:
    ends_on = end_in(100)
    with people.backstage() as uow:
        agree(uow, NUMBER, ends_on, {"auto_renewal": RENEWAL})
    tell(app)
    last = (ends_on - timedelta(days=60)).isoformat()
    facts = {"number": NUMBER, "subject": f"合同 {NUMBER}", "arrives_by": last, "window": "refuse"}
    assert [row.facts for row in messages(app, REMINDED, INBOX) if row.recipient.email == OWNER] == [facts]
    inbox = people.sign_in(OWNER).get("/notifications/").text
    assert last in inbox and f"合同 {NUMBER}" in inbox
    with app.app_context():
        deliver_due("tests")
    mails = sink.to(OWNER)
    assert len(mails) == 2
    assert any(last in str(mail) or last in mail.get_body(("plain",)).get_content() for mail in mails)


@pytest.mark.parametrize("act", ["given", "terminated", "moved", "over"])
def test_a_mail_that_waits_is_not_sent_once_somebody_acted(
    app: Flask, people: People, sink: MailSink, act: str
) -> None:
    with people.backstage() as uow:
        agree(uow, NUMBER, end_in(62), {"auto_renewal": RENEWAL})
    tell(app)
    with people.backstage() as uow:
        contract = uow.contracts.get(NUMBER)
        if act == "given":
            uow.deadlines.give_notice(contract, "第 5 条", "refuse", side=Party.US, arrived_on=uow.today)
        elif act == "terminated":
            contract.terminated_on = uow.today
        elif act == "moved":
            contract.ends_on += timedelta(days=400)
        else:
            contract.ends_on -= timedelta(days=61)
    with app.app_context():
        deliver_due("tests")
    assert sink.to(OWNER) == sink.to(BUSINESS) == []
    assert {row.state for row in messages(app, REMINDED, EMAIL)} == {"discarded"}


def test_several_workers_at_once_tell_each_once(app: Flask, people: People) -> None:
    with people.backstage() as uow:
        for number in range(12):
            agree(uow, f"D-2026-5{number:02d}", end_in(100), {"auto_renewal": RENEWAL, "extension_option": OPTION})
    now, failed = datetime.now(UTC), []

    def work() -> None:
        try:
            with app.app_context():
                remind(now)
        except Exception as mistake:
            failed.append(mistake)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    with app.app_context():
        remind(now)  # what another one held was left for the next round
    assert failed == []
    names = [
        (event.number, event.facts["window"], name)
        for kind in (REMINDED, ENDS)
        for event in people.events(kind)
        for name in event.facts["reminders"]
    ]
    assert len(names) == len(set(names)) and {number for number, _, _ in names} == {
        f"D-2026-5{number:02d}" for number in range(12)
    }
    with people.backstage() as uow:
        assert uow.session.scalar(select(func.count(Reminder.id))) == len(names)


def test_a_round_every_hour_is_enough(app: Flask, people: People) -> None:
    now = datetime.now(UTC)
    with people.backstage() as uow:
        agree(uow, NUMBER, end_in(100), {"auto_renewal": RENEWAL})
    with app.app_context():
        assert remind_regularly(ROUND, now) == 2
    with people.backstage() as uow:
        agree(uow, "D-2026-501", end_in(100), {"auto_renewal": RENEWAL})
    with app.app_context():
        assert remind_regularly(ROUND, now + timedelta(minutes=59)) == 0
        assert remind_regularly(ROUND, now + timedelta(minutes=61)) == 2


@pytest.mark.parametrize("state", ["draft", "half", "later", "suspended", "disputed", "terminated", "ended", "running"])
def test_agreements_of_the_radar_are_those_under_way(app: Flask, people: People, state: str) -> None:
    """The question in SQL says the same as the rule in Python."""
    with people.backstage() as uow:
        starts_on = end_in(1) if state in ("later", "suspended") else date(2024, 1, 1)
        contract = agree(uow, NUMBER, end_in(-1 if state == "ended" else 60), {}, starts_on=starts_on)
        contract = uow.contracts.get(NUMBER)
        if state in ("draft", "half"):
            contract.versions[0].signed_by_partner_on = None
            contract.versions[0].signed_by_us_on = None if state == "draft" else end_in(-5)
        contract.suspended_at = uow.now if state == "suspended" else None
        contract.disputed_at = uow.now if state == "disputed" else None
        contract.terminated_on = uow.today if state == "terminated" else None
        uow.session.flush()
        found = {one.term.number for one in uow.deadlines.all()}
        assert (NUMBER in found) is (state_on(contract, uow.today) in UNDER_WAY)


def test_a_partner_reads_of_no_upstream_agreement(app: Flask, people: People) -> None:
    with people.backstage() as uow:
        agree(uow, NUMBER, end_in(100), {"auto_renewal": RENEWAL})
        agree(uow, "U-2026-500", end_in(100), {"auto_renewal": RENEWAL}, account="S-000001", side="upstream")
        assert {one.term.number for one in uow.deadlines.all()} == {NUMBER, "U-2026-500"}
    with acting(app, OWNER) as uow:  # whatever the scope, the side alone decides here
        assert {one.term.number for one in uow.deadlines.all()} == {NUMBER}
