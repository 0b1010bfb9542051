"""The second factor and its recovery codes (AU2, AU4, AU8, SE1)."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest

from portal.domain.people.models import Login, RecoveryCode, WebSession
from portal.identity.factor import STEP, step_of
from portal.identity.sealing import unseal
from portal.identity.sessions import HALF_LIFETIME, LIFETIME
from tests.cast import PASSWORD
from tests.people import People, Person

OWNER = "owner@minchuan.example"
ADMIN = "admin@demo.example"


def sign_in(people: People, name: str, **more: str) -> tuple[Person, Any]:
    visitor = people.anonymous()
    return visitor, visitor.post("/login", {"login": name, "password": PASSWORD, **more})


def code_of(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(time.time()) + 30 * steps)


def enrol(visitor: Person, **more: str) -> tuple[str, list[str]]:
    """Set the factor up as a person would; returns the secret and the recovery codes."""
    shown = visitor.get("/me/second-factor")
    assert shown.status_code == 200, shown.text
    secret = re.findall(r'translate="no">([A-Z2-7 ]+)<', shown.text)[0].replace(" ", "")
    offered = re.findall(r'name="offered"[^>]*value="([^"]+)"', shown.text)[0]
    answer = visitor.post("/me/second-factor", {"offered": offered, "code": code_of(secret), **more})
    assert answer.status_code == 200, answer.text
    return secret, re.findall(r'class="code">([2-9A-Z]{5}-[2-9A-Z]{5})<', answer.text)


@pytest.fixture
def enrolled(people: People) -> Iterator[tuple[str, list[str]]]:
    """The owner's secret and recovery codes."""
    yield enrol(people.sign_in(OWNER), current_password=PASSWORD)


@pytest.mark.parametrize(
    "name, owed",
    [(ADMIN, True), ("business@demo.example", True), ("director@demo.example", True), ("service@demo.example", False),
     (OWNER, False)],
)  # fmt: skip
def test_administrators_and_managers_must_set_one_up(people: People, name: str, owed: bool) -> None:
    visitor, answer = sign_in(people, name)
    assert answer.headers["Location"].startswith("/login/code") == owed
    home = visitor.get("/staff/" if "demo" in name else "/")
    assert home.status_code == (303 if owed else 200)
    if owed:
        assert visitor.get(answer.headers["Location"]).headers["Location"] == "/me/second-factor"


def test_a_demonstration_only_offers_it(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(people.app.extensions["settings"]), "is_demo", property(lambda _: True))
    assert sign_in(people, ADMIN)[1].headers["Location"] == "/staff/"


def test_an_administrator_sets_it_up_and_is_in_under_a_new_id(people: People) -> None:
    visitor, _ = sign_in(people, ADMIN)
    half = visitor.client.get_cookie("portal")
    _, codes = enrol(visitor)
    assert len(set(codes)) == 10 and visitor.get("/staff/").status_code == 200
    assert half is not None and Person(people.app, half.value).get("/staff/").status_code == 303
    assert [event.kind for event in people.events()][-2:] == ["login.factor_changed", "login.signed_in"]


def test_half_signed_in_reaches_nothing_but_the_code(people: People, enrolled: tuple[str, list[str]]) -> None:
    visitor, answer = sign_in(people, OWNER, next="/me/")
    assert answer.headers["Location"] == "/login/code?next=/me/"
    for address in (
        "/",
        "/me/",
        "/me/password",
        "/me/second-factor",
        "/me/recovery-codes",
        "/me/second-factor/removal",
    ):
        assert visitor.get(address).headers["Location"].startswith("/login/code"), address
    for address in ("/me/password", "/me/second-factor", "/me/second-factor/removal", "/me/ended-devices"):
        assert visitor.post(address).headers["Location"].startswith("/login/code"), address
    assert _lasts(people) == HALF_LIFETIME
    answer = visitor.post("/login/code", {"code": code_of(enrolled[0], 1), "next": "/me/"})
    assert answer.headers["Location"] == "/me/" and visitor.get("/me/").status_code == 200
    assert _lasts(people) == LIFETIME["partner"]


def _lasts(people: People) -> timedelta:
    """How long the newest session lives from its beginning, to the minute."""
    with people.backstage() as uow:
        row = uow.session.query(WebSession).order_by(WebSession.id.desc()).first()
        assert row is not None
        return timedelta(minutes=round((row.expires_at - row.started_at) / timedelta(minutes=1)))


