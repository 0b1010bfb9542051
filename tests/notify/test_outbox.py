"""Mail that was given up or waits is seen, replayed and discarded by administrators only (RE2)."""

import pytest
from flask import Flask

from tests.notify.acts import MEMBER, SERVICE, answer, change, dispatch_all, file_request, messages
from tests.notify.mail_sink import MailSink
from tests.people import People

ADMIN = "admin@demo.example"


@pytest.fixture
def mail(app: Flask) -> int:
    """One mail to the member, pending."""
    answer(app, file_request(app), text="明天到货，单号 SF1")
    dispatch_all(app)
    return messages(app, channel="email")[0].id


def state(app: Flask) -> str:
    return messages(app, channel="email")[0].state


def test_waiting_mail_is_shown_with_its_reason(app: Flask, mail: int, people: People) -> None:
    page = people.sign_in(ADMIN).get("/staff/admin/outbox?state=waiting").text
    assert "何晓岷" in page and "PORTAL_SMTP_URL" in page and "明天到货" not in page


def test_dead_mail_is_replayed(app: Flask, mail: int, people: People) -> None:
    change(app, mail, state="dead", tries=10, last_error="550 no such mailbox")
    admin = people.sign_in(ADMIN)
    assert "550 no such mailbox" in admin.get("/staff/admin/outbox").text
    assert admin.post("/staff/admin/outbox/replays", {"message": mail}).status_code == 303
    assert (state(app), messages(app, channel="email")[0].tries) == ("pending", 0)
    assert people.events("message.replayed")[0].actor_kind == "staff"
    assert admin.post("/staff/admin/outbox/replays", {"message": mail}).status_code == 409


def test_mail_is_discarded_and_stays_so(app: Flask, mail: int, people: People, sink: MailSink) -> None:
    admin = people.sign_in(ADMIN)
    assert admin.post("/staff/admin/outbox/discards", {"message": mail}).status_code == 303
    assert state(app) == "discarded" and len(people.events("message.discarded")) == 1
    assert admin.post("/staff/admin/outbox/discards", {"message": mail}).status_code == 409
    app.test_cli_runner().invoke(args=["worker", "--once"])
    assert sink.to(MEMBER) == []


@pytest.mark.parametrize("who", [SERVICE, MEMBER])
def test_others_find_no_outbox(app: Flask, mail: int, people: People, who: str) -> None:
    visitor = people.sign_in(who)
    assert visitor.get("/staff/admin/outbox").status_code == 404
    assert visitor.post("/staff/admin/outbox/discards", {"message": mail}).status_code == 404
    assert state(app) == "pending"


def test_unknown_mail_is_a_plain_404(app: Flask, people: People) -> None:
    admin = people.sign_in(ADMIN)
    for message in ("", "x", "99999", "9" * 30):
        assert admin.post("/staff/admin/outbox/replays", {"message": message}).status_code == 404


def test_the_command_lists_replays_and_discards(app: Flask, mail: int, people: People) -> None:
    change(app, mail, state="dead", last_error="550 no such mailbox")
    listed = app.test_cli_runner().invoke(args=["dead-letters"])
    assert f"{mail}  " in listed.output and "550 no such mailbox" in listed.output
    assert app.test_cli_runner().invoke(args=["dead-letters", "--replay", str(mail)]).exit_code == 0
    assert state(app) == "pending"
    again = app.test_cli_runner().invoke(args=["dead-letters", "--replay", str(mail)])
    assert again.exit_code == 1 and len(again.output.splitlines()) == 1
    assert app.test_cli_runner().invoke(args=["dead-letters", "--discard", str(mail)]).exit_code == 0
    assert state(app) == "discarded"
    assert app.test_cli_runner().invoke(args=["dead-letters", "--replay", "424242"]).exit_code == 1
    assert app.test_cli_runner().invoke(args=["dead-letters", "--replay", "1", "--discard", "1"]).exit_code == 2
