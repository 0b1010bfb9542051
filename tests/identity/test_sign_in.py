"""Signing in and out (SE1, SE2, BR1, BR3)."""

from tests.cast import PASSWORD
from tests.people import People


def test_a_partner_signs_in_and_sees_home(people: People) -> None:
    visitor = people.anonymous()
    answer = visitor.post("/login", {"login": "owner@minchuan.example", "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    assert answer.headers["Location"] == "/"
    assert "成都岷川医药有限公司" in visitor.get("/").text
    assert [event.kind for event in people.events()][-1] == "login.signed_in"


def test_staff_land_on_their_own_face(people: People) -> None:
    visitor = people.anonymous()
    answer = visitor.post("/login", {"login": "service@demo.example", "password": PASSWORD})
    assert answer.headers["Location"] == "/staff/"
    assert visitor.get("/staff/").status_code == 200


def test_a_wrong_password_is_said_beside_the_field(people: People) -> None:
    answer = people.anonymous().post("/login", {"login": "owner@minchuan.example", "password": "wrong-password"})
    assert answer.status_code == 422
    assert "owner@minchuan.example" in answer.text


def test_a_copied_cookie_is_refused_after_signing_out(people: People) -> None:
    visitor = people.sign_in("owner@minchuan.example")
    assert visitor.get("/").status_code == 200
    assert visitor.post("/logout").status_code == 303
    from tests.people import Person

    assert Person(people.app, visitor.visit_id).get("/").headers["Location"].startswith("/login")


def test_a_partner_finds_no_internal_view(people: People) -> None:
    assert people.sign_in("owner@minchuan.example").get("/staff/").status_code == 404
