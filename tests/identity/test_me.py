"""A person's own page: changes ask for the password, devices can be signed out (AU3, AU4, AU8, SE2, SE3)."""

from typing import Any

import pytest

from portal.domain.people.models import LinkToken, Login, WebSession
from portal.identity.tokens import token_text
from tests.cast import PASSWORD
from tests.people import People, Person

OWNER = "owner@minchuan.example"
NEW = "three squirrels in the rain"
CHANGES = {
    "/me/name": {"name": "刘新川"},
    "/me/password": {"password": NEW},
    "/me/email": {"email": "new@minchuan.example"},
    "/me/mobile": {"mobile": "15400000999"},
}


def change(visitor: Person, address: str, password: str = PASSWORD, **more: str) -> Any:
    return visitor.post(address, {**CHANGES[address], **more, "current_password": password})


def login_of(people: People, email: str) -> Login:
    with people.backstage() as uow:
        return uow.session.query(Login).filter_by(email=email).one()


def email_link(people: People) -> str:
    with people.backstage() as uow:
        return f"/me/email/{token_text(uow.session.query(LinkToken).filter_by(purpose='email').one())}"


@pytest.mark.parametrize("name", [OWNER, "service@demo.example"])
def test_everybody_has_a_page_of_their_own(people: People, name: str) -> None:
    answer = people.sign_in(name).get("/me/")
    assert answer.status_code == 200 and name in answer.text and "127.0.0.1" in answer.text


@pytest.mark.parametrize("address", CHANGES)
def test_a_change_needs_the_current_password(people: People, address: str) -> None:
    visitor = people.sign_in(OWNER)
    assert visitor.get(address).status_code == 200
    for wrong in ("wrong-password", ""):
        answer = change(visitor, address, wrong)
        assert answer.status_code == 422
    kinds = {event.kind for event in people.events()}
    assert kinds == {"login.confirmation_failed"}
    assert change(visitor, address).headers["Location"] == "/me/"


def test_guessing_the_current_password_is_limited(people: People) -> None:
    visitor = people.sign_in(OWNER)
    assert [change(visitor, "/me/name", "wrong-password").status_code for _ in range(6)] == [422] * 5 + [429]
    answer = change(visitor, "/me/name")
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0


def test_a_new_password_signs_out_everywhere_else_and_renews_this_session(people: People) -> None:
    elsewhere, visitor = people.sign_in(OWNER), people.sign_in(OWNER)
    change(visitor, "/me/password")
    assert visitor.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
    assert Person(people.app, visitor.visit_id).get("/").status_code == 303, "a copy of the old cookie"
    assert people.anonymous().post("/login", {"login": OWNER, "password": NEW}).status_code == 303
    assert [event.facts for event in people.events("login.password_changed")] == [{"why": "password_changed"}]


@pytest.mark.parametrize("password", ["short", "password123", "刘岷川", OWNER])
def test_an_unfit_password_is_refused(people: People, password: str) -> None:
    answer = people.sign_in(OWNER).post("/me/password", {"current_password": PASSWORD, "password": password})
    assert answer.status_code == 422 and not people.events("login.password_changed")


def test_a_new_address_counts_once_its_link_is_used(people: People) -> None:
    visitor = people.sign_in(OWNER)
    change(visitor, "/me/email")
    assert login_of(people, OWNER), "nothing changed yet"
    link = email_link(people)
    shown = people.anonymous().get(link)
    assert shown.status_code == 200 and "new@minchuan.example" in shown.text
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert login_of(people, OWNER), "opening the link consumes nothing"
    assert people.anonymous().post(link).status_code == 303
    assert login_of(people, "new@minchuan.example").name == "刘岷川"
    assert people.anonymous().post(link).status_code == 404
    (event,) = people.events("login.email_changed")
    assert event.facts["before"] == "o***@minchuan.example"
    with people.backstage() as uow:
        assert uow.session.get_one(LinkToken, event.facts["link_token_id"]).facts["old"] == OWNER, "the old one is told"


def test_an_address_somebody_has_gets_the_same_answer_and_no_link(people: People) -> None:
    free = change(people.sign_in(OWNER), "/me/email")
    taken = change(people.sign_in(OWNER), "/me/email", email="owner@yueqiao.example")
    assert (free.status_code, free.headers["Location"]) == (taken.status_code, taken.headers["Location"])
    assert len(people.events("login.email_change_asked")) == 1
    assert len(people.events("login.email_change_refused")) == 1


