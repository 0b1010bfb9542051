"""Administrators see what lies aside and why, file it or put it away; nobody else finds the mail (AZ, IN1, FI3)."""

from collections.abc import Callable

import pytest

from tests.mailroom.mails import Mailroom, mail, raw
from tests.mailroom.test_landing import picture, said
from tests.notify.acts import MEMBER, OWNER, SERVICE, acting, file_request
from tests.people import People

ADMIN = "admin@demo.example"
PAGE = "/staff/admin/mail/"


def test_a_mail_without_reference_is_filed_by_hand(people: People, mailroom: Mailroom) -> None:
    number = file_request(people.app)
    letter = mail(text="<script>alert(1)</script> 单号是多少？", Subject="<b>催货</b>")
    letter.add_attachment(picture(), "image", "png", filename="门口.png")
    row = mailroom.receive(letter.as_bytes())
    admin = people.sign_in(ADMIN)
    listed = admin.get(PAGE).text
    assert "不是对我方邮件的回复" in listed and "&lt;b&gt;催货" in listed
    shown = admin.get(PAGE + row.ref).text
    assert "&lt;script&gt;alert(1)" in shown and "<script>alert" not in shown and "门口.png" in shown
    assert 'href="/staff/requests/new">先代客户提交' in shown, "where nothing is there yet that it belongs to"
    original = admin.get(f"{PAGE}{row.ref}/original")
    assert original.data == letter.as_bytes() and original.headers["X-Content-Type-Options"] == "nosniff"
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert "SR-209901-0001" in admin.post(f"{PAGE}{row.ref}/filings", {"number": "SR-209901-0001"}).text
    assert admin.post(f"{PAGE}{row.ref}/filings", {"number": f" {number.lower()} "}).status_code == 303
    assert said(people.app, number) == ["<script>alert(1)</script> 单号是多少？"]
    [filed], [replied] = people.events("mail.attached"), people.events("request.replied")
    assert (filed.actor_kind, replied.actor_kind) == ("staff", "partner") and filed.number == number
    assert admin.post(f"{PAGE}{row.ref}/filings", {"number": number}).status_code == 409
    assert "门口.png" in people.sign_in(MEMBER).get(f"/requests/{number}").text
    assert number in admin.get(f"{PAGE}?shelf=taken").text


@pytest.mark.parametrize("doubt", ["stranger", "forged", "forged as a machine's"])
def test_whoever_is_not_proved_never_speaks_as_the_partner(
    people: People, mailroom: Mailroom, set_mail: Callable[..., None], doubt: str
) -> None:
    number = file_request(people.app)
    set_mail(mail_authserv_id="mx.yanhe.example" if doubt != "stranger" else "")
    headers = {"Precedence": "bulk"} if doubt == "forged as a machine's" else {}
    sender = "x@elsewhere.example" if doubt == "stranger" else MEMBER
    row = mailroom.receive(raw("", text="请改寄别处", sender=sender, **headers))
    people.sign_in(ADMIN).post(f"{PAGE}{row.ref}/filings", {"number": number})
    assert said(people.app, number) == []
    with acting(people.app, SERVICE) as uow:
        [note] = uow.requests.notes(uow.requests.get(number))
        assert "请改寄别处" in note.text
        assert [file.name for file in uow.attachments.on([note], backstage=True)[note.id]] == ["original.eml"]
    assert "请改寄别处" not in people.sign_in(OWNER).get(f"/requests/{number}").text


def test_putting_away_needs_a_reason_and_is_taken_back(people: People, mailroom: Mailroom) -> None:
    row = mailroom.receive(raw("", sender="x@elsewhere.example"))
    admin = people.sign_in(ADMIN)
    assert admin.post(f"{PAGE}{row.ref}/dismissal", {"reason": ""}).status_code == 422
    assert admin.post(f"{PAGE}{row.ref}/dismissal", {"reason": "推销"}).status_code == 303
    assert "推销" in admin.get(f"{PAGE}?shelf=ignored").text and "推销" not in admin.get(PAGE).text
    assert admin.post(f"{PAGE}{row.ref}/dismissal", {"reason": "推销"}).status_code == 409
    assert admin.post(f"{PAGE}{row.ref}/restoration").status_code == 303
    assert "没有人用这个邮箱登录" in admin.get(PAGE).text
    assert admin.post(f"{PAGE}{row.ref}/restoration").status_code == 409
    assert [len(people.events(f"mail.{what}")) for what in ("dismissed", "restored")] == [1, 1]


def test_the_page_says_how_to_begin_and_what_is_wrong(
    people: People, mailroom: Mailroom, set_mail: Callable[..., None]
) -> None:
    admin = people.sign_in(ADMIN)
    assert "还没有读取过邮箱" in admin.get(PAGE).text
    set_mail(imap_url="")
    assert "PORTAL_IMAP_URL" in admin.get(PAGE).text
    row = mailroom.receive(raw(""))
    for who in (SERVICE, OWNER):
        visitor = people.sign_in(who)
        for address in (PAGE, PAGE + row.ref, f"{PAGE}{row.ref}/original"):
            assert visitor.get(address).status_code == 404


def test_an_administrator_of_some_accounts_sees_none_of_the_others(people: People, mailroom: Mailroom) -> None:
    number = file_request(people.app)
    mailroom.receive(raw(mailroom.reference(number), text="只给看得见的人"))
    mailroom.receive(raw("", text="不知是谁的"))
    with acting(people.app, ADMIN) as uow:
        post = next(post for post in uow.people.staff() if post.login.email == ADMIN)
        post.reach = "own"
    admin = people.sign_in(ADMIN)
    rows = mailroom.rows()
    assert len(rows) == 2
    for row in rows:
        assert admin.get(PAGE + row.ref).status_code == 404
