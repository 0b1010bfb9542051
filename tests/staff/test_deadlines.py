"""Notice deadlines on the internal face: groups, filters, reach, pages; a notice recorded settles its window (AZ3, AZ7,
AZ11, BI2, BI3)."""

import re
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from portal.domain import notice_days
from portal.domain.contracts.notices_given import NoticeGiven
from portal.domain.people.models import Staff
from portal.domain.work import SHANGHAI
from tests.notify.agreements import OPTION, OURS, RENEWAL, SOLE, agree
from tests.people import People

PATH, BUSINESS, LEGAL = "/staff/contracts/deadlines", "business@demo.example", "legal@demo.example"
NUMBERS = {"D-2026-500", "D-2026-501", "U-2026-502", "U-2026-503"}


def today() -> date:
    return datetime.now(SHANGHAI).date()


def end_in(days: int) -> date:
    return today() + timedelta(days=days)


@pytest.fixture(autouse=True)
def _agreements(people: People) -> None:
    """Last days of notices in 5, 25, 75 and 105 days."""
    with people.backstage() as uow:
        for number in ("D-2026-011", "D-2026-012"):
            uow.contracts.get(number).terminated_on = date(2026, 1, 2)
        agree(uow, "D-2026-500", end_in(65), {"auto_renewal": RENEWAL})
        agree(uow, "D-2026-501", end_in(70), {"extension_option": OPTION}, account="D-000102")
        agree(uow, "U-2026-502", end_in(120), {"extension_option": OURS}, account="S-000001", side="upstream")
        agree(uow, "U-2026-503", end_in(166), {"sole_negotiation": SOLE}, account="S-000001", side="upstream")


def listed(body: str) -> list[tuple[str, list[str]]]:
    """The groups of the page: title and the contract numbers in order."""
    found = re.findall(r'<h2 id="h-group-\d">(.*?)</h2>(.*?)</section>', body, re.S)
    return [(title, re.findall(r'<span class="code">([DU]-[0-9-]+)</span>', rows)) for title, rows in found]


def test_what_is_near_stands_first(people: People) -> None:
    body = people.sign_in(BUSINESS).get(PATH).text
    groups = listed(body)
    assert groups[0] == ("未来 7 天", ["D-2026-500"]) and groups[1] == ("8 到 30 天", ["D-2026-501"])
    later = groups[2][1]
    # the ends within 180 days stand among them
    assert later == ["D-2026-500", "D-2026-501", "U-2026-502", "U-2026-503", "U-2026-502", "U-2026-503"]
    assert "否则自动续约 12 个月" in body and "category=contract_extension" in body


@pytest.mark.parametrize(
    "query, numbers",
    [
        ("side=upstream", {"U-2026-502", "U-2026-503"}),
        ("side=downstream", {"D-2026-500", "D-2026-501"}),
        ("by=us&side=downstream", {"D-2026-500", "D-2026-501"}),
        ("whose=all", NUMBERS),
        ("whose=mine", NUMBERS),
        ("side=sideways&by=nobody&whose=nobody&after=!!&before=bm90aGluZw", NUMBERS),
    ],
)
def test_filters(people: People, query: str, numbers: set[str]) -> None:
    found = listed(people.sign_in(BUSINESS).get(f"{PATH}?{query}").text)
    assert {number for _, rows in found for number in rows} == numbers


def test_who_must_act(people: People) -> None:
    partner = people.sign_in(BUSINESS).get(f"{PATH}?by=partner").text
    assert listed(partner)[1] == ("8 到 30 天", ["D-2026-501"])
    ours = dict(listed(people.sign_in(BUSINESS).get(f"{PATH}?by=us").text))
    assert "8 到 30 天" not in ours  # the option there is the partner's alone


def test_mine_and_reach(people: People) -> None:
    legal = people.sign_in(LEGAL)
    assert {number for _, rows in listed(legal.get(PATH).text) for number in rows} == NUMBERS
    empty = legal.get(f"{PATH}?whose=mine").text
    assert listed(empty) == [] and "这里近期没有通知日" in empty
    with people.backstage() as uow:
        uow.session.execute(update(Staff).where(Staff.title == "legal").values(reach="own"))
        post = uow.session.scalars(select(Staff.id).where(Staff.title == "legal")).one()
        uow.accounts.get("D-000102").business_manager_id = post
    own = people.sign_in(LEGAL)
    assert {number for _, rows in listed(own.get(f"{PATH}?whose=all").text) for number in rows} == {"D-2026-501"}


