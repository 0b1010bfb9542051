"""Integrity complaints are confidential on every staff face, and there alone a writer may stay unnamed (E, AZ8)."""

import io
from collections.abc import Iterator
from typing import Any

from PIL import Image
from sqlalchemy import select

from portal.domain.attachments.models import Attachment, BackstageAttachment
from portal.domain.care.month import CareReport
from portal.domain.feedback.models import Feedback, FeedbackAnswer
from portal.notify.bot import BotPost
from tests.notify.acts import dispatch_all, messages
from tests.people import People, Person
from tests.staff.png import png

WRITER, COLLEAGUE = "member@minchuan.example", "owner@minchuan.example"
COMPLIANCE = ("admin@demo.example", "director@demo.example", "legal@demo.example")
OTHERS = ("service@demo.example", "care@demo.example")
CANARY, TOLD = "金丝雀礼金", "有人向我们索要好处，名叫某某。"
NAME = "何晓岷"


def give(people: People, **facts: Any) -> str:
    sent = {"kind": "complaint", "subtype": "complaint.integrity", "subject": CANARY, "text": TOLD,
            "contract": "D-2026-011", **facts}  # fmt: skip
    answer = people.sign_in(WRITER).post("/feedback/", sent)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rsplit("/", 1)[1]


def faces(person: Person) -> Iterator[tuple[str, str]]:
    """Everything that could show, count, find or take out feedback, and what it says."""
    shows = ("open", "late", "all")
    for address in (
        "/staff/", *(f"/staff/feedback/?show={show}" for show in shows), "/staff/accounts/D-000101",
        "/staff/accounts/D-000101?tab=feedback", "/staff/accounts/D-000101?tab=timeline", "/staff/contracts/D-2026-011",
        "/staff/find?q=礼金", "/staff/notifications/", "/staff/promises/?whose=all", "/staff/breaches/?show=all",
    ):  # fmt: skip
        yield address, person.get(address).text
    taken = person.post("/staff/exports/feedback?show=all", {"format": "csv"})
    yield "export", taken.data.decode("utf-8-sig") if taken.status_code == 200 else ""


def test_its_files_open_for_compliance_and_its_writer_alone(people: People) -> None:
    """By an address that somebody passed on: the row is within reach of every colleague, its feedback is not."""
    give(people, files=(png(), "证据.png"))
    with people.backstage() as uow:
        [ref] = uow.session.scalars(select(Attachment.ref).where(Attachment.subject == "feedback"))
    for address in (f"/attachments/{ref}", f"/attachments/{ref}/picture"):
        found = {who: people.sign_in(who).get(address).status_code for who in (*COMPLIANCE, *OTHERS, WRITER, COLLEAGUE)}
        assert found == {**dict.fromkeys((*COMPLIANCE, WRITER), 200), **dict.fromkeys((*OTHERS, COLLEAGUE), 404)}


def test_only_compliance_finds_it_anywhere(people: People) -> None:
    """By its number and its words; and no count that others see is moved by it."""
    number = give(people)
    people.sign_in(WRITER).post("/feedback/", {"kind": "praise", "subject": "谢谢", "text": "谢谢大家"})
    dispatch_all(people.app)
    for who in OTHERS:
        person = people.sign_in(who)
        seen = dict(faces(person))
        assert "谢谢" in seen["export"], "what is not confidential is there"
        assert not [address for address, text in seen.items() if number in text or CANARY in text or TOLD in text], who
        home = seen["/staff/"].split('href="#feedback"')[1]
        assert home.startswith("><b>1</b>"), who
        for act in ("owner", "call-backs", "ratings", "answers", "closings", "acknowledgements", "conversion"):
            assert person.post(f"/staff/feedback/{number}/{act}").status_code == 404, act
    for who in COMPLIANCE[2:]:
        seen = dict(faces(people.sign_in(who)))
        for address in ("/staff/", "/staff/feedback/?show=all", "/staff/accounts/D-000101?tab=feedback", "export"):
            assert number in seen[address], (who, address)
    told = {row.recipient.email for row in messages(people.app) if row.facts.get("number") == number}
    assert told == set(COMPLIANCE)
    with people.backstage() as uow:
        assert not uow.session.scalars(select(BotPost)).all()
        month = CareReport(uow).of(uow.today).feedback
        assert month["came"] == month["unanswered"] == 1, "the worker reads all, and writes down for others"


