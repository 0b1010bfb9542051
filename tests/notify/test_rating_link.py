"""The mail that says a request is done asks how content its reader is; its links are signed and count once (AU6)."""

import re

import pytest
from flask import Flask

from portal.notify.deliver import deliver_due
from tests.notify.acts import MEMBER, OWNER, SERVICE, act, answer, dispatch_all, file_request
from tests.notify.mail_sink import MailSink, html_text, plain_text
from tests.people import People


def done(app: Flask) -> str:
    number = file_request(app)
    answer(app, number)
    act(app, number, SERVICE, "resolve")
    return number


def mailed_link(app: Flask, sink: MailSink, score: int = 5) -> str:
    """The path behind one of the five answers in the mail to the member."""
    dispatch_all(app)
    with app.app_context():
        deliver_due("tests")
    mail = sink.mails[-1]
    [found] = re.findall(rf"https://portal\.yanhe\.example(/ratings/\S+score={score})", plain_text(mail))
    html = html_text(mail)
    assert 'name="viewport"' in html, "a phone shows it in its own size"
    assert f'<li><p><a href="https://portal.yanhe.example{found}">' in html, "each answer has room for a finger"
    return str(found)


def test_the_link_shows_what_was_tapped_and_only_sending_counts(people: People, sink: MailSink) -> None:
    number = done(people.app)
    link, nobody = mailed_link(people.app, sink, score=2), people.anonymous()
    shown = nobody.get(link).text
    assert re.search(r'<input checked[^>]*value="2"', shown) and number in shown
    assert not people.events("request.rated_low")
    sent = nobody.post(link.partition("?")[0], {"score": "2", "reasons": ["manner"], "comment": "态度不好"})
    assert sent.status_code == 303
    thanks = nobody.get(sent.location).text
    assert "谢谢您" in thanks and "已记下：不满意" in thanks and "之前可以在请求页修改" in thanks
    [event] = people.events("request.rated_low")
    with people.backstage() as uow:
        assert event.actor_login_id == uow.requests.get(number).posted_by_id
    assert event.actor_kind == "partner" and event.facts["by_mail"]


def test_a_link_works_once(people: People, sink: MailSink) -> None:
    done(people.app)
    link, nobody = mailed_link(people.app, sink).partition("?")[0], people.anonymous()
    nobody.post(link, {"score": "5"})
    nobody.post(link, {"score": "1"})
    assert len(people.events("request.rated")) == 1 and not people.events("request.rated_low")


@pytest.mark.parametrize("spoilt", ["sealed", "whose", "request"])
def test_a_forged_link_leads_nowhere(people: People, sink: MailSink, spoilt: str) -> None:
    done(people.app)
    link = mailed_link(people.app, sink).partition("?")[0]
    _, ratings, number, ref = link.split("/")
    whose, _, seal = ref.partition("-")
    other = file_request(people.app)
    forged = {
        "sealed": f"/{ratings}/{number}/{whose}-{'A' * len(seal)}",
        "whose": f"/{ratings}/{number}/{int(whose) + 1:08d}-{seal}",
        "request": f"/{ratings}/{other}/{ref}",
    }[spoilt]
    nobody = people.anonymous()
    gone = nobody.get(forged)
    assert gone.status_code == 404 and "链接是发给别人的" in gone.text
    assert nobody.post(forged, {"score": "1"}).status_code == 404
    assert not people.events("request.rated_low")


def test_the_link_ends_when_the_request_is_taken_up_again(people: People, sink: MailSink) -> None:
    number = done(people.app)
    link = mailed_link(people.app, sink).partition("?")[0]
    act(people.app, number, MEMBER, "reopen", text="还没好")
    assert people.anonymous().get(link).status_code == 404
    act(people.app, number, SERVICE, "resolve")
    assert people.anonymous().get(link).status_code == 404  # a new resolution has links of its own


def test_the_link_ends_when_its_owner_leaves(people: People, sink: MailSink) -> None:
    done(people.app)
    link = mailed_link(people.app, sink).partition("?")[0]
    with people.backstage() as uow:
        account_id = uow.accounts.get("D-000101").id
        [membership] = [each for each in uow.people.members(account_id) if each.login.email == MEMBER]
    owner = people.sign_in(OWNER)
    owner.post(f"/team/members/{membership.ref}/removal")
    assert people.anonymous().post(link, {"score": "5"}).status_code == 404
