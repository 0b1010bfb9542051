"""Limits against guessing, in numbers and in words (AU4, AU5)."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import accumulate
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.people.models import Login, Throttle
from portal.identity import reading, sign_in, throttle
from portal.identity.arriving import Guess
from portal.identity.throttle import LIMITS, LONGEST_PAUSE, network_of
from tests.cast import PASSWORD
from tests.people import People

OWNER = "owner@minchuan.example"


def guess_wrongly(people: People, name: str, times: int) -> list[int]:
    answers = [people.anonymous().post("/login", {"login": name, "password": "wrong-password"}) for _ in range(times)]
    return [answer.status_code for answer in answers]


@pytest.mark.parametrize("name", [OWNER, "nobody@nowhere.example", "15400000201"])
def test_five_wrong_tries_pause_a_name_known_or_not(people: People, name: str) -> None:
    assert guess_wrongly(people, name, 5) == [422] * 5
    answer = people.anonymous().post("/login", {"login": name, "password": PASSWORD})
    assert answer.status_code == 429
    assert 14 * 60 < int(answer.headers["Retry-After"]) <= 15 * 60
    assert len(people.events("login.refused")) == 1 and len(people.events("login.failed")) == 5


def test_a_paused_name_costs_no_comparison(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    guess_wrongly(people, OWNER, 5)
    monkeypatch.setattr(sign_in, "matches", lambda *_: pytest.fail("compared"))
    assert guess_wrongly(people, OWNER, 1) == [429]


def test_another_spelling_is_the_same_name(people: People) -> None:
    spellings = ["15400000201", "+8615400000201", "154 0000 0201", "１５４００００0201", "154-0000-0201"]
    assert [guess_wrongly(people, name, 1)[0] for name in spellings] == [422] * 5
    assert guess_wrongly(people, "15400000201", 1) == [429]


def test_a_right_password_forgives(people: People) -> None:
    for _ in range(2):
        guess_wrongly(people, OWNER, 4)
        assert people.anonymous().post("/login", {"login": OWNER, "password": PASSWORD}).status_code == 303


def test_pauses_are_shared_and_outlive_a_restart(people: People, second_app: Callable[..., Flask]) -> None:
    guess_wrongly(people, OWNER, 5)
    assert guess_wrongly(People(second_app()), OWNER, 1) == [429]


def test_spraying_over_many_names_pauses_the_address(people: People) -> None:
    with people.backstage() as uow:
        for nth in range(LIMITS["login.spray"].tries):
            Guess(f"person{nth}@many.example", "192.0.2.7", uow.now).failed(uow.session, None)
        assert Guess("fresh@many.example", "192.0.2.7", uow.now).pause_left(uow.session)
        assert Guess("fresh@many.example", "192.0.2.8", uow.now).pause_left(uow.session) is None


def test_one_name_again_and_again_is_no_spraying(people: People) -> None:
    with people.backstage() as uow:
        for _ in range(LIMITS["login.spray"].tries + 1):
            throttle.count_name_of(uow.session, "192.0.2.7", OWNER, uow.now)
        assert throttle.pause_left(uow.session, ("login.spray", "192.0.2.7"), at=uow.now) is None


@pytest.mark.parametrize("what", sorted(LIMITS))
def test_each_limit_pauses_after_its_number_and_lets_go_again(people: People, what: str) -> None:
    limit = LIMITS[what]
    with people.backstage() as uow:
        # of many tries those in the middle are counted at once
        steps = [1] * limit.tries if limit.tries < 12 else [1, 1, limit.tries - 4, 1, 1]
        lefts = [throttle.count(uow.session, what, "x", uow.now, step).left for step in steps]
        assert lefts == [limit.tries - made for made in accumulate(steps)] and lefts[-2:] == [1, 0]
        assert throttle.pause_left(uow.session, (what, "x"), at=uow.now) == timedelta(minutes=limit.pause)
        assert throttle.pause_left(uow.session, (what, "y"), at=uow.now) is None
        later = uow.now + timedelta(minutes=limit.pause)
        assert throttle.pause_left(uow.session, (what, "x"), at=later) is None


def test_pauses_grow_to_two_hours_and_never_for_good(people: People) -> None:
    pauses: list[Any] = []
    with people.backstage() as uow:
        at = uow.now
        for _ in range(6):
            for _ in range(LIMITS["login.name"].tries):
                throttle.count(uow.session, "login.name", "x", at)
            pauses.append(throttle.pause_left(uow.session, ("login.name", "x"), at=at))
            at += pauses[-1]
        assert [int(pause.total_seconds() / 60) for pause in pauses] == [15, 30, 60, 120, 120, 120]
        assert max(pauses) == LONGEST_PAUSE
        at += timedelta(days=1, minutes=1)
        for _ in range(LIMITS["login.name"].tries):
            throttle.count(uow.session, "login.name", "x", at)
        assert throttle.pause_left(uow.session, ("login.name", "x"), at=at) == timedelta(minutes=15), (
            "a quiet day forgets"
        )


def test_pauses_of_programs_stay_as_they_are(people: People) -> None:
    limit = LIMITS["api"]
    with people.backstage() as uow:
        at = uow.now
        for _ in range(3):
            throttle.count(uow.session, "api", "x", at, limit.tries)
            assert throttle.pause_left(uow.session, ("api", "x"), at=at) == timedelta(minutes=limit.pause)
            at += timedelta(minutes=limit.pause)


def test_tries_far_apart_pause_nobody(people: People) -> None:
    with people.backstage() as uow:
        for nth in range(20):
            throttle.count(uow.session, "login.name", "x", uow.now + timedelta(minutes=16 * nth))
        assert throttle.pause_left(uow.session, ("login.name", "x"), at=uow.now) is None


def test_names_are_kept_as_keyed_hashes_and_swept(people: People) -> None:
    guess_wrongly(people, OWNER, 5)
    with people.backstage() as uow:
        keys = list(uow.session.scalars(Throttle.__table__.select().with_only_columns(Throttle.key), execution_options={
            "outside_scope": "tests"}))  # fmt: skip
        assert keys and not any("minchuan" in key or "127.0.0.1" in key for key in keys)
        throttle.sweep(uow.session, uow.now + timedelta(days=3))
        assert uow.session.query(Throttle).count() == 0


def test_searching_without_end_pauses_and_other_pages_stay_open(
    people: People, second_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_unnoted", Counter())  # what other tests searched
    searcher, limit = people.sign_in("service@demo.example"), LIMITS["search"].tries
    with people.backstage() as uow:
        login = uow.session.scalar(select(Login.id).where(Login.email == "service@demo.example"))
        throttle.count(uow.session, "search", str(login), uow.now, limit - 20)
    statuses = [searcher.get("/staff/accounts/?q=岷川").status_code for _ in range(21)]
    assert statuses == [200] * 20 + [429]
    assert searcher.get("/staff/accounts/").status_code == 200
    elsewhere = People(second_app()).sign_in("service@demo.example")
    assert elsewhere.get("/staff/requests/?q=断药").status_code == 429, "the pause is one for all workers"
    assert searcher.post("/staff/find", {"q": "33999919920229004X"}).status_code == 429, "nor what is posted"
    care = people.sign_in("care@demo.example")
    assert care.get("/staff/accounts/?q=岷川").status_code == 200
    assert care.post("/staff/find", {"q": "33999919920229004X"}).status_code == 303
    assert sum(reading._unnoted.values()) == 2, "both are counted"


def test_the_numbers_are_documented_where_they_stand() -> None:
    words = throttle.__doc__ or ""
    for what, limit in LIMITS.items():
        (line,) = [line for line in words.splitlines() if f"`{what}`" in line]
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        assert cells[2:] == [str(limit.tries), f"{limit.within} min", f"{limit.pause} min"]


@pytest.mark.parametrize(
    "address, network",
    [("192.0.2.7", "192.0.2.7"), ("2001:db8::1", "2001:db8::/64"), ("2001:db8::ffff:1", "2001:db8::/64"), ("", "")],
)
def test_an_ipv6_client_is_its_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize("hops, address", [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_the_client_address_comes_from_trusted_proxies_only(
    people: People, second_app: Callable[..., Flask], hops: int, address: str
) -> None:
    behind = People(second_app(trusted_proxies=hops))
    forged = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9", "X-Real-IP": "198.51.100.2", "X-Forwarded-User": "admin"}
    behind.anonymous().post("/login", {"login": "nobody", "password": "wrong-password"}, headers=forged)
    (event,) = people.events("login.failed")
    assert event.address == address
    assert behind.anonymous().get("/", headers=forged).status_code == 303, "no header signs anybody in"