@pytest.mark.parametrize(("steps", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_differ_by_one_step(steps: int, counts: bool) -> None:
    secret, at = pyotp.random_base32(), datetime(2026, 11, 23, 9, tzinfo=UTC)
    now = int(at.timestamp()) // STEP
    found = step_of(secret, pyotp.TOTP(secret).generate_otp(now + steps), at)
    assert found == (now + steps if counts else None)


def test_a_code_works_once(people: People, enrolled: tuple[str, list[str]]) -> None:
    code = code_of(enrolled[0], 1)
    first, second = sign_in(people, OWNER)[0], sign_in(people, OWNER)[0]
    assert first.post("/login/code", {"code": code}).status_code == 303
    assert second.post("/login/code", {"code": code}).status_code == 422
    assert second.post("/login/code", {"code": code_of(enrolled[0], -1)}).status_code == 422, "nor does an older one"


def test_a_recovery_code_works_once_in_any_spelling(people: People, enrolled: tuple[str, list[str]]) -> None:
    code = enrolled[1][3]
    assert sign_in(people, OWNER)[0].post("/login/code", {"code": f" {code.lower()} "}).status_code == 303
    assert sign_in(people, OWNER)[0].post("/login/code", {"code": code}).status_code == 422
    assert sign_in(people, OWNER)[0].post("/login/code", {"code": enrolled[1][4].replace("-", "")}).status_code == 303


def test_guessing_codes_is_limited(people: People, enrolled: tuple[str, list[str]]) -> None:
    visitor, _ = sign_in(people, OWNER)
    wrong = "000000" if code_of(enrolled[0]) != "000000" else "000001"
    assert [visitor.post("/login/code", {"code": wrong}).status_code for _ in range(6)] == [422] * 5 + [429]
    answer = sign_in(people, OWNER)[0].post("/login/code", {"code": code_of(enrolled[0], 1)})
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert len(people.events("login.code_failed")) == 5


def test_secret_and_codes_are_not_readable_in_the_database(people: People, enrolled: tuple[str, list[str]]) -> None:
    secret, codes = enrolled
    with people.backstage() as uow:
        kept = uow.session.query(Login).filter_by(email=OWNER).one().totp_secret or b""
        hashes = "".join(row.code_hash for row in uow.session.query(RecoveryCode))
    assert len(kept) > 60 and secret.encode() not in kept
    assert not [code for code in codes if code in hashes or code.replace("-", "") in hashes]
    assert secret not in repr([event.facts for event in people.events()])


def test_new_recovery_codes_end_the_old_ones(people: People, enrolled: tuple[str, list[str]]) -> None:
    visitor = people.sign_in(OWNER)
    assert visitor.post("/me/recovery-codes", {"current_password": "wrong-password"}).status_code == 422
    assert visitor.post("/me/recovery-codes", {"current_password": PASSWORD}).status_code == 200
    assert sign_in(people, OWNER)[0].post("/login/code", {"code": enrolled[1][0]}).status_code == 422


def test_doing_without_asks_the_password(people: People, enrolled: tuple[str, list[str]]) -> None:
    visitor = people.sign_in(OWNER)
    assert visitor.post("/me/second-factor/removal", {"current_password": "wrong-password"}).status_code == 422
    assert visitor.post("/me/second-factor/removal", {"current_password": PASSWORD}).status_code == 303
    assert sign_in(people, OWNER)[1].headers["Location"] == "/"


def test_where_it_is_required_it_stays(people: People) -> None:
    visitor, _ = sign_in(people, ADMIN)
    enrol(visitor)
    assert visitor.post("/me/second-factor/removal", {"current_password": PASSWORD}).status_code == 409
    assert sign_in(people, ADMIN)[1].headers["Location"].startswith("/login/code")


def test_setting_up_asks_the_password_and_a_right_code(people: People) -> None:
    visitor = people.sign_in(OWNER)
    shown = visitor.get("/me/second-factor").text
    secret = re.findall(r'translate="no">([A-Z2-7 ]+)<', shown)[0].replace(" ", "")
    offered = re.findall(r'name="offered"[^>]*value="([^"]+)"', shown)[0]
    sent = {"offered": offered, "code": code_of(secret)}
    assert visitor.post("/me/second-factor", {**sent, "current_password": "wrong-password"}).status_code == 422
    assert (
        visitor.post("/me/second-factor", {**sent, "code": "1234567", "current_password": PASSWORD}).status_code == 422
    )
    stranger = people.sign_in("owner@yueqiao.example")
    assert stranger.post("/me/second-factor", {**sent, "current_password": PASSWORD}).status_code == 303, (
        "not their offer"
    )
    assert not people.events("login.factor_changed")
    assert " style=" not in shown and "<svg" in shown


def test_of_two_who_set_it_up_at_once_the_second_changes_nothing(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both know the password and owe a factor; the one who comes second must show the first one's code."""
    first, second = (sign_in(people, ADMIN)[0] for _ in range(2))
    theirs = list[str]()

    def meanwhile(secret: str, code: str, at: datetime) -> int | None:
        if not theirs:
            theirs.append("")
            with ThreadPoolExecutor(1) as beside:
                theirs[:] = [beside.submit(enrol, first).result()[0]]
        return step_of(secret, code, at)

    shown = second.get("/me/second-factor").text
    secret = re.findall(r'translate="no">([A-Z2-7 ]+)<', shown)[0].replace(" ", "")
    offered = re.findall(r'name="offered"[^>]*value="([^"]+)"', shown)[0]
    monkeypatch.setattr("portal.identity.enrolment.factor.step_of", meanwhile)
    answer = second.post("/me/second-factor", {"offered": offered, "code": code_of(secret)})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login/code")
    assert second.get("/staff/").status_code == 303 and first.get("/staff/").status_code == 200
    with people.backstage() as uow:
        login = uow.session.query(Login).filter_by(email=ADMIN).one()
        assert unseal(f"totp {login.id}", login.totp_secret) == theirs[0]
    assert len(people.events("login.factor_changed")) == 1


def test_changing_it_signs_out_other_devices(people: People) -> None:
    elsewhere, visitor = people.sign_in(OWNER), people.sign_in(OWNER)
    enrol(visitor, current_password=PASSWORD)
    assert visitor.get("/").status_code == 200 and elsewhere.get("/").status_code == 303
