"""The call brief: twenty planted facts and nothing else, each leading to its page; one form writes what was said, what
was promised and when to talk again (AZ1, BI2)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.domain.care.models import CareDuty, Touch
from portal.domain.promises.models import Pledge
from tests.filing import hidden
from tests.people import People
from tests.staff.planted_brief import CARE, NOISE, NUMBER, TOLD, plant

PLACE = f"/staff/accounts/{NUMBER}"
POSTED = f"{PLACE}/calls"
LINE = re.compile(r'<a data-fact="(\w+)" href="([^"]+)">(.*?)</a>(.*?)(?=<a data-fact|</li>|</p>|</header>)', re.S)
SAID = "问了明年的任务和彩页，她下周给回话，另约时间见老板。"


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", markup).split())


@pytest.fixture
def contact_id(people: People) -> int:
    return plant(people)


def test_twenty_planted_facts_and_nothing_else(people: People, contact_id: int) -> None:
    care = people.sign_in(CARE)
    page = care.get(f"{PLACE}/brief").text
    body = page.split("<article", 1)[1].split("</article>")[0]
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, href, said, after in LINE.findall(body):
        found.setdefault(kind, []).append((words(said + after), href))
    assert {kind: len(lines) for kind, lines in found.items()} == {kind: len(said) for kind, said in TOLD.items()}
    assert sum(map(len, found.values())) == 20 == body.count("data-fact=")
    for kind, said in TOLD.items():
        for expected, (line, href) in zip(said, found[kind], strict=True):
            assert expected in line, (kind, line)
            assert care.get(href.replace("&amp;", "&").partition("#")[0]).status_code == 200, href
    assert NOISE not in body and "D-2025-900" not in body and "BR-209901-0002" not in body and "江老板" not in body
    told = words(body)
    for more in ("还剩 131 天", "4 天前", "¥4,569.25", "逾期 2 天", "答应了：书面解释返利口径", "金额已算定"):
        assert more in told, more
    assert "¥9,999.00" not in told, "only the sum that counts"


def test_one_form_writes_what_was_said_promised_and_when_to_talk_again(people: People, contact_id: int) -> None:
    care = people.sign_in(CARE)
    form = care.get(f"{PLACE}/brief?contact={contact_id}").text
    with people.backstage() as uow:
        soon, later, past = ((uow.today + timedelta(days=days)).isoformat() for days in (3, 9, -1))
    sent = {
        "form_id": hidden(form, "form_id", POSTED), "contact": hidden(form, "contact", POSTED), "type": "call",
        "content": SAID, "promise_what": "寄彩页五十份", "promise_due": soon, "next_on": later,
    }  # fmt: skip
    assert sent["contact"] == str(contact_id)
    for wrong in ({"content": ""}, {"next_on": past}, {"promise_due": past}, {"contact": "1"}, {"promise_due": ""}):
        answer = care.post(POSTED, {**sent, **wrong})
        assert answer.status_code == 422 and "寄彩页五十份" in answer.text, wrong
    assert care.post(POSTED, sent).headers["Location"].endswith("/staff/care/")
    assert care.post(POSTED, sent).status_code == 303, "sent twice is written once"
    with people.backstage() as uow:
        touch = uow.session.scalars(select(Touch).where(Touch.content == SAID)).one()
        pledge = uow.session.scalars(select(Pledge).where(Pledge.what == "寄彩页五十份")).one()
        assert (touch.pledge_id, touch.contact_id, touch.next_on.isoformat()) == (pledge.id, contact_id, later)
        due = {duty.rhythm: duty.due_on for duty in uow.session.scalars(select(CareDuty).join(CareDuty.account))
               if duty.account_id == touch.account_id}  # fmt: skip
        assert due["call"] == uow.today + timedelta(days=15) and due["agreed"].isoformat() == later
    logged = people.events("touch.logged")[-1]
    assert (logged.facts["promise"], logged.facts["next_on"]) == (pledge.number, later)
    assert [event.kind for event in people.events()][-2:] == ["pledge.given", "touch.logged"]
    page = care.get(f"{PLACE}/brief").text
    assert "答应了：寄彩页五十份" in page and "晚 5 天" not in page


def test_who_was_not_reached_stays_on_the_list(people: People, contact_id: int) -> None:
    care = people.sign_in(CARE)
    sent = {"form_id": "once", "contact": str(contact_id), "type": "call", "content": "", "missed": "1"}
    assert care.post(POSTED, sent).status_code == 303
    brief = care.get(f"{PLACE}/brief").text
    assert "晚 5 天" in brief and "未接通" in brief
    listed = care.get("/staff/care/").text
    assert f'href="{PLACE}/brief"' in listed, "the brief is one click from the list"
    assert people.sign_in("owner@minchuan.example").get(f"{PLACE}/brief").status_code == 404
