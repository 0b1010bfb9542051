"""Kept replies: on three shelves, filled at the desk, never sent with a gap (AZ8, IN1, BI4)."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.filing import filed, hidden
from tests.people import People

SERVICE, BUSINESS, ADMIN = "service@demo.example", "business@demo.example", "admin@demo.example"
LATE = {"title": "致歉", "text": "{联系人|您}，{编号} 晚了，抱歉。{我}", "shelf": "own"}


def keep(people: People, who: str = SERVICE, **changes: Any) -> Any:
    return people.sign_in(who).post("/staff/canned-replies/", {**LATE, **changes})


def kept_at_desk(people: People, number: str, who: str) -> bool:
    return "致歉" in people.sign_in(who).get(f"/staff/requests/{number}").text


def address_of_the_one(people: People) -> str:
    listed = people.sign_in(SERVICE).get("/staff/canned-replies/").text
    [address] = set(re.findall(r"/staff/canned-replies/[0-9]+", listed))
    return str(address)


@pytest.mark.parametrize(
    ("keeper", "shelf", "seen_by"),
    [(SERVICE, "own", {SERVICE}), (SERVICE, "team:service", {SERVICE}), (ADMIN, "company", {SERVICE, BUSINESS, ADMIN})],
)
def test_a_shelf_is_its_peoples(people: People, keeper: str, shelf: str, seen_by: set[str]) -> None:
    number = filed(people)
    assert keep(people, keeper, shelf=shelf).status_code == 303
    assert {who for who in (SERVICE, BUSINESS, ADMIN) if kept_at_desk(people, number, who)} == seen_by
    [event] = people.events("canned.added")
    assert event.facts == {"title": "致歉", "shelf": shelf.partition(":")[0]}


def test_at_the_desk_it_comes_filled_into_the_answer(people: People) -> None:
    number = filed(people)
    keep(people)
    desk = people.sign_in(SERVICE).get(f"/staff/requests/{number}").text
    assert f"何晓岷，{number} 晚了，抱歉。田野" in desk
    link = desk.partition("canned=")[2].partition('"')[0]
    opened = people.sign_in(SERVICE).get(f"/staff/requests/{number}?canned={link}").text
    assert re.search(rf'<textarea[^>]*id="reply-text"[^>]*>\s*何晓岷，{number} 晚了', opened)
    assert people.sign_in(BUSINESS).get(f"/staff/requests/{number}?canned={link}").text.count("晚了，抱歉") == 0


def test_it_stands_only_at_requests_it_fits(people: People) -> None:
    number = filed(people)
    keep(people, categories=["training"])
    assert not kept_at_desk(people, number, SERVICE)


def test_nothing_is_sent_with_a_gap(people: People) -> None:
    number = filed(people)
    desk = people.sign_in(SERVICE)
    answered = desk.post(f"/staff/requests/{number}/answers", {"text": "{产品}明天到"})
    assert answered.status_code == 422 and "{产品}" in answered.text
    assert not people.events("request.answered")
    assert desk.post(f"/staff/requests/{number}/answers", {"text": "{笑脸}明天到"}).status_code == 303


def test_nobody_is_promised_a_moment_that_is_over(people: People) -> None:
    number = filed(people)
    keep(people, text="我们在{办结时限|约好的时间}前办结")
    address = f"/staff/requests/{number}"
    assert "约好的时间" not in people.sign_in(SERVICE).get(address).text
    with people.backstage() as uow:
        uow.requests.at_desk(number).resolve_due_at = uow.now - timedelta(hours=1)
        uow.requests.at_desk(number).answer_due_at = uow.now - timedelta(hours=2)
    assert "我们在约好的时间前办结" in people.sign_in(SERVICE).get(address).text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "{名字}好"}, "联系人"),
        ({"title": ""}, "填"),
        ({"shelf": "company"}, "请从列表中选"),
        ({"shelf": "team:legal"}, "请从列表中选"),
    ],
)
def test_what_cannot_be_kept_comes_back(people: People, changes: dict[str, str], said: str) -> None:
    answered = keep(people, **changes)
    assert answered.status_code == 422 and said in answered.text
    assert not people.events("canned.added")


def test_others_may_use_it_and_only_its_people_change_it(people: People) -> None:
    keep(people, ADMIN, shelf="company")
    service, admin = people.sign_in(SERVICE), people.sign_in(ADMIN)
    address = address_of_the_one(people)
    assert "管理员" in service.get(address).text
    assert service.post(address, {**LATE, "version": "1"}).status_code == 422
    assert service.post(f"{address}/removal").status_code == 409
    changed = {
        **LATE,
        "shelf": "company",
        "text": "改了",
        "version": hidden(admin.get(address).text, "version", address),
    }
    assert admin.post(address, changed).status_code == 303
    assert admin.post(address, changed).status_code == 409  # somebody was faster
    assert admin.post(f"{address}/removal").status_code == 303
    assert [each.kind for each in people.events() if each.kind.startswith("canned")] == [
        "canned.added",
        "canned.changed",
        "canned.removed",
    ]


def test_ones_own_is_nobody_elses(people: People) -> None:
    keep(people)
    address = address_of_the_one(people)
    for stranger in (BUSINESS, ADMIN):
        assert people.sign_in(stranger).get(address).status_code == 404
        assert people.sign_in(stranger).post(f"{address}/removal").status_code == 404
