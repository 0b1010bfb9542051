"""Around the answer box: drafts, undo, who else is here, watchers (AZ2, AZ8, BI2, BI4)."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from portal.db.transaction import transaction
from portal.domain.people.changes import deactivate
from portal.domain.requests.composing import Draft, HeldAnswer, Presence
from portal.domain.requests.thread import Answer
from portal.domain.scope import EveryAccount
from portal.domain.sending import Sending
from portal.notify.answers_out import let_answers_out
from portal.notify.jobs import sweep
from tests.filing import DELIVERY, filed, hidden, pdf
from tests.notify.acts import dispatch_all, told
from tests.people import People, Person
from tests.statements import Counting

SERVICE, BUSINESS, FINANCE = "service@demo.example", "business@demo.example", "finance@demo.example"
LEGAL, QUALITY = "legal@demo.example", "quality@demo.example"
OWNER, MEMBER = "owner@minchuan.example", "member@minchuan.example"
MARK = "HELD-明早九点到"


@pytest.fixture
def undo(app: Flask) -> Any:
    """Answers are held for 15 seconds, as they are where nothing else is set."""
    settings = app.extensions["settings"]
    object.__setattr__(settings, "undo_send_seconds", 15)
    yield
    object.__setattr__(settings, "undo_send_seconds", 0)


def later(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


def let_out(app: Flask, seconds: float) -> int:
    """A round of the worker so many seconds from now."""
    with app.app_context():
        return let_answers_out(later(seconds))


def desk(people: People, number: str, who: str = SERVICE, **args: str) -> str:
    answer = people.sign_in(who).get(f"/staff/requests/{number}", query_string=args)
    assert answer.status_code == 200
    return answer.text


def post(people: People, number: str, act: str, data: dict[str, Any], who: str = SERVICE) -> Any:
    return people.sign_in(who).post(f"/staff/requests/{number}/{act}", data)


def poll(people: People, number: str, who: str, seen: int = 0) -> str:
    return asked_by(people.sign_in(who), number, seen)


def asked_by(person: Person, number: str, seen: int = 0) -> str:
    headers = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#desk_now"}
    answer = person.post(f"/staff/requests/{number}/presence", {"seen": str(seen)}, headers=headers)
    assert answer.status_code == 200 and "<html" not in answer.text
    return str(answer.text)


def box(page: str, name: str = "reply-text") -> str:
    return page.split(f'id="{name}"')[1].split(">", 1)[1].split("</textarea>")[0].strip()


def move_clock(people: People, table: Any, column: str, seconds: float) -> None:
    """As if so many seconds had passed since."""
    with people.backstage() as uow:
        for row in uow.session.scalars(select(table)):
            setattr(row, column, getattr(row, column) - timedelta(seconds=seconds))


def rows(people: People, table: Any) -> int:
    with people.backstage() as uow:
        return uow.session.scalar(select(func.count(table.id))) or 0


def everything_of(partner: Person, number: str) -> str:
    """What they read; the states a list can be narrowed to are no news."""
    pages = (partner.get(page).text for page in (f"/requests/{number}", "/requests/", "/", "/notifications/"))
    return re.sub(r"<option.*?</option>", "", "".join(pages))


def test_a_held_answer_is_nowhere_until_it_is_out_and_then_once(
    people: People, app: Flask, undo: None, statements: Counting
) -> None:
    number, partner = filed(people), people.sign_in(MEMBER)
    sent: dict[str, Any] = {"text": MARK, "resolve": "y", "promise_what": "HELD-送到", "promise_due": "2099-01-02"}
    assert post(people, number, "answers", sent).status_code == 422, "checked when it is sent, not when it goes out"
    due_on = (datetime.now(UTC) + timedelta(days=30)).strftime("%Y-%m-%d")
    sent |= {"promise_due": due_on, "files": pdf("发货单.pdf")}
    assert post(people, number, "answers", sent).status_code == 303

    assert let_out(app, 0) == let_out(app, 14) == 0
    dispatch_all(app)
    read = everything_of(partner, number)
    assert "HELD" not in read and "发货单" not in read and "已办结，请确认" not in read
    assert [event.kind for event in people.events() if event.number == number] == ["request.posted"]
    assert told(app, "request.answered") == set()
    ours = desk(people, number)
    assert MARK in ours and "发货单.pdf" in ours and "/answers/undone" in ours
    assert "/answers/undone" not in desk(people, number, BUSINESS), "a colleague sees it, and cannot take it back"
    assert post(people, number, "answers/undone", {"held": "1"}, BUSINESS).status_code == 409

    with ThreadPoolExecutor(2) as workers:
        done = list(workers.map(lambda _: let_out(app, 16), range(4)))
    assert sum(done) == 1 and rows(people, HeldAnswer) == 0
    kinds = [event.kind for event in people.events() if event.number == number]
    assert kinds == ["request.posted", "request.answered", "request.resolved"]
    [answered] = people.events("request.answered")
    with people.backstage() as uow:
        answer, row = uow.session.scalars(select(Answer)).one(), uow.requests.get(number)
        assert answer.at == row.answered_at < answered.at, "the promise is met when it was sent"
    dispatch_all(app)
    assert (MEMBER, "email") in told(app, "request.answered")
    page = partner.get(f"/requests/{number}").text
    assert MARK in page and "发货单.pdf" in page and "HELD-送到" in page
    assert post(people, number, "answers/undone", {"held": "1"}).status_code == 409


def test_undo_puts_everything_back_and_nothing_ever_happened(people: People, app: Flask, undo: None) -> None:
    number = filed(people)
    due_on = (datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%d")
    post(people, number, "answers", {"text": MARK, "resolve": "y", "promise_what": "回电", "promise_due": due_on})
    held = hidden(desk(people, number), "held", f"/staff/requests/{number}/answers/undone")
    back = post(people, number, "answers/undone", {"held": held})
    assert back.status_code == 303 and back.headers["Location"].endswith("tab=reply")
    page = desk(people, number, tab="reply")
    assert box(page) == MARK and due_on in page and "回电" in page
    assert 'checked id="reply-resolve"' in page or 'id="reply-resolve" name="resolve" type="checkbox" value="y"' in page
    assert let_out(app, 60) == 0
    assert [event.kind for event in people.events() if event.number == number] == ["request.posted"]
    assert post(people, number, "answers/undone", {"held": held}).status_code == 409
    assert MARK not in everything_of(people.sign_in(MEMBER), number)


def test_a_worker_that_dies_halfway_has_done_nothing(
    people: People, app: Flask, undo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = filed(people)
    post(people, number, "answers", {"text": MARK})

    def die(*_: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as killed, pytest.raises(SystemExit):
        killed.setattr(Sending, "_move_files", die)
        let_out(app, 16)
    assert not people.events("request.answered") and rows(people, Answer) == 0 and rows(people, HeldAnswer) == 1
    assert [let_out(app, 3600), let_out(app, 3600)] == [1, 0]
    assert len(people.events("request.answered")) == rows(people, Answer) == 1


def test_who_reads_lets_it_out_without_a_worker(people: People, undo: None, statements: Counting) -> None:
    for reader in ("partner", "desk", "poll"):
        number = filed(people)
        post(people, number, "answers", {"text": MARK})
        move_clock(people, HeldAnswer, "goes_out_at", 16)
        if reader == "partner":
            assert MARK in people.sign_in(MEMBER).get(f"/requests/{number}").text
        elif reader == "desk":
            assert "/answers/undone" not in desk(people, number, BUSINESS)
        else:
            assert "已经发出" in poll(people, number, SERVICE)
        assert len([one for one in people.events("request.answered") if one.number == number]) == 1


def test_what_the_partner_writes_meanwhile_is_not_answered_by_it(people: People, app: Flask, undo: None) -> None:
    number = filed(people)
    post(people, number, "answers", {"text": MARK, "resolve": "y"})
    people.sign_in(MEMBER).post(f"/requests/{number}/answers", {"text": "又少了两件"})
    let_out(app, 16)
    with people.backstage() as uow:
        row = uow.requests.get(number)
        said = uow.session.scalars(select(Answer.at).where(Answer.from_staff.is_(False))).one()
        assert (row.state, row.unanswered_since) == ("in_progress", said) and row.next_due_at


def test_an_answer_to_what_ended_meanwhile_comes_back_to_its_writer(people: People, app: Flask, undo: None) -> None:
    number = filed(people)
    post(people, number, "answers", {"text": MARK})
    people.sign_in(MEMBER).post(f"/requests/{number}/cancellation")
    with people.backstage() as uow:
        held_id = uow.session.scalars(select(HeldAnswer.id)).one()
        assert not Sending(uow).let_out(held_id), "not before its time, whoever asks"
    assert let_out(app, 16) == 1 and rows(people, HeldAnswer) == 0
    dispatch_all(app)
    assert told(app, "request.answer_returned") == {(SERVICE, "inbox")} and not people.events("request.answered")
    page = desk(people, number, tab="reply")
    assert box(page) == MARK and "没有发出" in page
    assert MARK not in everything_of(people.sign_in(MEMBER), number)


def test_a_draft_is_its_writers_alone_and_leaves_no_event(people: People, statements: Counting) -> None:
    number, writer = filed(people), people.sign_in(SERVICE)
    count, headers = len(people.events()), {"HX-Request": "true", "HX-Request-Type": "partial"}
    address = f"/staff/requests/{number}/drafts"
    form_id = hidden(desk(people, number), "form_id", f"/staff/requests/{number}/answers")
    with statements() as asked:
        kept = writer.post(
            address, {"kind": "answer", "text": "DRAFT-想好了", "form_id": form_id},
            headers={**headers, "HX-Target": "span#draft_answer"},
        )  # fmt: skip
    assert kept.status_code == 200 and "草稿已保存" in kept.text and "<html" not in kept.text and len(asked) <= 5
    assert writer.post(address, {"kind": "note", "text": "DRAFT-记一笔"}).status_code == 303, "without a script"
    assert len(people.events()) == count
    again = desk(people, number)  # another browser
    assert box(again) == "DRAFT-想好了" and box(again, "note-text") == "DRAFT-记一笔"
    for colleague in (BUSINESS, FINANCE, "admin@demo.example"):
        assert "DRAFT" not in desk(people, number, colleague)
    assert "DRAFT" not in everything_of(people.sign_in(MEMBER), number)
    assert post(people, number, "drafts", {"kind": "answer", "text": "偷改"}, MEMBER).status_code == 404
    assert post(people, number, "drafts", {"kind": "letter", "text": "x"}).status_code == 422
    assert post(people, number, "drafts", {"kind": "note", "text": "x" * 20_001}).status_code == 422

    assert post(people, number, "drafts/removals", {"kind": "note"}).status_code == 303
    gone = desk(people, number)
    assert box(gone, "note-text") == "" and "草稿已丢弃" in gone
    post(people, number, "drafts/returns", {"kind": "note"})
    assert box(desk(people, number), "note-text") == "DRAFT-记一笔"

    post(people, number, "answers", {"text": "DRAFT-想好了", "form_id": form_id})
    late = writer.post(address, {"kind": "answer", "text": "DRAFT-想好", "form_id": form_id})
    assert late.status_code == 303
    after = desk(people, number)
    assert box(after) == "" and box(after, "note-text") == "DRAFT-记一笔", "sent is sent, also for what was on its way"


def test_who_is_here_shows_for_25_seconds_and_does_not_grow(people: People, app: Flask, statements: Counting) -> None:
    number = filed(people)
    assert poll(people, number, SERVICE).strip() == ""
    poll(people, number, BUSINESS)
    person = people.sign_in(SERVICE)
    with statements() as asked:
        seen = asked_by(person, number)
    with statements() as whole:
        person.get(f"/staff/requests/{number}")
    assert len(asked) <= 5 and len(asked) <= 0.4 * len(whole)
    assert "周一帆" in seen and "在看" in seen and "田野" not in seen
    post(people, number, "drafts", {"kind": "answer", "text": "我来答"}, BUSINESS)
    seen = poll(people, number, SERVICE)
    assert "正在写答复" in seen and "我来答" not in seen and "周一帆" in desk(people, number)
    move_clock(people, Draft, "saved_at", 26)
    assert "在看" in poll(people, number, SERVICE)
    move_clock(people, Presence, "seen_at", 26)
    assert "周一帆" not in poll(people, number, SERVICE)
    assert rows(people, Presence) == 2, "one row for each person and request, however often they ask"
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        sweep(session, later(600))
        assert session.scalar(select(func.count(Presence.id))) == 0
        session.execute(update(Draft).values(discarded_at=later(0)))
        sweep(session, later(2 * 86400))
        assert session.scalar(select(func.count(Draft.id))) == 0


def test_an_answer_is_not_sent_past_a_newer_one(people: People, undo: None) -> None:
    number = filed(people)
    action = f"/staff/requests/{number}/answers"
    seen = hidden(desk(people, number), "seen", action)
    people.sign_in(MEMBER).post(f"/requests/{number}/answers", {"text": "已经到了。"})
    assert "1 条新消息" in poll(people, number, SERVICE, int(seen))
    refused = post(people, number, "answers", {"text": "我写了很久", "seen": seen})
    assert refused.status_code == 409 and box(refused.text) == "我写了很久"
    assert "已经到了。" in refused.text and "您开始写之后的新消息" in refused.text and "仍然发送" in refused.text
    seen = hidden(refused.text, "seen", action)

    assert post(people, number, "answers", {"text": "同事先到", "seen": seen}, BUSINESS).status_code == 303
    crossing = post(people, number, "answers", {"text": "我写了很久", "seen": seen})
    assert crossing.status_code == 409 and "同事先到" in crossing.text and "周一帆" in crossing.text
    anyway = post(people, number, "answers", {"text": "我写了很久", "seen": seen, "anyway": "yes"})
    assert anyway.status_code == 303 and rows(people, HeldAnswer) == 2
    own = post(people, number, "answers", {"text": "还有一句", "seen": seen, "anyway": "yes"})
    assert own.status_code == 303, "one's own answer is no news"


def test_watchers_hear_of_what_the_assignee_hears(people: People, app: Flask) -> None:
    number = filed(people)
    assert post(people, number, "watching", {"watch": "yes"}, FINANCE).status_code == 303
    assert post(people, number, "watching", {"watch": "yes"}, FINANCE).status_code == 303
    assert post(people, number, "watching", {"watch": "yes"}, MEMBER).status_code == 404
    assert 'aria-pressed="true"' in desk(people, number, FINANCE) and "Watch" not in desk(people, number)
    post(people, number, "answers", {"text": "好的。"})
    post(people, number, "state", {"verb": "wait_for_supplier"})
    dispatch_all(app)
    kinds = ("request.answered", "request.waiting")
    assert all((FINANCE, "inbox") in told(app, kind) for kind in kinds) and (FINANCE, "email") not in told(
        app, kinds[0]
    )
    post(people, number, "watching", {"watch": "no"}, FINANCE)
    post(people, number, "state", {"verb": "resume"})
    people.sign_in(MEMBER).post(f"/requests/{number}/answers", {"text": "谢谢"})
    dispatch_all(app)
    assert (FINANCE, "inbox") not in told(app, "request.replied")


def test_a_colleague_called_in_a_note_is_told_within_their_reach_only(people: People, app: Flask) -> None:
    number = filed(people)
    with people.backstage() as uow:
        for staff in uow.people.staff():
            if staff.login.email in (LEGAL, QUALITY):  # nothing of Minchuan's is theirs
                staff.reach, staff.provinces = "region", ["440000"]
    writer = people.sign_in(SERVICE)
    choices = f"/staff/requests/{number}/colleagues"
    asked = {"": 5, "zyf": ["周一帆"], "Zhou": ["周一帆"], "衡": ["吴衡", "陈立衡"], "田": [], "沈": []}
    for typed, names in asked.items():
        piece = writer.get(choices, query_string={"q": typed}).text
        found = re.findall('data-name="(.*?)"', piece)
        assert len(found) == names if isinstance(names, int) else sorted(found) == sorted(names), (typed, found)
    assert people.sign_in(MEMBER).get(choices).status_code == 404
    assert people.sign_in(LEGAL).get(choices).status_code == 404

    post(people, number, "watching", {"watch": "yes"}, FINANCE)
    note = {"text": "@周一帆 请看，＠吴衡核一下<b>，@沈立言 知悉"}
    told_back = writer.post(f"/staff/requests/{number}/notes", note, follow_redirects=True).text
    assert "已在收件箱告知：周一帆、吴衡" in told_back and "未告知，因为他们不负责这家客户：沈立言" in told_back
    assert '<b class="called">@周一帆</b> 请看，<b class="called">＠吴衡</b>核一下&lt;b&gt;' in told_back
    [noted] = people.events("request.noted")
    assert noted.facts["called"] == [int(people.staff_id(BUSINESS)), int(people.staff_id(FINANCE))]
    dispatch_all(app)
    assert told(app, "request.called") == {(BUSINESS, "inbox"), (FINANCE, "inbox")}
    assert told(app, "request.noted") == set(), "nobody twice, though one of them watches it"
    assert "同事在备注中提到您" in people.sign_in(BUSINESS).get("/staff/notifications/").text
    assert 'aria-pressed="false"' in desk(people, number, BUSINESS), "whoever is called may watch, and is not made to"
    assert "核一下" not in everything_of(people.sign_in(MEMBER), number)


def test_whoever_watched_what_was_merged_watches_what_it_goes_on_in(people: People, app: Flask) -> None:
    first, second = filed(people), filed(people)
    post(people, second, "watching", {"watch": "yes"}, FINANCE)
    post(people, second, "merging", {"into": first})
    assert 'aria-pressed="true"' in desk(people, first, FINANCE)
    pressed = post(people, second, "watching", {"watch": "yes"}, BUSINESS)
    assert pressed.headers["Location"].endswith(first), "the button of the old number acts where it goes on"
    assert all('aria-pressed="true"' in desk(people, one, BUSINESS, own="1") for one in (first, second))
    post(people, first, "answers", {"text": "一并答复。"})
    dispatch_all(app)
    assert {(FINANCE, "inbox"), (BUSINESS, "inbox")} <= told(app, "request.answered")
    post(people, first, "watching", {"watch": "no"}, FINANCE)
    assert all('aria-pressed="false"' in desk(people, one, FINANCE, own="1") for one in (first, second))
    post(people, second, "parting", {})
    assert 'aria-pressed="true"' in desk(people, first, BUSINESS) and 'aria-pressed="false"' in desk(people, second)


@pytest.mark.parametrize(("came_by", "status", "words"), [("wechat", 303, "微信"), ("pigeon", 422, "")])
def test_filing_for_a_partner_says_how_it_came(people: People, came_by: str, status: int, words: str) -> None:
    sent = people.sign_in(SERVICE).post(
        "/staff/requests/",
        {**DELIVERY, "account": "D-000101", "came_by": came_by},
    )
    assert sent.status_code == status
    if status == 303:
        number = sent.headers["Location"].rsplit("/", 1)[1]
        assert words in desk(people, number)
        assert [event.facts["channel"] for event in people.events("request.posted")] == [came_by]


def test_who_has_left_says_nothing_more_to_a_partner(people: People, app: Flask, undo: None) -> None:
    number = filed(people)
    post(people, number, "answers", {"text": MARK})
    with people.backstage() as uow:
        writer = next(one for one in uow.people.staff() if one.login.email == SERVICE)
        deactivate(uow, writer)
    assert let_out(app, 16) == 1 and rows(people, HeldAnswer) == 0 and rows(people, Answer) == 0
    assert len(people.events("request.answer_returned")) == 1 and not people.events("request.answered")
    assert MARK not in everything_of(people.sign_in(MEMBER), number)
    with people.backstage() as uow:
        assert uow.session.scalars(select(Draft.text)).all() == [MARK]