def test_long_lists_come_in_pages(people: People) -> None:
    with people.backstage() as uow:
        for number in range(60):
            agree(uow, f"D-2026-6{number:02d}", end_in(400 - number), {"auto_renewal": RENEWAL})
    person, seen, address = people.sign_in(BUSINESS), [], f"{PATH}?side=downstream"
    pages = 0
    while address:
        body = person.get(address).text
        seen += [number for _, rows in listed(body) for number in rows]
        older = re.search(r'rel="next" href="([^"]+)"', body)
        address, pages = older[1].replace("&amp;", "&") if older else "", pages + 1
    assert pages == 2 and len(seen) == 64
    newer = re.search(r'rel="prev" href="([^"]+)"', body)
    assert newer is not None
    before = [number for _, rows in listed(person.get(newer[1].replace("&amp;", "&")).text) for number in rows]
    assert before == seen[:50]


def test_today_counts_the_notice_days_of_my_accounts(people: People) -> None:
    assert "未来 30 天名下客户有 2 个通知日" in people.sign_in(BUSINESS).get("/staff/").text
    assert "未来 30 天名下客户没有通知日" in people.sign_in(LEGAL).get("/staff/").text


def record(people: People, name: str = LEGAL, number: str = "D-2026-500", **facts: str) -> tuple[int, str]:
    sent = {"window": "refuse|第 5 条", "side": "us", "arrived_on": today().isoformat(), **facts}
    answer = people.sign_in(name).post(f"/staff/contracts/{number}/notices", sent)
    return answer.status_code, answer.text


def test_the_count_is_kept_for_a_minute_and_a_recorded_notice_is_seen_at_once(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = people.sign_in(BUSINESS)
    assert "有 2 个通知日" in person.get("/staff/").text
    with people.backstage() as uow:
        uow.contracts.get("D-2026-501").terminated_on = date(2026, 1, 2)
    assert "有 2 个通知日" in person.get("/staff/").text
    monkeypatch.setattr(notice_days, "KEPT", timedelta(0))
    assert "有 1 个通知日" in person.get("/staff/").text
    monkeypatch.undo()
    assert record(people)[0] == 303
    assert "没有通知日" in person.get("/staff/").text


def test_a_recorded_notice_settles_its_window(people: People) -> None:
    assert record(people)[0] == 303
    person = people.sign_in(BUSINESS)
    groups = listed(person.get(PATH).text)
    assert "D-2026-500" not in [number for _, rows in groups for number in rows]  # the end is settled with it
    page = person.get("/staff/contracts/D-2026-500").text
    assert "已送达" in page and "登记已送达的通知" not in page
    (event,) = people.events("contract.notice_given")
    assert event.number == "D-2026-500" and event.actor_kind == "staff"
    assert {name: event.facts[name] for name in ("article", "window", "by_whom", "arrived_on")} == {
        "article": "第 5 条", "window": "refuse", "by_whom": "us", "arrived_on": today().isoformat(),
    }  # fmt: skip
    assert record(people)[0] in (409, 422)
    assert len(people.events("contract.notice_given")) == 1


@pytest.mark.parametrize(
    "facts, status, words",
    [
        ({"arrived_on": (date(2026, 1, 1) + timedelta(days=40000)).isoformat()}, 422, ""),
        ({"arrived_on": ""}, 422, "请填写"),
        ({"arrived_on": (datetime.now(SHANGHAI).date() + timedelta(days=2)).isoformat()}, 422, "还没有到"),
        ({"window": "ask|第 6 条"}, 422, ""),
        ({"window": "end|"}, 422, ""),
        ({"window": ""}, 422, ""),
        ({"side": "either"}, 422, ""),
        ({"number": "D-2026-501", "window": "ask|第 6 条", "side": "us"}, 422, "不由该方发出"),
        ({"number": "D-2026-501", "window": "ask|第 6 条", "side": "partner", "arrived_on": "2024-06-01"}, 422,
         "通知无效"),
        ({"name": BUSINESS}, 303, ""),
        ({"name": "service@demo.example"}, 404, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded(people: People, facts: dict[str, str], status: int, words: str) -> None:
    answer = record(people, **facts)
    assert answer[0] == status and words in answer[1]
    with people.backstage() as uow:
        assert len(uow.session.scalars(select(NoticeGiven)).all()) == (status == 303)


def test_a_letter_of_the_last_day_can_be_recorded_later(people: People) -> None:
    with people.backstage() as uow:
        agree(uow, "D-2026-510", end_in(58), {"auto_renewal": RENEWAL})
    assert record(people, number="D-2026-510", arrived_on=end_in(-2).isoformat())[0] == 303
    assert "已送达" in people.sign_in(BUSINESS).get("/staff/contracts/D-2026-510").text
