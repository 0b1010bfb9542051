"""Signing in and out (AU3, AU9, SE1, SE2, BR3)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from portal.domain.accounts.models import Account
from portal.domain.people.models import Login, WebSession
from portal.identity import passwords, sign_in
from portal.identity.names import masked, plain_name
from portal.identity.passwords import matches
from tests.cast import PASSWORD
from tests.people import People, Person

OWNER = "owner@minchuan.example"


def try_to_sign_in(visitor: Person, login: str, password: str = PASSWORD, **more: Any) -> Any:
    return visitor.post("/login", {"login": login, "password": password, **more})


def change_login(people: People, email: str, **values: Any) -> None:
    with people.backstage() as uow:
        login = uow.session.query(Login).filter_by(email=email).one()
        for name, value in values.items():
            setattr(login, name, value)


def test_a_partner_signs_in_and_sees_home(people: People) -> None:
    visitor = people.anonymous()
    answer = try_to_sign_in(visitor, OWNER)
    assert answer.status_code == 303, answer.text
    assert answer.headers["Location"] == "/"
    assert "成都岷川医药有限公司" in visitor.get("/").text
    assert [event.kind for event in people.events()][-1] == "login.signed_in"


@pytest.mark.parametrize("name", ["15400000201", "+86 154-0000-0201", "１５４００００ 0201", " 86 15400000201"])
def test_a_mobile_number_is_known_in_any_spelling(people: People, name: str) -> None:
    assert try_to_sign_in(people.anonymous(), name).headers["Location"] == "/"


def test_staff_land_on_their_own_face(people: People) -> None:
    visitor = people.anonymous()
    assert try_to_sign_in(visitor, "service@demo.example").headers["Location"] == "/staff/"
    assert visitor.get("/staff/").status_code == 200


def test_the_cookie_holds_a_fresh_id_whose_hash_alone_is_kept(people: People) -> None:
    visitor = people.anonymous()
    before = visitor.visit_id
    try_to_sign_in(visitor, OWNER)
    cookie = visitor.client.get_cookie("portal")
    assert cookie is not None and cookie.value != before and len(cookie.value) >= 43
    with people.backstage() as uow:
        kept = uow.session.query(WebSession).one()
        assert cookie.value not in repr(vars(kept))
    assert Person(people.app, before).get("/").status_code == 303, "an id planted before signing in is worth nothing"


@pytest.mark.parametrize("remember, lasts", [({}, None), ({"remember": "y"}, 60 * 24 * 3600)])
def test_only_a_remembered_device_keeps_its_cookie(people: People, remember: dict[str, str], lasts: int | None) -> None:
    visitor = people.anonymous()
    try_to_sign_in(visitor, OWNER, **remember)
    cookie = visitor.client.get_cookie("portal")
    assert cookie is not None and cookie.max_age == lasts


def known(people: People) -> str:
    return OWNER


def unknown(people: People) -> str:
    return "nobody@minchuan.example"


def deactivated(people: People) -> str:
    with people.backstage() as uow:
        uow.session.query(Login).filter_by(email=OWNER).one().deactivate(by=uow.actor, at=uow.now)
    return OWNER


def invited(people: People) -> str:
    change_login(people, OWNER, password_hash=None)
    return OWNER


def suspended(people: People) -> str:
    with people.backstage() as uow:
        uow.session.query(Account).filter_by(number="D-000101").one().status = "suspended"
    return OWNER


CASES: list[tuple[Callable[[People], str], str]] = [
    (known, "wrong-password"), (unknown, PASSWORD), (deactivated, PASSWORD), (invited, PASSWORD), (suspended, PASSWORD),
]  # fmt: skip


@pytest.mark.parametrize("arrange, password", CASES)
def test_every_refusal_looks_alike_and_costs_one_comparison(
    people: People, monkeypatch: pytest.MonkeyPatch, arrange: Callable[[People], str], password: str
) -> None:
    name = arrange(people)
    compared: list[str] = []
    monkeypatch.setattr(sign_in, "matches", _counting(sign_in.matches, compared))
    visitor = people.anonymous()
    answer = try_to_sign_in(visitor, name, password)
    plain = answer.text.replace(name, "").replace(visitor.csrf_token, "")
    reference = try_to_sign_in(other := people.anonymous(), "somebody@else.example", "wrong-password")
    assert answer.status_code == reference.status_code == 422
    assert sorted(answer.headers.keys()) == sorted(reference.headers.keys())
    assert _words(plain) == _words(reference.text.replace("somebody@else.example", "").replace(other.csrf_token, ""))
    assert len(compared) == 2, "one comparison for each, known or not"


def test_a_login_without_password_is_compared_with_one_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    hasher = passwords.HASHER

    class Counting:
        hash = staticmethod(hasher.hash)

        def verify(self, password_hash: str, password: str) -> bool:
            compared.append(password_hash)
            return hasher.verify(password_hash, password)

    monkeypatch.setattr(passwords, "HASHER", Counting())
    assert not passwords.matches(None, "nobody has this password")
    assert [text.split("$")[3] for text in compared] == [hasher.hash("any").split("$")[3]], "at the full cost"


def test_a_wrong_try_is_logged_with_a_masked_name(people: People) -> None:
    try_to_sign_in(people.anonymous(), OWNER, "wrong-password")
    (event,) = people.events("login.failed")
    assert event.facts == {"name": "o***@minchuan.example"} and event.address == "127.0.0.1"


def test_a_copied_cookie_is_refused_after_signing_out(people: People) -> None:
    visitor = people.sign_in(OWNER)
    assert visitor.get("/").status_code == 200
    assert visitor.post("/logout").status_code == 303
    assert Person(people.app, visitor.visit_id).get("/").headers["Location"].startswith("/login")
    assert people.events("login.signed_out")


def test_a_password_changed_while_it_is_compared_lets_nobody_in(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Comparing takes a tenth of a second, and whoever changes the password means to have signed out everybody."""
    owner, comparing = people.sign_in(OWNER), list[bool]()

    def change() -> int:
        new = {"current_password": PASSWORD, "password": "ein ganz anderes Wort 77"}
        return owner.post("/me/password", new).status_code

    def meanwhile(held: str | None, typed: str) -> bool:
        comparing.append(True)
        with ThreadPoolExecutor(1) as beside:
            assert beside.submit(change).result() == 303
        return matches(held, typed)

    monkeypatch.setattr("portal.identity.sign_in.matches", meanwhile)
    thief = people.anonymous()
    answer = try_to_sign_in(thief, OWNER)
    assert comparing == [True] and answer.status_code == 422
    assert thief.get("/").status_code == 303 and owner.get("/").status_code == 200