def test_it_is_given_to_compliance_alone_and_tells_no_sponsor(people: People) -> None:
    number, desk = give(people), people.sign_in(COMPLIANCE[2])
    give(people)
    assert not people.events("integrity.escalated"), "compliance knows; nobody else is told of a second one"
    owner = f"/staff/feedback/{number}/owner"
    assert desk.post(owner, {"staff": people.staff_id("care@demo.example")}).status_code == 422
    assert desk.post(owner, {"staff": people.staff_id(COMPLIANCE[2])}).status_code == 303
    assert [event.number for event in people.events("integrity.assigned")] == [number]


def test_a_writer_who_stays_unnamed_is_named_nowhere(people: People) -> None:
    refused = people.sign_in(WRITER).post("/feedback/", {
        "kind": "complaint", "subtype": "complaint.delivery", "subject": "慢", "text": "太慢了", "anonymous": "y",
    })  # fmt: skip
    assert refused.status_code == 422 and "只有廉洁投诉可以匿名" in refused.text
    number = give(people, anonymous="y")
    legal = people.sign_in("legal@demo.example")
    assert legal.post(f"/staff/feedback/{number}/answers", {"text": "正在核查。"}).status_code == 303
    writer = people.sign_in(WRITER)
    assert "正在核查。" in writer.get(f"/feedback/{number}").text
    assert writer.post(f"/feedback/{number}/disputes", {"text": "还在要。"}).status_code == 303
    assert people.sign_in(COLLEAGUE).get(f"/feedback/{number}").status_code == 404
    with people.backstage() as uow:
        mine = uow.session.scalars(select(FeedbackAnswer).where(FeedbackAnswer.text == "还在要。")).one()
        mine.by_mail, ref = True, "o" * 22
        uow.session.add(BackstageAttachment(
            account_id=mine.account_id, ref=ref, sha256="0" * 64, name="original.eml", size=1, at=uow.now,
            media_type="message/rfc822", subject="feedback_answer", subject_id=mine.id, added_by_id=mine.author_id,
        ))  # fmt: skip
    page = legal.get(f"/staff/feedback/{number}").text
    assert "匿名" in page and "还在要。" in page and NAME not in page
    assert ref not in page, "a mail as it came says whose it is"
    timeline = legal.get("/staff/accounts/D-000101?tab=timeline").text
    around = [part for part in timeline.split("<li") if number in part]
    assert around and not [part for part in around if NAME in part]
    mine = [event for event in people.events() if event.number == number and event.actor_kind == "partner"]
    assert len(mine) == 2 and not [event for event in mine if event.actor_login_id or event.address]
    with people.backstage() as uow:
        assert uow.session.scalars(select(Feedback.is_anonymous).where(Feedback.number == number)).one()


def photo(kind: str = "JPEG") -> bytes:
    """As a camera writes it: who took it, and where."""
    picture, out = Image.new("RGB", (40, 30), "teal"), io.BytesIO()
    exif = Image.Exif()
    exif[0x013B], exif[0x8825] = "He Xiaomin", {1: "N", 2: (30.0, 39.0, 0.0)}
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def hung(people: People, name: str, content: bytes, **facts: str) -> tuple[str, bytes]:
    """The name under which a photo on a new complaint comes to compliance, and its bytes."""
    give(people, files=(io.BytesIO(content), name), **facts)
    with people.backstage() as uow:
        ref, shown = uow.session.execute(select(Attachment.ref, Attachment.name).order_by(Attachment.id.desc())).first()
    return shown, people.sign_in("legal@demo.example").get(f"/attachments/{ref}").data


def test_files_of_an_unnamed_writer_tell_nobody_who_they_are(people: People) -> None:
    name = f"{NAME}的手机.jpg"
    shown, content = hung(people, name, photo())
    assert shown == name and b"He Xiaomin" in content, "whoever gives their name sends what they sent"
    shown, content = hung(people, name, photo(), anonymous="y")
    assert shown == "evidence-1.jpg" and b"He Xiaomin" not in content
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (40, 30) and not picture.getexif()
    shown, content = hung(people, f"{NAME}.txt", "说明".encode(), anonymous="y")
    assert shown == "evidence-1.txt" and content.decode() == "说明"
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 400
    sent = {"kind": "complaint", "subtype": "complaint.integrity", "subject": CANARY, "text": TOLD, "anonymous": "y"}
    answer = people.sign_in(WRITER).post("/feedback/", {**sent, "files": (io.BytesIO(heic), "a.heic")})
    assert answer.status_code == 422 and "JPEG" in answer.text
