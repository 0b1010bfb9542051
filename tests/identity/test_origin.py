"""Only our own pages can make a visitor's browser act (BR1)."""

from typing import Any

import pytest

from tests.cast import PASSWORD
from tests.people import HTMX, People

OWNER = "owner@minchuan.example"
LOGIN = {"login": OWNER, "password": PASSWORD}
NEW_NAME = {"name": "刘岷", "current_password": PASSWORD}


@pytest.mark.parametrize(
    "headers",
    [{}, HTMX, {"X-Requested-With": "XMLHttpRequest"}, {"X-CSRFToken": "made-up"}, {"Referer": "http://localhost/"}],
)
def test_no_header_stands_in_for_the_token(people: People, headers: dict[str, str]) -> None:
    assert people.anonymous().client.post("/login", data=LOGIN, headers=headers).status_code == 400
    assert people.sign_in(OWNER).client.post("/logout", headers=headers).status_code == 400
    assert not people.events("login.signed_in") and not people.events("login.signed_out")


def test_a_token_of_another_visit_is_refused_at_login_too(people: People) -> None:
    attacker, victim = people.anonymous(), people.anonymous()
    sent = {**LOGIN, "csrf_token": attacker.csrf_token}
    assert victim.client.post("/login", data=sent).status_code == 400
    assert attacker.client.post("/login", data=sent).status_code == 303


def test_a_token_from_before_signing_in_is_worth_nothing_after(people: People) -> None:
    visitor = people.anonymous()
    before = visitor.csrf_token
    visitor.post("/login", LOGIN)
    assert visitor.client.post("/logout", data={"csrf_token": before}).status_code == 400


@pytest.mark.parametrize(
    "origin, status",
    [
        (None, 303), ("http://localhost", 303), ("https://localhost", 303), ("http://evil.example", 400), ("null", 400),
        ("http://localhost.evil.example", 400), ("http://localhost:81", 400), ("http://localhost@evil.example", 400),
        ("http://[", 400), ("localhost", 400), ("ftp://localhost", 400), ("", 400),
    ],
)  # fmt: skip
def test_the_origin_must_be_ours(people: People, origin: str | None, status: int) -> None:
    visitor = people.anonymous()
    answer = visitor.post("/login", LOGIN, headers={} if origin is None else {"Origin": origin})
    assert answer.status_code == status
    assert bool(people.events("login.signed_in")) == (status == 303)


def test_a_page_that_keeps_its_address_to_itself_may_send_its_forms(people: People) -> None:
    sent = {"locale": "en"}
    ours = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert people.anonymous().post("/me/language", sent, headers=ours).status_code == 303
    for site in ("cross-site", "same-site", "none"):
        theirs = {"Origin": "null", "Sec-Fetch-Site": site}
        assert people.anonymous().post("/me/language", sent, headers=theirs).status_code == 400
    gone = people.anonymous().post(f"/password/reset/{'x' * 43}", headers={"Origin": "null"})
    assert gone.status_code == 404, "the form of a mailed link came through"


@pytest.mark.parametrize("body", [{"json": NEW_NAME}, {"data": "name=x", "content_type": "text/plain"}])
def test_what_is_no_form_is_not_read_as_one(people: People, body: dict[str, Any]) -> None:
    """Even with the token of the visit, as our own script sends it: WTForms would take JSON for a form."""
    visitor = people.sign_in(OWNER)
    answer = visitor.client.post("/me/name", headers={"X-CSRFToken": visitor.csrf_token}, **body)
    assert answer.status_code == 400 and not people.events("login.renamed")
    assert visitor.post("/me/name", NEW_NAME).status_code == 303


def test_reading_needs_no_origin(people: People) -> None:
    assert people.anonymous().get("/login", headers={"Origin": "http://evil.example"}).status_code == 200


@pytest.mark.parametrize("trick", [{"X-HTTP-Method-Override": "POST"}, {"X-Method-Override": "POST"}])
def test_no_header_or_field_turns_one_method_into_another(people: People, trick: dict[str, str]) -> None:
    visitor = people.sign_in(OWNER)
    visitor.get("/logout?_method=POST", headers=trick)
    assert visitor.get("/").status_code == 200