def test_a_partner_finds_no_internal_view(people: People) -> None:
    assert people.sign_in(OWNER).get("/staff/").status_code == 404


@pytest.mark.parametrize(
    "wanted, lands",
    [
        ("/me/", "/me/"), ("/me/?a=1", "/me/?a=1"), ("/staff/", "/"), ("/no/such/page", "/"),
        ("https://evil.example/", "/"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("\x00", "/"),
        ("/" + "a" * 600, "/"), ("http://[", "/"),
    ],
)  # fmt: skip
def test_signing_in_leads_to_a_page_of_ones_own(people: People, wanted: str, lands: str) -> None:
    assert try_to_sign_in(people.anonymous(), OWNER, next=wanted).headers["Location"] == lands


def test_the_page_offers_no_registration_and_no_secret_question(people: People) -> None:
    with people.app.app_context():
        endpoints = {str(rule.endpoint) for rule in people.app.url_map.iter_rules()}
    assert not {name for name in endpoints if "register" in name or "question" in name}
    assert not {name for name in endpoints if name.startswith("staff.") and "password" in name}
    assert "/password/forgot" in people.anonymous().get("/login").text


@pytest.mark.parametrize(
    "name, shown",
    [("li@a.example", "l***@a.example"), ("15400000201", "154****0201"), ("x", "x***"), ("", ""), ("a\nb", "a***")],
)
def test_names_are_masked(name: str, shown: str) -> None:
    assert masked(name) == shown


def test_an_address_full_of_digits_is_no_mobile_number() -> None:
    assert plain_name("A15400000201@X.example") == "a15400000201@x.example"


def _counting(real: Any, compared: list[str]) -> Any:
    def compare(password_hash: str | None, password: str) -> bool:
        compared.append(password)
        return bool(real(password_hash, password))

    return compare


def _words(text: str) -> str:
    """The page without what is random in it."""
    import re

    return re.sub(r'value="[^"]*"|content="[^"]*"|X-CSRFToken[^}]*|&#34;[^&]*&#34;', "", text)
