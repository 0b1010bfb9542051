"""Sessions end when they must, and the cookie is tied down (SE1, SE2, SE3, SE4)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.accounts.models import Account
from portal.domain.people import changes
from portal.domain.people.models import Login, Membership, Staff, WebSession
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.credentials import set_password
from portal.identity.sessions import LIFETIME, end_sessions, end_sessions_of_account
from portal.identity.visitor import IDLE
from tests.people import People, Person

MEMBER, DESK = "member@minchuan.example", "service@demo.example"


def login_named(uow: UnitOfWork, name: str) -> Login:
    return uow.session.query(Login).filter_by(email=name).one()


def membership(uow: UnitOfWork) -> Membership:
    return uow.session.query(Membership).filter_by(login_id=login_named(uow, MEMBER).id).one()


def post_at_desk(uow: UnitOfWork) -> Staff:
    return next(staff for staff in uow.people.staff() if staff.login.email == DESK)


def new_password(uow: UnitOfWork) -> None:
    set_password(uow.session, login_named(uow, MEMBER), "hash", by=uow.actor, at=uow.now, why="password_reset")


def deactivation(uow: UnitOfWork) -> None:
    staff = post_at_desk(uow)
    changes.deactivate(uow, staff)
    changes.reactivate(uow, staff)


def other_role(uow: UnitOfWork) -> None:
    changes.change_role(uow, membership(uow), "viewer")


def other_post(uow: UnitOfWork) -> None:
    changes.appoint(uow, post_at_desk(uow), title="", roles=["care"], reach="own", provinces=[])


def removal(uow: UnitOfWork) -> None:
    changes.end_membership(uow, membership(uow))


def suspension(uow: UnitOfWork) -> None:
    account = uow.session.query(Account).filter_by(number="D-000101").one()
    end_sessions_of_account(uow.session, account.id, why="suspended", at=uow.now)


def everywhere(uow: UnitOfWork) -> None:
    end_sessions(uow.session, login_named(uow, MEMBER).id, why="ended_by_owner", at=uow.now)


@pytest.mark.parametrize(
    "name, ending",
    [(MEMBER, new_password), (DESK, deactivation), (MEMBER, other_role), (DESK, other_post), (MEMBER, removal),
     (MEMBER, suspension), (MEMBER, everywhere)],
)  # fmt: skip
def test_after_an_ending_every_copy_of_the_cookie_is_refused(
    people: People, name: str, ending: Callable[[UnitOfWork], None]
) -> None:
    visitor, bystander = people.sign_in(name), people.sign_in("owner@yueqiao.example")
    home = "/staff/" if name == DESK else "/"
    assert visitor.get(home).status_code == 200
    with people.backstage() as uow:
        ending(uow)
    for copy in (visitor, Person(people.app, visitor.visit_id)):
        assert copy.get(home).headers["Location"].startswith("/login")
        assert copy.post("/me/ended-devices", {"device": "others"}).status_code == 303
    assert bystander.get("/").status_code == 200


def test_a_suspended_account_is_shut_at_once(people: People) -> None:
    visitor = people.sign_in(MEMBER)
    with people.backstage() as uow:
        uow.session.query(Account).filter_by(number="D-000101").one().status = "suspended"
    assert visitor.get("/").status_code == 303


def age(people: People, **changes: timedelta) -> None:
    with people.backstage() as uow:
        row = uow.session.query(WebSession).one()
        for name, change in changes.items():
            setattr(row, name, uow.now + change)


@pytest.mark.parametrize("name, kind, home", [(MEMBER, "partner", "/"), (DESK, "staff", "/staff/")])
def test_idle_and_absolute_limits(people: People, name: str, kind: str, home: str) -> None:
    visitor = people.sign_in(name)
    minute = timedelta(minutes=1)
    age(people, seen_at=-IDLE[kind] + minute, expires_at=minute)
    assert visitor.get(home).status_code == 200, "within both limits"
    age(people, seen_at=-IDLE[kind] - minute, expires_at=timedelta(days=1))
    assert visitor.get(home).status_code == 303, "too long idle"
    age(people, seen_at=timedelta(0), expires_at=-minute)
    assert visitor.get(home).status_code == 303, "however busy"


def test_limits_are_those_documented() -> None:
    assert {"staff": timedelta(hours=8), "partner": timedelta(days=30)} == IDLE
    assert {"staff": timedelta(days=7), "partner": timedelta(days=1), "remembered": timedelta(days=60)} == LIFETIME


@pytest.mark.parametrize("headers, extended", [({}, True), ({"X-Poll": "1"}, False)])
def test_polling_does_not_extend_a_session(people: People, headers: dict[str, str], extended: bool) -> None:
    visitor = people.sign_in(MEMBER)
    age(people, seen_at=-timedelta(hours=1))
    visitor.get("/", headers=headers)
    with people.backstage() as uow:
        seen = uow.session.query(WebSession).one().seen_at
        assert (uow.now - seen < timedelta(minutes=1)) == extended


def cookies_of(app: Flask, base: str) -> list[str]:
    answer = app.test_client().get("/login", base_url=base)
    assert answer.status_code == 200
    return answer.headers.getlist("Set-Cookie")


def test_the_cookie_is_bound_to_this_host_over_tls(second_app: Callable[..., Flask]) -> None:
    (cookie,) = cookies_of(second_app(base_url="https://portal.example"), "https://portal.example")
    name, *attributes = [part.strip() for part in cookie.split(";")]
    assert name.startswith("__Host-portal=")
    assert set(attributes) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_the_cookie_without_tls(app: Flask) -> None:
    (cookie,) = cookies_of(app, "http://localhost")
    name, *attributes = [part.strip() for part in cookie.split(";")]
    assert name.startswith("portal=") and len(name) >= len("portal=") + 43
    assert set(attributes) == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_notices_that_nobody_reads_do_not_outgrow_their_cookie(people: People) -> None:
    person = people.sign_in("owner@minchuan.example")
    for at in range(8):
        invited = {"name": "小一", "email": f"guest{at}@minchuan.example", "role": "viewer"}
        assert person.post("/team/invitations", invited).status_code == 303
    page = person.get("/me/").text
    assert [at for at in range(8) if f"guest{at}@minchuan.example" in page] == [5, 6, 7]


def _login_closed(uow: UnitOfWork) -> None:
    uow.session.query(Login).filter(Login.email.in_((DESK, MEMBER))).update({"deactivated_at": uow.now})


def _membership_over(uow: UnitOfWork) -> None:
    login = login_named(uow, MEMBER)
    uow.session.query(Membership).filter_by(login_id=login.id).update({"ended_at": uow.now})


@pytest.mark.parametrize(("name", "fact"), [(DESK, _login_closed), (MEMBER, _login_closed), (MEMBER, _membership_over)])
def test_a_session_that_nobody_ended_is_worth_nothing_without_its_right(
    people: People, name: str, fact: Callable[[UnitOfWork], None]
) -> None:
    """Whoever closes a sign-in ends its sessions too; one that slipped through is asked again on every request."""
    visitor, home = people.sign_in(name), "/staff/" if name == DESK else "/"
    assert visitor.get(home).status_code == 200
    with people.backstage() as uow:
        fact(uow)
    assert visitor.get(home).headers["Location"].startswith("/login")
    with people.backstage() as uow:
        assert uow.session.query(WebSession).one().ended_at is None
