"""A forgotten password (AU3, AU4, AU6, AU9, SE2)."""

import logging
import re
from typing import Any

import pytest

from portal.domain.base import Refused
from portal.domain.people.models import Login
from portal.identity.credentials import ask_reset
from tests.cast import PASSWORD
from tests.links import newest_link
from tests.people import People

OWNER = "owner@minchuan.example"
NEW = "three squirrels in the rain"


def ask(people: People, name: str) -> Any:
    return people.anonymous().post("/password/forgot", {"login": name})


def mailed_link(people: People) -> str:
    return newest_link(people, "login.reset_asked")


def test_the_link_lets_the_owner_choose_and_ends_what_was_open(people: People) -> None:
    elsewhere = people.sign_in(OWNER)
    assert ask(people, OWNER).status_code == 303
    link, visitor = mailed_link(people), people.anonymous()
    assert visitor.get(link).status_code == visitor.get(link).status_code == 200, "opening consumes nothing"
    assert visitor.post(link, {"password": NEW}).headers["Location"] == "/login"
    assert elsewhere.get("/").status_code == 303, "a session from before is refused"
    assert visitor.post("/login", {"login": OWNER, "password": PASSWORD}).status_code == 422
    assert visitor.post("/login", {"login": OWNER, "password": NEW}).headers["Location"] == "/"
    assert visitor.get(link).status_code == visitor.post(link, {"password": NEW + "!"}).status_code == 404
    (event,) = people.events("login.password_changed")
    assert event.facts == {"why": "password_reset"}


def deactivated(login: Login, uow: Any) -> None:
    login.deactivate(by=uow.actor, at=uow.now)


def invited(login: Login, uow: Any) -> None:
    login.password_hash = None


def untouched(login: Login, uow: Any) -> None:
    pass


@pytest.mark.parametrize("arrange", [untouched, deactivated, invited])
@pytest.mark.parametrize("name", [OWNER, "nobody@minchuan.example", "15400000201", "not an address"])
def test_every_name_gets_the_same_answer(people: People, name: str, arrange: Any) -> None:
    with people.backstage() as uow:
        arrange(uow.session.query(Login).filter_by(email=OWNER).one(), uow)
    answer = ask(people, name)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/password/forgot?sent=1")
    mailed = name == OWNER and arrange is untouched
    assert len(people.events("login.reset_asked")) == (1 if mailed else 0)
    assert len(people.events("login.reset_refused")) == (0 if mailed else 1)


@pytest.mark.parametrize("name", [OWNER, "nobody@minchuan.example"])
def test_mails_are_limited_for_known_and_unknown_names_alike(people: People, name: str) -> None:
    assert [ask(people, name).status_code for _ in range(4)] == [303, 303, 303, 429]
    assert int(ask(people, name).headers["Retry-After"]) > 0


def test_a_reset_lets_the_owner_in_while_the_name_is_paused(people: People) -> None:
    for _ in range(6):
        people.anonymous().post("/login", {"login": OWNER, "password": "wrong-password"})
    ask(people, OWNER)
    people.anonymous().post(mailed_link(people), {"password": NEW})
    assert people.anonymous().post("/login", {"login": OWNER, "password": NEW}).status_code == 303


def test_a_newer_link_ends_the_older(people: People) -> None:
    ask(people, OWNER)
    older = mailed_link(people)
    ask(people, OWNER)
    assert people.anonymous().get(older).status_code == 404
    assert people.anonymous().get(mailed_link(people)).status_code == 200


def test_a_weak_password_keeps_the_link(people: People) -> None:
    ask(people, OWNER)
    link, visitor = mailed_link(people), people.anonymous()
    assert visitor.post(link, {"password": "password1"}).status_code == 422
    assert visitor.post(link, {"password": NEW}).status_code == 303


def test_guessing_links_is_limited(people: People) -> None:
    visitor = people.anonymous()
    statuses = [visitor.post(f"/password/reset/{'x' * 42}{nth % 10}").status_code for nth in range(21)]
    assert statuses == [404] * 20 + [429]


def test_the_token_stays_out_of_logs_referrers_and_pages_elsewhere(
    people: People, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ask(people, OWNER)
    link = mailed_link(people)
    token = link.rpartition("/")[2]
    caplog.clear()
    answer = people.anonymous().get(link)
    people.anonymous().post(link, {"password": NEW})
    gone = people.anonymous().get(link)
    for seen in (answer, gone):
        assert seen.headers["Referrer-Policy"] == "no-referrer" and seen.headers["Cache-Control"] == "no-store"
        assert not re.findall(r'(?:src|href)="https?://', seen.text)
    assert token not in caplog.text
    assert not [event for event in people.events() if token in repr(event.facts)]


def test_staff_start_a_reset_and_never_see_a_password(people: People) -> None:
    with people.backstage() as uow:
        login = uow.session.query(Login).filter_by(email=OWNER).one()
        ask_reset(uow.session, login, by=uow.actor, at=uow.now)
        unreachable = uow.session.query(Login).filter_by(mobile="15400000201").one()
        with pytest.raises(Refused, match=r"login\.no_email"):
            ask_reset(uow.session, unreachable, by=uow.actor, at=uow.now)
    (event,) = people.events("login.reset_asked")
    assert set(event.facts) == {"link_token_id"}
