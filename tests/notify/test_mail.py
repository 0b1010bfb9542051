"""What is written: language, link, sender, and nothing that somebody's data could add (IN5, AU6, AL3)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.people.models import LinkToken, Login, Membership
from portal.identity.credentials import ask_reset
from portal.identity.tokens import open_token, void_all
from portal.notify.deliver import deliver_due
from tests.notify.acts import MEMBER, OWNER, SERVICE, acting, answer, change, dispatch_all, file_request, messages
from tests.notify.mail_sink import MailSink, html_text, plain_text


def deliver(app: Flask) -> None:
    dispatch_all(app)
    with app.app_context():
        deliver_due("tests")


def speak(app: Flask, name: str, locale: str) -> None:
    with acting(app, name) as uow:
        uow.session.execute(update(Login).where(Login.email == name).values(locale=locale))


@pytest.mark.parametrize(("locale", "subject_part"), [("zh", "答复"), ("en", "answered")])
def test_the_answer_reaches_the_partner_in_their_language(
    app: Flask, sink: MailSink, locale: str, subject_part: str
) -> None:
    speak(app, MEMBER, locale)
    number = file_request(app)
    answer(app, number, text="这段话不进邮件")
    deliver(app)
    (mail,) = sink.mails
    assert mail["To"] == "何晓岷 <member@minchuan.example>"
    assert "noreply@yanhe.example" in mail["From"] and "砚禾" in mail["From"]
    assert number in mail["Subject"] and subject_part in mail["Subject"]
    for text in (plain_text(mail), html_text(mail)):
        assert f"https://portal.yanhe.example/requests/{number}" in text
        assert "洛施坦 20 件到哪了" in text
        assert "这段话不进邮件" not in text


def test_the_message_id_is_that_of_the_row(app: Flask, sink: MailSink) -> None:
    answer(app, file_request(app))
    deliver(app)
    (row,) = messages(app, channel="email")
    assert sink.mails[0]["Message-ID"] == f"<message-{row.id}@portal.yanhe.example>"
    assert row.state == "sent" and row.sent_at is not None


def test_nobody_can_add_headers_or_markup(app: Flask, sink: MailSink) -> None:
    with acting(app, OWNER) as uow:
        login = uow.session.scalars(select(Login).where(Login.email == MEMBER)).one()
        login.name = "何\r\nBcc: owner@yueqiao.example\r\n\r\n<b>"
    answer(app, file_request(app, subject="到哪了\r\nBcc: owner@yueqiao.example\n\n<img src=x>"))
    deliver(app)
    (mail,) = sink.mails
    assert mail["Bcc"] is None and mail["X-Envelope"] == MEMBER
    assert "<img" not in html_text(mail) and "&lt;img" in html_text(mail)
    assert "<b>" not in html_text(mail)


def test_a_reset_link_is_mailed_and_works_once(app: Flask, sink: MailSink) -> None:
    with acting(app, MEMBER) as uow:
        login = uow.session.scalars(select(Login).where(Login.email == MEMBER)).one()
        ask_reset(uow.session, login, by=uow.actor, at=uow.now)
    deliver(app)
    (mail,) = sink.to(MEMBER)
    token = plain_text(mail).split("/password/reset/")[1].split()[0]
    with acting(app, MEMBER) as uow:
        assert open_token(uow.session, "reset", token, uow.now) is not None
        assert token not in str([row.facts for row in messages_facts(uow)])


def messages_facts(uow: object) -> list[LinkToken]:
    return list(uow.session.scalars(select(LinkToken)))  # type: ignore[attr-defined]


@pytest.mark.parametrize("how", ["voided", "expired", "used"])
def test_a_link_that_is_worth_nothing_is_not_mailed(app: Flask, sink: MailSink, how: str) -> None:
    with acting(app, MEMBER) as uow:
        login = uow.session.scalars(select(Login).where(Login.email == MEMBER)).one()
        link_token = ask_reset(uow.session, login, by=uow.actor, at=uow.now)
        if how == "voided":
            void_all(uow.session, login.id, uow.now)
        elif how == "expired":
            link_token.expires_at = datetime.now(UTC) - timedelta(seconds=1)
        else:
            link_token.used_at = uow.now
    deliver(app)
    assert sink.mails == []
    assert [row.state for row in messages(app, channel="email")] == ["discarded"]


def test_who_left_before_the_mail_went_out_gets_none(app: Flask, sink: MailSink) -> None:
    answer(app, file_request(app))
    dispatch_all(app)
    with acting(app, OWNER) as uow:
        member = uow.session.scalars(select(Membership).join(Membership.login).where(Login.email == MEMBER)).one()
        member.end(by=uow.actor, at=uow.now)
    deliver(app)
    assert sink.mails == []
    assert [row.state for row in messages(app, channel="email")] == ["discarded"]


@pytest.mark.parametrize(("settings", "shown"), [({"smtp_url": ""}, 1), ({"env": "demo"}, 1)])
def test_without_a_server_and_in_the_demonstration_mail_waits(
    app: Flask, sink: MailSink, set_mail: Callable[..., None], settings: dict[str, str], shown: int
) -> None:
    set_mail(**settings)
    answer(app, file_request(app))
    deliver(app)
    assert sink.mails == []
    assert [(row.state, row.tries) for row in messages(app, channel="email")] == [("pending", 0)]


def test_an_address_nobody_can_write_to_is_put_off_alone(app: Flask, sink: MailSink) -> None:
    answer(app, file_request(app, by=OWNER))
    dispatch_all(app)
    first = messages(app, channel="email")[0]
    with acting(app, OWNER) as uow:
        uow.session.execute(update(Login).where(Login.email == OWNER).values(email="kaputt"))
    answer(app, file_request(app, by=MEMBER), by=SERVICE)
    deliver(app)
    assert len(sink.to(MEMBER)) == 1
    states = {row.id: (row.state, row.tries) for row in messages(app, channel="email")}
    assert states[first.id] == ("pending", 1)
    change(app, first.id, state="discarded")
