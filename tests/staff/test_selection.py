"""Several requests at once: all of them or none, each with its own event, and the page says which stood in the way."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.people.models import Login, Staff
from tests.filing import filed
from tests.people import People, Person

SERVICE, BUSINESS = "service@demo.example", "business@demo.example"
LIST = "view=open&category=delivery_query"


def ticked(person: Person, *numbers: str, act: str = "assign") -> list[str]:
    """What stands ticked on the page of these requests: number and version."""
    page = person.get("/staff/requests/selection", query_string={"chosen": numbers, "act": act, "list": LIST}).text
    return re.findall(r'name="chosen" value="([^"]+)" checked', page)


def acts(people: People) -> list[tuple[str, str]]:
    """What was done to which request, but for its filing."""
    return [(each.kind, each.number) for each in people.events() if each.subject == "service_request"
            and each.kind != "request.posted"]  # fmt: skip


def test_some_are_given_to_a_colleague(people: People) -> None:
    one, two, three = (filed(people) for _ in range(3))
    desk, staff_id = people.sign_in(SERVICE), people.staff_id(BUSINESS)
    listed = desk.get("/staff/requests/").text
    assert re.findall(r'name="chosen" value="([^"]+)"', listed) == [one, two, three]
    desk.post(f"/staff/requests/{three}/assignment", {"staff": staff_id})
    chosen = ticked(desk, one, three)
    assert [each.partition(".")[0] for each in chosen] == [one, three]
    answer = desk.post("/staff/requests/assignments", {"chosen": chosen, "staff": staff_id, "list": LIST})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/staff/requests/?{LIST}")
    assert "1 件请求已交给周一帆" in desk.get(answer.headers["Location"]).text
    assert acts(people) == [("request.assigned", three), ("request.assigned", one)]  # whoever has it has it already
    with people.backstage() as uow:
        held = {each.number: each.desk.assignee_id for each in uow.together.chosen([one, two, three])}
    assert held == {one: int(staff_id), two: None, three: int(staff_id)}


def test_closing_tells_each_partner_why(people: People) -> None:
    fresh, done = filed(people), filed(people, "owner@yueqiao.example", contract="D-2026-012")
    desk = people.sign_in(SERVICE)
    desk.post(f"/staff/requests/{done}/answers", {"text": "办好了。", "resolve": "y"})
    before = len(acts(people))
    chosen = ticked(desk, fresh, done, act="close")
    reason = "系统里重复登记，并入电话里说的那一件。"
    assert desk.post("/staff/requests/closings", {"chosen": chosen, "reason": "", "list": LIST}).status_code == 422
    assert desk.post("/staff/requests/closings", {"chosen": chosen, "reason": reason}).status_code == 303
    assert acts(people)[before:] == [
        ("request.resolved", fresh), ("request.closed", fresh), ("request.answered", done), ("request.closed", done),
    ]  # fmt: skip
    for who, number in (("member@minchuan.example", fresh), ("owner@yueqiao.example", done)):
        page = people.sign_in(who).get(f"/requests/{number}").text
        assert reason in page and "已结束" in page


def _closed(people: People, number: str) -> None:
    people.sign_in("member@minchuan.example").post(f"/requests/{number}/cancellation")


def _answered(people: People, number: str) -> None:
    people.sign_in(BUSINESS).post(f"/staff/requests/{number}/answers", {"text": "我来办。"})


def _taken(people: People, number: str) -> None:
    people.sign_in(BUSINESS).post(f"/staff/requests/{number}/assignment", {"staff": people.staff_id(BUSINESS)})


def _given_again(people: People, number: str) -> None:
    """The state stays, the hands change."""
    admin = people.sign_in("admin@demo.example")
    admin.post(f"/staff/requests/{number}/assignment",
               {"staff": people.staff_id(SERVICE), "holder": people.staff_id(BUSINESS)})  # fmt: skip


def _out_of_reach(people: People, number: str) -> None:
    with people.backstage() as uow:
        uow.session.scalars(select(Staff).join(Login).where(Login.email == SERVICE)).one().reach = "own"
        service = uow.session.scalars(select(Staff).join(Login).where(Login.email == SERVICE)).one()
        uow.session.scalars(select(Account).where(Account.number == "D-000102")).one().business_manager_id = service.id


@pytest.mark.parametrize("act", ["assign", "close"])
@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        (_answered, "期间有人改动过"), (_given_again, "期间有人改动过"),
        (_closed, ""), (_out_of_reach, "没有这件请求，或您看不到它"),
    ],
)  # fmt: skip
def test_one_that_stands_in_the_way_keeps_all_as_they_are(people: People, act: str, meanwhile: Any, said: str) -> None:
    number, other = filed(people), filed(people, "owner@yueqiao.example", contract="D-2026-012")
    desk = people.sign_in(SERVICE)
    if meanwhile is _given_again:
        _taken(people, number)
    chosen = ticked(desk, other, number)
    meanwhile(people, number)
    before = acts(people)
    address, facts = {
        "assign": ("/staff/requests/assignments", {"staff": people.staff_id("admin@demo.example")}),
        "close": ("/staff/requests/closings", {"reason": "重复登记。"}),
    }[act]
    answer = desk.post(address, {"chosen": chosen, "list": LIST, **facts})
    assert answer.status_code == 409 and "什么都没有改动：1 件请求挡住了" in answer.text
    assert acts(people) == before
    assert number in answer.text and said in answer.text
    still = re.findall(r'name="chosen" value="(SR-[0-9-]+)\.[0-9]+" checked', answer.text)
    assert set(still) == ({other} if meanwhile is _out_of_reach else {other, number})
    if act == "close":
        assert "重复登记。" in answer.text
    if meanwhile is _closed:  # its version is read anew, and its state stands in the way
        again = re.findall(r'name="chosen" value="([^"]+)" checked', answer.text)
        refused = desk.post(address, {"chosen": again, "list": LIST, **facts})
        assert refused.status_code == 409 and "不能这样做了" in refused.text and acts(people) == before


def test_nothing_too_much_or_nonsense_is_no_selection(people: People) -> None:
    desk = people.sign_in(SERVICE)
    for chosen in ([], ["' OR 1=1", "SR-1.1"], [f"SR-202611-{place:04d}.1" for place in range(101)]):
        facts = {"chosen": chosen, "staff": people.staff_id(SERVICE)}
        assert desk.post("/staff/requests/assignments", facts).status_code == 422
    assert desk.get("/staff/requests/selection").status_code == 200
    assert people.sign_in("owner@minchuan.example").post("/staff/requests/closings").status_code == 404
