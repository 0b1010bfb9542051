"""The inbox of either face (AZ1, AZ8)."""

import re

from flask import Flask

from tests.notify.acts import MEMBER, NEIGHBOUR, OWNER, SERVICE, answer, dispatch_all, file_request, messages
from tests.people import People, Person


def answered(app: Flask) -> str:
    number = file_request(app)
    answer(app, number)
    dispatch_all(app)
    return number


def message_id(app: Flask, email: str) -> int:
    return next(row.id for row in messages(app, channel="inbox") if row.recipient.email == email)


def unread(page: str) -> int:
    return len(re.findall("data-unread", page))


def bell(visitor: Person, address: str = "/notifications/") -> str:
    found = re.search(r'class="[^"]*bell"[^>]*aria-label="([^"]*)"', visitor.get(address).text)
    assert found
    return "".join(re.findall(r"\d+", found[1]))


def test_the_partner_sees_reads_and_opens(app: Flask, people: People) -> None:
    number = answered(app)
    member = people.sign_in(MEMBER)
    page = member.get("/notifications/").text
    assert number in page and "洛施坦 20 件到哪了" in page and unread(page) == 1
    assert bell(member) == "1"
    opened = member.post("/notifications/readings", {"message": message_id(app, MEMBER)})
    assert opened.status_code == 303 and opened.headers["Location"] == f"/requests/{number}"
    page = member.get("/notifications/").text
    assert unread(page) == 0 and f'href="/requests/{number}"' in page
    assert bell(member) == ""


def test_looking_changes_nothing(app: Flask, people: People) -> None:
    answered(app)
    member = people.sign_in(MEMBER)
    assert [unread(member.get("/notifications/").text) for _ in range(2)] == [1, 1]


def test_all_are_read_at_once(app: Flask, people: People) -> None:
    answered(app)
    answered(app)
    owner = people.sign_in(OWNER)
    assert unread(owner.get("/notifications/").text) == 2
    assert owner.post("/notifications/readings").status_code == 303
    assert unread(owner.get("/notifications/").text) == 0
    assert unread(people.sign_in(MEMBER).get("/notifications/").text) == 2


def test_the_neighbour_sees_and_opens_nothing(app: Flask, people: People) -> None:
    number = answered(app)
    neighbour = people.sign_in(NEIGHBOUR)
    assert number not in neighbour.get("/notifications/").text
    for own in (MEMBER, OWNER):
        assert neighbour.post("/notifications/readings", {"message": message_id(app, own)}).status_code == 404
    assert (
        people.sign_in(OWNER).post("/notifications/readings", {"message": message_id(app, MEMBER)}).status_code == 404
    )
    assert all(row.read_at is None for row in messages(app, channel="inbox"))


def test_staff_see_whose_it_is_and_open_it_on_their_face(app: Flask, people: People) -> None:
    number = file_request(app)
    dispatch_all(app)
    service = people.sign_in(SERVICE)
    page = service.get("/staff/notifications/").text
    assert number in page and "岷川医药" in page and bell(service, "/staff/notifications/") == "1"
    opened = service.post("/staff/notifications/readings", {"message": message_id(app, SERVICE)})
    assert opened.headers["Location"] == f"/staff/requests/{number}"


def test_an_empty_inbox_says_so(people: People) -> None:
    page = people.sign_in("viewer@minchuan.example").get("/notifications/")
    assert page.status_code == 200 and 'class="empty"' in page.text


def test_nonsense_in_the_form_and_the_address_is_harmless(app: Flask, people: People) -> None:
    answered(app)
    member = people.sign_in(MEMBER)
    assert member.get("/notifications/?after=%00x&before=zzz").status_code == 200
    assert member.post("/notifications/readings", {"message": "9" * 30}).status_code == 404
