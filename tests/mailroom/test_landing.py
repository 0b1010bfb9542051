"""A mail lands on its request as the words of whom it was made for, or lies aside with the reason (IN5, FI1, BI2)."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select, update

from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.people.models import Login, Membership
from portal.domain.requests.models import ServiceRequest
from portal.mailroom import judging
from portal.notify.deliver import deliver_due
from tests.mailroom.mails import Mailroom, mail, raw
from tests.notify.acts import MEMBER, NEIGHBOUR, OWNER, SERVICE, act, acting, answer, dispatch_all, file_request
from tests.notify.mail_sink import MailSink, plain_text
from tests.people import People

VIEWER = "viewer@minchuan.example"


def said(app: Flask, number: str) -> list[str]:
    with acting(app, OWNER) as uow:
        return [one.text for one in uow.requests.answers(uow.requests.get(number)) if not one.from_staff]


def state(app: Flask, number: str) -> str:
    with acting(app, OWNER) as uow:
        return uow.requests.get(number).state


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 3), "teal").save(out, "PNG")
    return out.getvalue()


def test_an_answer_to_our_mail_stands_on_both_faces(
    people: People, mailroom: Mailroom, sink: MailSink, set_mail: Callable[..., None]
) -> None:
    app, number = people.app, file_request(people.app)
    answer(app, number)
    act(app, number, SERVICE, "wait_for", whom="partner")
    dispatch_all(app)
    with app.app_context():
        deliver_due("tests")
    ours = sink.to(MEMBER)[0]
    assert "请勿回复" not in plain_text(ours) and ours["Reply-To"].startswith(f"reply+{number.lower()}.")
    assert ours["Reply-To"].split("+")[1].split("@")[0] in ours["Message-ID"]
    reply = mail(
        text=f'周一到就行。\n\n在 2026-11-28 10:02:11，"砚禾" <x@y> 写道：\n{plain_text(ours)}', To=ours["Reply-To"]
    )
    reply.add_attachment(picture(), "image", "png", filename="仓库 门口.png")
    reply.add_attachment(b"MZ\x90", "application", "octet-stream", filename="对账.exe")
    taken = mailroom.receive(reply.as_bytes())
    assert (taken.state, taken.number, taken.why) == ("taken", number, "")
    assert said(app, number) == ["周一到就行。\n\n“对账.exe”" + said(app, number)[0].partition("“对账.exe”")[2]]
    assert state(app, number) == "in_progress" and len(people.events("request.replied")) == 1
    partner, desk = people.sign_in(OWNER), people.sign_in(SERVICE)
    theirs = partner.get(f"/requests/{number}").text
    assert (
        "周一到就行。" in theirs and "来自邮件" in theirs and "仓库 门口.png" in theirs and "original.eml" not in theirs
    )
    shown = desk.get(f"/staff/requests/{number}").text
    assert "来自邮件" in shown
    link = shown.partition('· <a href="')[2].partition('"')[0]
    original = desk.get(link)
    assert original.data == reply.as_bytes() and original.headers["X-Content-Type-Options"] == "nosniff"
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert partner.get(link).status_code == 404
    again = mailroom.receive(reply.as_bytes())
    assert (again.state, again.why) == ("ignored", "duplicate") and len(people.events("request.replied")) == 1


@pytest.mark.parametrize("where", ["In_Reply_To", "References", "Delivered_To"])
def test_the_reference_is_found_wherever_programs_keep_it(app: Flask, mailroom: Mailroom, where: str) -> None:
    number = file_request(app)
    ours = f"<message-9.{mailroom.reference(number)}@portal.yanhe.example>"
    many = " ".join(f"<{n}@x.example>" for n in range(10_000 if where == "References" else 1))
    value = f"{many} {ours.upper()}" if where != "Delivered_To" else f"reply+{mailroom.reference(number)}@yanhe.example"
    text = mail().as_bytes()
    assert mailroom.receive(f"{where.replace('_', '-')}: {value}\n".encode() + text).state == "taken"


def machine(**headers: str) -> Callable[[str], bytes]:
    return lambda reference: raw(reference, **headers)


NESTED = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(400))
ODD: dict[str, tuple[Callable[[str], bytes], str, str]] = {
    "absence": (machine(Auto_Submitted="auto-replied"), "ignored", "automatic"),
    "absence, qq": (machine(Subject="自动回复：SR"), "ignored", "automatic"),
    "exchange": (machine(X_Auto_Response_Suppress="All"), "ignored", "automatic"),
    "list": (machine(Precedence="bulk"), "ignored", "bulk"),
    "bounce": (machine(Return_Path="<>"), "ignored", "bounce"),
    "bounce by name": (machine(sender="MAILER-DAEMON@mail.example"), "ignored", "bounce"),
    "our own": (machine(Message_ID="<message-3@portal.yanhe.example>"), "ignored", "our_own"),
    "from ourselves": (machine(sender="noreply@yanhe.example"), "ignored", "our_own"),
    "somebody else": (machine(sender=OWNER), "aside", "other_sender"),
    "neighbour": (machine(sender=NEIGHBOUR), "aside", "other_sender"),
    "stranger": (machine(sender="x@elsewhere.example"), "aside", "stranger"),
    "colleague": (machine(sender=SERVICE), "aside", "from_staff"),
    "two senders": (lambda ref: raw(ref).replace(b"From: ", b"From: x@y.example\nFrom: "), "aside", "odd_sender"),
    "a sender within a name": (machine(sender=f'"{MEMBER}" <x@elsewhere.example>'), "aside", "stranger"),
    "no sender": (lambda ref: raw(ref).replace(b"From: ", b"X-From: "), "aside", "odd_sender"),
    "no reference": (lambda ref: raw(""), "aside", "no_reference"),
    "changed seal": (lambda ref: raw(f"{ref[:-1]}{'a' if ref[-1] != 'a' else 'b'}"), "aside", "bad_reference"),
    "changed number": (lambda ref: raw(ref.replace("0001.", "0002.")), "aside", "bad_reference"),
    "only quoted": (lambda ref: raw(ref, text="> 旧话\n> 旧话"), "aside", "no_words"),
    "nested": (lambda ref: raw(ref).replace(b"Content-Type: text/plain", NESTED.encode()), "aside", "too_nested"),
    "parts": (lambda ref: raw(ref) + b"\n--b\n\n" * 10_001, "aside", "too_nested"),
    "comments in comments": (lambda ref: raw(ref).replace(b"From: ", b"From: " + b"(" * 1_900), "aside", "odd_sender"),
    "endless head": (lambda ref: b"X-A: " + b"b" * 300_000 + b"\n" + raw(ref), "aside", "odd_head"),
    "lines": (lambda ref: raw(ref) + b"\n" * 400_001, "aside", "too_nested"),
    "nothing at all": (lambda ref: b"", "aside", "odd_sender"),
    "noise": (lambda ref: bytes(range(256)) * 40, "aside", "odd_sender"),
}  # fmt: skip
FINE: dict[str, Callable[[str], bytes]] = {
    "html only": lambda ref: raw(ref).replace(b"text/plain", b"text/html"),
    "utf-7": lambda ref: raw(ref, text="x").replace(b'utf-8"', b'utf-7"').replace(b"\nx", b"\n+UjCNJw-"),
    "header injection": lambda ref: raw(ref, Subject="a =?utf-8?q?=0D=0ABcc:_x=40y.example?="),
    "broken base64": lambda ref: raw(ref, text="坏了的编码").replace(b"Content-Transfer-Encoding: base64", b"X: y", 1),
    "auto-submitted: no": machine(Auto_Submitted="no"),
    "semicolons": lambda ref: raw(ref, text="没有边界").replace(b"text/plain;", b"multipart/x" + b";" * 200_000),
}


def test_what_does_not_land_says_why_and_nothing_stops_the_next(app: Flask, mailroom: Mailroom) -> None:
    number = file_request(app)
    reference = mailroom.reference(number)
    for make, _, _ in ODD.values():
        mailroom.put(make(reference))
    mailroom.put(b"Subject: x\n\n", size=30_000_000)
    mailroom.put(None, size=500)
    mailroom.put(None, size=0)  # gone before it was fetched
    assert mailroom.judge() == len(ODD) + 2
    found = {name: (row.state, row.why) for name, row in zip(ODD, mailroom.rows(), strict=False)}
    assert found == {name: (state, why) for name, (_, state, why) in ODD.items()}
    assert [(row.state, row.why) for row in mailroom.rows()[len(ODD) :]] == [
        ("aside", "too_large"), ("aside", "not_fetched"),
    ]  # fmt: skip
    assert said(app, number) == []
    for name, make in FINE.items():
        row = mailroom.receive(make(reference))
        assert row.state == "taken" and "\n" not in row.subject, name
    assert len(said(app, number)) == len(FINE)


@pytest.mark.parametrize(
    ("results", "why"),
    [
        (["mx.yanhe.example; dmarc=pass header.from=minchuan.example"], ""),
        (["mx.yanhe.example; dmarc=fail (p=reject dis=none) header.from=minchuan.example"], "not_verified"),
        (["mx.yanhe.example; spf=softfail; dmarc=none"], "not_verified"),
        (["mx.yanhe.example; spf=fail; dkim=pass header.d=minchuan.example"], ""),
        (["mx.yanhe.example; spf=pass smtp.mailfrom=dmarc=pass@evil.example; dmarc=fail"], "not_verified"),
        (["mx.yanhe.example; spf=softfail smtp.mailfrom=dkim=pass@evil.example; dkim=none"], "not_verified"),
        (['mx.yanhe.example; spf=softfail smtp.mailfrom="x; dkim=pass;"@evil.example; dmarc=none'], "not_verified"),
        (["mx.yanhe.example; spf=softfail (of (x) ; dkim=pass; ) smtp.mailfrom=evil.example"], "not_verified"),
        (['mx.yanhe.example; spf=pass (of a"b@evil.example); dmarc=fail header.d="x'], "not_verified"),
        (["mx.yanhe.example; dkim=fail header.s=x; DKIM=pass header.d=minchuan.example (2048-bit; ok); spf=fail"], ""),
        (["mx.evil.example; dmarc=pass"], "no_verdict"),
        (["mx.yanhe.example; dmarc=fail", "mx.yanhe.example; dmarc=pass"], "not_verified"),
        ([], "no_verdict"),
    ],
)
def test_only_our_own_server_vouches_for_a_sender(
    app: Flask, mailroom: Mailroom, set_mail: Callable[..., None], results: list[str], why: str
) -> None:
    set_mail(mail_authserv_id="mx.yanhe.example")
    number = file_request(app)
    head = "".join(f"Authentication-Results: {value}\n" for value in results)
    row = mailroom.receive(head.encode() + raw(mailroom.reference(number)))
    assert (row.state, row.why) == (("aside", why) if why else ("taken", ""))


def test_who_may_no_longer_write_is_not_heard(app: Flask, mailroom: Mailroom) -> None:
    number = file_request(app)
    reference = mailroom.reference(number)
    viewer = mailroom.receive(raw(mailroom.reference(number, VIEWER), sender=VIEWER))
    with acting(app, OWNER) as uow:
        member = uow.session.scalars(select(Membership).join(Membership.login).where(Login.email == MEMBER)).one()
        member.end(by=uow.actor, at=uow.now)
    gone = mailroom.receive(raw(reference))
    assert {viewer.why, gone.why} == {"may_not_write"} and said(app, number) == []


def test_it_opens_what_may_be_opened_and_nothing_else(app: Flask, mailroom: Mailroom) -> None:
    resolved, closed, late, rejected = (file_request(app) for _ in range(4))
    for number in (resolved, closed, late):
        act(app, number, SERVICE, "resolve", outcome="已送达")
    for number in (closed, late):
        act(app, number, MEMBER, "confirm")
    act(app, rejected, SERVICE, "reject", reason="不在范围")
    with acting(app, OWNER) as uow:
        long_ago = {"closed_at": datetime.now(UTC) - timedelta(days=20)}
        uow.session.execute(update(ServiceRequest).where(ServiceRequest.number == late).values(long_ago))
    rows = [mailroom.receive(raw(mailroom.reference(number))) for number in (resolved, closed, late, rejected)]
    assert [row.state for row in rows] == ["taken", "taken", "aside", "aside"]
    assert [row.facts.get("code") for row in rows[2:]] == ["request.reopen_too_late", "request.wrong_state"]
    assert [state(app, number) for number in (resolved, closed, late, rejected)] == [
        "in_progress", "in_progress", "closed", "rejected",
    ]  # fmt: skip


def test_feedback_is_written_to_as_well(people: People, mailroom: Mailroom) -> None:
    with acting(people.app, MEMBER) as uow:
        account = uow.accounts.get("D-000101")
        number = uow.feedback.post(account, kind=FeedbackKind.SUGGESTION, subject="装箱单", text="请附电子版").number
    with acting(people.app, SERVICE) as uow:
        uow.feedback.get(number).answer(by=uow.actor, at=uow.now, text="下月起附上")
    reference = mailroom.reference(number)
    for text in ("本月就要。", "另外要盖章。"):
        assert mailroom.receive(raw(reference, text=text)).number == number
    assert len(people.events("feedback.disputed")) == len(people.events("feedback.replied")) == 1
    for who, path in ((OWNER, "/feedback/"), (SERVICE, "/staff/feedback/")):
        shown = people.sign_in(who).get(path + number).text
        assert "另外要盖章。" in shown and shown.count("来自邮件") == 2


def test_what_is_confidential_is_not_written_to_by_mail(people: People, mailroom: Mailroom) -> None:
    with acting(people.app, MEMBER) as uow:
        account = uow.accounts.get("D-000101")
        words = {"subtype": "integrity", "subject": "索要好处", "text": "有人要回扣"}
        number = uow.feedback.post(account, kind=FeedbackKind.COMPLAINT, **words).number
    row = mailroom.receive(raw(mailroom.reference(number), text="还有一人"))
    assert (row.state, row.why) == ("aside", "may_not_write")
    assert "还有一人" not in people.sign_in(MEMBER).get(f"/feedback/{number}").text


def test_a_loop_of_two_machines_runs_dry_and_a_stranger_silences_nobody(
    app: Flask, mailroom: Mailroom, set_mail: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "MOST_PER_HOUR", 3)
    number = file_request(app)
    reference = mailroom.reference(number)
    set_mail(mail_authserv_id="mx.yanhe.example")
    assert {mailroom.receive(raw("", text=f"假 {n}")).why for n in range(4)} == {"no_verdict"}
    set_mail(mail_authserv_id="")
    rows = [mailroom.receive(raw(reference, text=f"第 {n} 封")) for n in range(5)]
    assert [row.state for row in rows] == ["taken"] * 3 + ["ignored"] * 2 and rows[-1].why == "too_many"


def test_killed_at_any_point_it_lands_once(people: People, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    number = file_request(people.app)
    sent = raw(mailroom.reference(number))
    mailroom.put(sent)
    mailroom.put(sent, uid=1)  # kept, but the server was not told before the kill
    assert len(mailroom.rows()) == 1

    def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as during:
        during.setattr(judging.IncomingMail, "land", killed)
        with pytest.raises(SystemExit):
            mailroom.judge()
    assert said(people.app, number) == [] and mailroom.rows()[0].state == "new"
    assert mailroom.judge() == 1 and mailroom.judge() == 0
    assert said(people.app, number) == ["好的，明天等货。"] and len(people.events("request.replied")) == 1


def test_a_mail_that_trips_the_program_lies_aside_in_the_end(
    app: Flask, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "describe", lambda *_: 1 / 0)
    mailroom.put(raw(""))
    for _ in range(4):
        mailroom.judge()
    assert [(row.state, row.why) for row in mailroom.rows()] == [("aside", "stumbled")]


def test_a_reference_outlives_its_key(app: Flask, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    number = file_request(app)
    reference, settings = mailroom.reference(number), app.extensions["settings"]
    for keys, state in ((("n" * 40, *settings.secret_keys), "taken"), (("n" * 40,), "aside")):
        monkeypatch.setitem(app.extensions, "settings", replace(settings, secret_keys=keys))
        assert mailroom.receive(raw(reference, text=state)).state == state


def test_a_stranger_in_their_name_does_not_silence_them(
    app: Flask, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has no reference of theirs can fill the shelf of what lies aside, and nothing else."""
    monkeypatch.setattr(judging, "MOST_PER_HOUR", 3)
    number = file_request(app)
    for at in range(5):
        mailroom.put(raw("", text=f"第 {at} 封冒名信"))
    mailroom.put(raw(mailroom.reference(number), text="真的是我"))
    mailroom.judge()
    assert [row.why for row in mailroom.rows()] == ["no_reference"] * 3 + ["too_many"] * 2 + [""]
    assert said(app, number) == ["真的是我"]
