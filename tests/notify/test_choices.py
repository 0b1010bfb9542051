"""What people choose: channels, quiet hours, one mail a day; text messages; mails that stand together; the bell."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.accounts.models import Account
from portal.domain.people.models import Login, Staff
from portal.domain.people.roles import Reach
from portal.domain.requests.models import ServiceRequest
from portal.notify.channels import deliver_sms
from portal.notify.choice import NoticeChoice
from portal.notify.deliver import deliver_digests, deliver_due
from portal.notify.folding import MOST_SMS_A_DAY
from portal.notify.groups import GROUPS
from portal.notify.hours import next_at
from portal.notify.models import Message
from tests.notify.acts import (
    MEMBER,
    NEIGHBOUR,
    OWNER,
    SERVICE,
    act,
    acting,
    answer,
    change,
    dispatch_all,
    file_request,
    messages,
)
from tests.notify.mail_sink import MailSink, html_text, plain_text
from tests.notify.peers import SMS_SECRET, Peer
from tests.people import People

ADMIN, MOBILE = "admin@demo.example", "13900000001"
PLAIN = {f"mail_{group}": "now" for group in GROUPS}
CHOICE: dict[str, Any] = {**PLAIN, "quiet_from": "", "quiet_to": "", "digest_at": "09:00", "version": "0"}


@pytest.fixture
def peer(set_mail: Callable[..., None]) -> Iterator[Peer]:
    peer = Peer()
    set_mail(webhook_allow=("127.0.0.1",), sms_url=peer.url("sms"), sms_secret=SMS_SECRET, send_timeout=0.5)
    yield peer
    peer.stop()


def choose(people: People, name: str, **wishes: Any) -> None:
    assert people.sign_in(name).post("/me/notices", {**CHOICE, **wishes}).status_code == 303


def give_mobile(app: Flask, name: str) -> None:
    with acting(app, name) as uow:
        uow.session.execute(update(Login).where(Login.email == name).values(mobile=MOBILE))


def send(app: Flask, step: Callable[[str], int]) -> None:
    dispatch_all(app)
    with app.app_context():
        step("tests")


def hurry(app: Flask) -> None:
    with acting(app, ADMIN) as uow:
        uow.session.execute(update(Message).where(Message.state == "pending").values(run_at=datetime.now(UTC)))


@pytest.mark.parametrize("name", [MEMBER, SERVICE])
def test_the_page_shows_what_is_chosen_and_what_always_goes(app: Flask, people: People, name: str) -> None:
    person = people.sign_in(name)
    page = person.get("/me/notices").text
    assert "无论如何选择都会发送" in page and "短信尚未接通" in page and 'name="mail_requests"' in page
    chosen = {**CHOICE, "mail_requests": "digest", "sms_breaches": "y", "quiet_from": "22:30", "quiet_to": "07:00"}
    assert person.post("/me/notices", chosen).status_code == 303
    again = person.get("/me/notices").text
    assert '<option selected value="digest">' in again and 'value="22:30"' in again and "checked" in again
    assert person.post("/me/notices", chosen).status_code == 409
    for wrong in ({"mail_requests": "never"}, {"quiet_from": "22:30"}, {"digest_at": "x"}):
        assert person.post("/me/notices", {**CHOICE, "version": "1", **wrong}).status_code == 422
    (event,) = people.events("login.notices_chosen")
    assert event.facts["after"]["quiet"] == "22:30-07:00" and event.facts["before"] is None


def test_off_is_off_but_not_for_what_must_go(app: Flask, people: People, sink: MailSink) -> None:
    choose(people, MEMBER, **dict.fromkeys(PLAIN, "off"))
    answer(app, file_request(app))
    with acting(app, MEMBER) as uow:
        login = uow.session.scalars(select(Login).where(Login.email == MEMBER)).one()
        login.record("login.factor_changed", by=uow.actor, at=uow.now)
    send(app, deliver_due)
    assert [row.kind for row in messages(app, channel="email")] == ["login.factor_changed"] and len(sink.mails) == 1
    told = [row.kind for row in messages(app, channel="inbox") if row.recipient.email == MEMBER]
    assert told == ["request.answered", "login.factor_changed"]


def test_quiet_hours_put_mail_off_unless_it_is_urgent(app: Flask, people: People, sink: MailSink) -> None:
    choose(people, MEMBER, quiet_from="00:00", quiet_to="23:59")
    answer(app, file_request(app))
    urgent = file_request(app)
    with acting(app, MEMBER) as uow:
        uow.session.execute(update(ServiceRequest).where(ServiceRequest.number == urgent).values(priority="p1"))
    answer(app, urgent)
    send(app, deliver_due)
    assert [mail["Subject"].count(urgent) for mail in sink.mails] == [1]
    waiting = [row for row in messages(app, channel="email") if row.state == "pending"]
    assert len(waiting) == 1 and waiting[0].run_at.astimezone(UTC) > datetime.now(UTC)


def test_one_mail_a_day_holds_all_of_it_in_the_readers_language(app: Flask, people: People, sink: MailSink) -> None:
    choose(people, OWNER, mail_requests="digest", digest_at="18:30")
    with acting(app, OWNER) as uow:
        uow.session.execute(update(Login).where(Login.email == OWNER).values(locale="en"))
    numbers = [file_request(app, subject=f"<b>到哪了 {n}</b>") for n in range(3)]
    for number in numbers:
        answer(app, number)
    send(app, deliver_digests)
    mine = [row for row in messages(app, channel="email") if row.recipient.email == OWNER]
    assert len(mine) == 3 and {row.run_at for row in mine} == {next_at("18:30", mine[0].made_at)} and not sink.mails
    hurry(app)
    send(app, deliver_due)
    assert not sink.to(OWNER), "what is read together is sent by nobody one by one"
    send(app, deliver_digests)
    (mail,) = sink.to(OWNER)
    assert mail["Message-ID"] == f"<message-{mine[0].id}@portal.yanhe.example>" and "3 notices" in mail["Subject"]
    for text in (plain_text(mail), html_text(mail)):
        assert all(f"https://portal.yanhe.example/requests/{number}" in text for number in numbers)
        assert "There is an answer" in text and "/me/notices" in text
    assert "<b>" not in html_text(mail) and mail.get_content_type() == "multipart/alternative"
    assert {row.state for row in messages(app, channel="email") if row.recipient.email == OWNER} == {"sent"}


def test_who_lost_the_account_while_mail_waited_reads_nothing_of_it(app: Flask, people: People, sink: MailSink) -> None:
    """AZ7: hours after the event the mail of the day asks anew who may read of it."""
    for name in (OWNER, SERVICE):
        choose(people, name, mail_requests="digest")
    answer(app, file_request(app, by=NEIGHBOUR, account="D-000102"))
    answer(app, file_request(app))
    dispatch_all(app)
    hurry(app)
    with people.backstage() as uow:
        post = uow.session.scalars(select(Staff).join(Login).where(Login.email == SERVICE)).one()
        post.reach, post.provinces = Reach.REGION, ["440000"]
        closed = update(Account).where(Account.number == "D-000101").values(status="suspended")
        uow.session.execute(closed, execution_options={"synchronize_session": False})
    send(app, deliver_digests)
    (mail,) = sink.to(SERVICE)
    assert "粤桥" in plain_text(mail) and "岷川" not in plain_text(mail) and sink.to(OWNER) == []
    assert [row.state for row in messages(app, channel="email") if row.recipient.email == OWNER] == ["discarded"]


def test_a_dead_digest_is_one_line_of_the_outbox_and_comes_back_whole(
    app: Flask, people: People, sink: MailSink
) -> None:
    choose(people, OWNER, mail_requests="digest")
    for _ in range(2):
        answer(app, file_request(app))
    sink.answer = lambda _address: "550 no such mailbox"
    dispatch_all(app)
    hurry(app)
    send(app, deliver_digests)
    states = [row.state for row in messages(app, channel="email") if row.recipient.email == OWNER]
    admin, sink.answer = people.sign_in(ADMIN), lambda _address: None
    page = admin.get("/staff/admin/outbox").text
    assert states == ["dead", "folded"] and page.count("550 no such mailbox") == 1 and "邮件服务器拒收" in page
    answer(app, file_request(app))  # what comes now stays apart from what may have arrived
    dispatch_all(app)
    hurry(app)
    assert admin.post("/staff/admin/outbox/replays", {"message": "all", "channel": "email"}).status_code == 303
    send(app, deliver_digests)
    assert [mail["Subject"][:6] for mail in sink.to(OWNER)] == ["今日 2 条", "今日 1 条"]
    assert len(people.events("message.replayed")) == 1


def test_mails_about_one_thing_stand_together(app: Flask, sink: MailSink) -> None:
    number, other = file_request(app), file_request(app)
    for one in (number, other, number):
        answer(app, one)
        send(app, deliver_due)
    first, stranger, second = sink.mails
    (head,) = first["References"].split()
    assert first["In-Reply-To"].split() == [head] and head not in stranger["References"]
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["References"].split() == [head, first["Message-ID"]]


def test_text_messages_are_short_signed_counted_and_masked(app: Flask, people: People, peer: Peer) -> None:
    give_mobile(app, MEMBER)
    choose(people, MEMBER, sms_requests="y")
    number = file_request(app, subject="患者王某")
    answer(app, number)
    send(app, deliver_sms)
    (taken,) = peer.taken["sms"]
    (row,) = messages(app, channel="sms")
    assert {key: taken.body[key] for key in ("id", "phone", "template", "parameters")} == {
        "id": f"message-{row.id}", "phone": MOBILE, "template": "requests", "parameters": {"number": number},
    }  # fmt: skip
    for _ in range(5):  # a heap is told in one
        answer(app, number)
    send(app, deliver_sms)
    assert (peer.taken["sms"][1].body["template"], peer.taken["sms"][1].body["parameters"]) == (
        "several",
        {"count": "5"},
    )
    peer.answers["sms"] = {"code": 1002, "msg": "no such number"}
    answer(app, number)
    send(app, deliver_sms)
    page = people.sign_in(ADMIN).get("/staff/admin/outbox?channel=sms").text
    assert "139****0001" in page and MOBILE not in page and "code 1002" in page and "王某" not in page


def test_beyond_the_days_cap_text_messages_wait_for_the_morning(app: Flask, people: People, peer: Peer) -> None:
    give_mobile(app, MEMBER)
    choose(people, MEMBER, sms_requests="y")
    number = file_request(app)
    for _ in range(MOST_SMS_A_DAY + 2):
        answer(app, number)
        send(app, deliver_sms)
    assert len(peer.taken["sms"]) == MOST_SMS_A_DAY
    for _ in range(5):
        answer(app, number)
    send(app, deliver_sms)
    waiting = [row for row in messages(app, channel="sms") if row.state == "pending"]
    assert len(waiting) == 7 and all(row.run_at > datetime.now(UTC) and row.tries == 0 for row in waiting)
    change(app, messages(app, channel="sms")[0].id, sent_at=datetime.now(UTC) - timedelta(days=2))
    hurry(app)
    send(app, deliver_sms)
    assert [taken.body["parameters"] for taken in peer.taken["sms"][MOST_SMS_A_DAY:]] == [{"count": "7"}]
    assert {row.state for row in messages(app, channel="sms")} == {"sent"}


def test_who_has_only_a_number_hears_of_security_by_text_message_and_the_log_keeps_it(
    app: Flask, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    luo = "15400000201"
    with acting(app, luo) as uow:
        login = uow.session.scalars(select(Login).where(Login.mobile == luo)).one()
        login.email = None
        login.record("login.password_changed", by=uow.actor, at=uow.now)
    with caplog.at_level("INFO", logger="portal.worker"):
        send(app, deliver_sms)
    (row,) = messages(app, channel="sms")
    (line,) = [record for record in caplog.records if "text message" in record.message]
    assert row.state == "sent" and (line.phone, line.template) == ("154****0201", "security")  # type: ignore[attr-defined]


def test_the_bell_is_asked_again_without_keeping_anybody_signed_in(app: Flask, people: People) -> None:
    member = people.sign_in(MEMBER)
    assert 'hx-get="/me/unread"' in member.get("/").text
    answer(app, file_request(app))
    dispatch_all(app)
    bell = member.get("/me/unread", headers={"X-Poll": "1", "HX-Request": "true"})
    assert bell.status_code == 200 and "1" in bell.text and "<html" not in bell.text and len(bell.data) < 900
    gone = people.anonymous().get("/me/unread", headers={"X-Poll": "1", "HX-Request": "true"})
    assert gone.status_code == 204 and "HX-Redirect" not in gone.headers


def test_one_row_of_choice_per_person(app: Flask, people: People) -> None:
    choose(people, MEMBER)
    choose(people, MEMBER, version="1", mail_promises="off")
    with acting(app, MEMBER) as uow:
        (chosen,) = uow.session.scalars(select(NoticeChoice)).all()
        assert chosen.mail["promises"] == "off"
    act(app, file_request(app), SERVICE, "wait_for", whom="partner")