@pytest.mark.parametrize("email", ["", "no address", "a@b", "a@@b.example", "a@b.example\nBcc: c@d.example", "x" * 300])
def test_what_is_no_address_is_said_beside_the_field(people: People, email: str) -> None:
    assert change(people.sign_in(OWNER), "/me/email", email=email).status_code == 422
    assert not people.events("login.email_change_asked")


def test_a_new_password_ends_a_waiting_change_of_address(people: People) -> None:
    visitor = people.sign_in(OWNER)
    change(visitor, "/me/email")
    link = email_link(people)
    change(visitor, "/me/password")
    assert people.anonymous().get(link).status_code == 404


@pytest.mark.parametrize(
    "mobile, status", [("+86 154 0000 0999", 303), ("", 303), ("15400000201", 422), ("123", 422), ("phone", 422)]
)
def test_a_mobile_number_is_read_in_any_spelling_and_belongs_to_one(people: People, mobile: str, status: int) -> None:
    assert change(people.sign_in(OWNER), "/me/mobile", mobile=mobile).status_code == status
    assert len(people.events("login.mobile_changed")) == (status == 303)


def test_nobody_finds_out_which_numbers_sign_in_here(people: People) -> None:
    """Whether one is taken must be said; not of one number after the other (AU4)."""
    visitor = people.sign_in(OWNER)
    said = [change(visitor, "/me/mobile", mobile=f"154000002{last:02d}").status_code for last in range(1, 7)]
    assert said == [422, 303, 303, 303, 303, 429]
    assert change(people.sign_in("member@minchuan.example"), "/me/mobile", mobile="15400000777").status_code == 303


def test_the_only_way_in_cannot_be_given_up(people: People) -> None:
    assert change(people.sign_in("15400000201"), "/me/mobile", mobile="").status_code == 422


def test_one_device_or_all_others_are_signed_out(people: People) -> None:
    here, there, yonder = (people.sign_in(OWNER) for _ in range(3))
    with people.backstage() as uow:
        first, *_ = sorted(row.id for row in uow.session.query(WebSession))
    assert there.post("/me/ended-devices", {"device": str(first)}).status_code == 303
    assert here.get("/").status_code == 303 and yonder.get("/").status_code == 200
    assert there.get("/me/").text.count('name="device"') == 2  # the one that is left, and all others
    assert there.post("/me/ended-devices", {"device": "others"}).status_code == 303
    assert yonder.get("/").status_code == 303 and there.get("/").status_code == 200
    assert there.get("/me/").text.count('name="device"') == 0


def test_nobody_ends_a_neighbours_session(people: People) -> None:
    neighbour = people.sign_in("owner@yueqiao.example")
    with people.backstage() as uow:
        (session_id,) = [row.id for row in uow.session.query(WebSession)]
    people.sign_in(OWNER).post("/me/ended-devices", {"device": str(session_id)})
    assert neighbour.get("/").status_code == 200


@pytest.mark.parametrize("device", ["", "0x1", "-1", "9" * 40, "all", "1 OR 1=1"])
def test_a_device_that_is_no_number_is_refused(people: People, device: str) -> None:
    assert people.sign_in(OWNER).post("/me/ended-devices", {"device": device}).status_code == 422


def test_a_language_is_kept_for_the_person_and_for_the_browser(people: People) -> None:
    visitor = people.sign_in(OWNER)
    answer = visitor.post("/me/language", {"locale": "en", "next": "/me/?a=1"})
    assert answer.headers["Location"] == "/me/?a=1"
    assert '<html lang="en">' in people.sign_in(OWNER).get("/me/").text
    stranger = people.anonymous()
    stranger.post("/me/language", {"locale": "en", "next": "//evil.example"}).headers["Location"]
    assert '<html lang="en">' in stranger.get("/login").text
    assert stranger.post("/me/language", {"locale": "xx"}).status_code == 422
    back = stranger.post("/me/language", {"locale": "zh"}, headers={"Referer": "https://evil.example/password/forgot"})
    assert back.headers["Location"] == "/password/forgot", "only the path is taken"
