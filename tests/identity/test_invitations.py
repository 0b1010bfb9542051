"""Accepting invitations: one link, one address, one role, one use (AU6, AU7, AZ9, AZ10, SE1)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.domain.accounts.kinds import AccountStatus
from portal.domain.people.models import Invitation, LinkToken, Login, Membership
from portal.domain.unit_of_work import UnitOfWork
from tests.cast import PASSWORD
from tests.links import newest_link
from tests.people import People, Person

NEW = "new@minchuan.example"
CHOSEN = {"name": "新同事", "password": "四月的风吹过三座桥"}


def invite(people: People, email: str = NEW, role: str = "member") -> str:
    owner = people.sign_in("owner@minchuan.example")
    answer = owner.post("/team/invitations", {"name": "新同事", "email": email, "role": role})
    assert answer.status_code == 303, answer.text
    return newest_link(people)


def roles_of(people: People, email: str) -> list[str]:
    """The roles in which the address acts now, oldest first."""
    with people.backstage() as uow:
        query = select(Membership.role).join(Login, Login.id == Membership.login_id).order_by(Membership.id)
        return list(uow.session.scalars(query.where(Login.email == email, Membership.ended_at.is_(None))))


def test_a_newcomer_sees_who_invites_to_what_and_comes_in(people: People) -> None:
    link, visitor = invite(people), people.anonymous()
    shown = visitor.get(link)
    assert shown.status_code == 200
    for words in ("刘岷川", "成都岷川医药有限公司", "新同事", NEW):
        assert words in shown.text
    before = visitor.client.get_cookie("portal").value
    answer = visitor.post(link, CHOSEN)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert visitor.client.get_cookie("portal").value != before
    assert "成都岷川医药有限公司" in visitor.get("/").text
    assert [event.facts for event in people.events("invitation.accepted")] == [{"role": "member"}]


def test_the_password_chosen_is_the_one_to_sign_in_with(people: People) -> None:
    people.anonymous().post(invite(people), CHOSEN)
    signing_in = people.anonymous().post("/login", {"login": NEW, "password": CHOSEN["password"]})
    assert (signing_in.status_code, signing_in.headers["Location"]) == (303, "/")


def test_opening_the_link_consumes_nothing_and_leaks_nothing(people: People) -> None:
    link, visitor = invite(people), people.anonymous()
    answers = [visitor.get(link) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.headers["Referrer-Policy"] for answer in answers} == {"no-referrer"}
    assert visitor.post(link, CHOSEN).status_code == 303


def test_a_link_works_once(people: People) -> None:
    link = invite(people)
    assert people.anonymous().post(link, CHOSEN).status_code == 303
    for again in (people.anonymous().get(link), people.anonymous().post(link, CHOSEN)):
        assert again.status_code == 404
    assert len(roles_of(people, NEW)) == 1


@pytest.mark.parametrize("password", ["short", "password", "password1", NEW, ""])
def test_a_weak_password_is_said_beside_the_field(people: People, password: str) -> None:
    link, visitor = invite(people), people.anonymous()
    answer = visitor.post(link, {**CHOSEN, "password": password})
    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text
    assert roles_of(people, NEW) == []
    assert visitor.post(link, CHOSEN).status_code == 303


def expired(uow: UnitOfWork) -> None:
    uow.session.scalars(select(LinkToken)).one().expires_at = datetime.now(UTC) - timedelta(seconds=1)


def revoked(uow: UnitOfWork) -> None:
    uow.session.scalars(select(Invitation)).one().revoke(by=uow.actor, at=uow.now)


def address_changed(uow: UnitOfWork) -> None:
    uow.session.scalars(select(Login).where(Login.email == NEW)).one().email = "moved@minchuan.example"


def closed(uow: UnitOfWork) -> None:
    uow.session.scalars(select(Login).where(Login.email == NEW)).one().deactivate(by=uow.actor, at=uow.now)


def password_changed(uow: UnitOfWork) -> None:
    login = uow.session.scalars(select(Login).where(Login.email == NEW)).one()
    login.password_changed_at = datetime.now(UTC) + timedelta(seconds=1)


def suspended(uow: UnitOfWork) -> None:
    uow.accounts.get("D-000101").change_status(AccountStatus.SUSPENDED, by=uow.actor, at=uow.now)


@pytest.mark.parametrize("happening", [expired, revoked, address_changed, closed, password_changed, suspended])
def test_what_ends_a_link_before_it_is_used(people: People, happening: Callable[[UnitOfWork], None]) -> None:
    link = invite(people)
    with people.backstage() as uow:
        happening(uow)
    unknown = people.anonymous().get(f"/invitations/{'x' * 43}")
    for answer in (people.anonymous().get(link), people.anonymous().post(link, CHOSEN)):
        assert answer.status_code == 404
        assert main_of(answer.text) == main_of(unknown.text)
    assert people.events("invitation.accepted") == []


def test_a_newer_link_ends_the_older_one(people: People) -> None:
    older = invite(people)
    owner = people.sign_in("owner@minchuan.example")
    with people.backstage() as uow:
        ref = uow.session.scalars(select(Invitation)).one().ref
    assert owner.post(f"/team/invitations/{ref}/sendings").status_code == 303
    assert people.anonymous().get(older).status_code == 404
    assert people.anonymous().post(newest_link(people), CHOSEN).status_code == 303


def test_somebody_else_who_is_signed_in_cannot_take_it(people: People) -> None:
    link, neighbour = invite(people), people.sign_in("owner@yueqiao.example")
    shown = neighbour.get(link)
    assert shown.status_code == 200
    assert 'name="password"' not in shown.text
    assert neighbour.post(link, CHOSEN).status_code == 409
    assert roles_of(people, NEW) == []
    assert len(roles_of(people, "owner@yueqiao.example")) == 1
    assert people.anonymous().post(link, CHOSEN).status_code == 303, "it still waits for the one it was sent to"


def test_an_existing_login_shows_its_password(people: People) -> None:
    link, visitor = invite(people, "owner@yueqiao.example", "viewer"), people.anonymous()
    assert visitor.post(link, {"password": "not my password"}).status_code == 422
    assert people.events("login.failed")[-1].facts == {"name": "o***@yueqiao.example"}
    answer = visitor.post(link, {"password": PASSWORD, "name": "Other"})
    assert answer.status_code == 303
    assert "成都岷川医药有限公司" in visitor.get("/").text
    assert roles_of(people, "owner@yueqiao.example") == ["owner", "viewer"]
    with people.backstage() as uow:
        assert uow.session.scalars(select(Login.name).where(Login.email == "owner@yueqiao.example")).one() == "梁粤"


def test_guessing_the_password_there_is_counted_like_at_sign_in(people: People) -> None:
    link = invite(people, "owner@yueqiao.example")
    statuses = [people.anonymous().post(link, {"password": f"guess number {no}"}).status_code for no in range(6)]
    assert statuses == [422] * 5 + [429]
    assert people.anonymous().post(link, {"password": PASSWORD}).status_code == 429


def test_the_invited_one_who_is_signed_in_says_yes(people: People) -> None:
    link, visitor = invite(people, "owner@yueqiao.example", "viewer"), people.sign_in("owner@yueqiao.example")
    assert visitor.post(link).status_code == 303
    assert "成都岷川医药有限公司" in visitor.get("/").text
    assert Person(people.app, visitor.visit_id).get("/").status_code == 303, "the id from before is worth nothing"


def test_staff_cannot_act_for_a_partner(people: People) -> None:
    link = invite(people, "care@demo.example")
    assert people.sign_in("care@demo.example").post(link).status_code == 409
    assert people.anonymous().post(link, {"password": PASSWORD}).status_code == 409
    assert roles_of(people, "care@demo.example") == []


EXTRA = [{"role": "owner"}, {"account": "D-000102"}, {"account_id": "3"}, {"email": "x@y.example"}, {"login_id": "1"}]


@pytest.mark.parametrize("extra", EXTRA)
def test_other_fields_have_no_effect(people: People, extra: dict[str, str]) -> None:
    link = invite(people, role="viewer")
    address = f"{link}?{'&'.join(f'{name}={value}' for name, value in extra.items())}"
    assert people.anonymous().post(address, {**CHOSEN, **extra}).status_code == 303
    with people.backstage() as uow:
        login = uow.session.scalars(select(Login).where(Login.email == NEW)).one()
        member = uow.session.scalars(select(Membership).where(Membership.login_id == login.id)).one()
        assert (member.account_id, member.role) == (uow.accounts.get("D-000101").id, "viewer")


def test_two_companies_may_invite_the_same_newcomer(people: People) -> None:
    first = invite(people)
    other = people.sign_in("owner@yueqiao.example")
    assert other.post("/team/invitations", {"name": "她", "email": NEW, "role": "owner"}).status_code == 303
    second = newest_link(people)
    assert people.anonymous().post(first, CHOSEN).status_code == 303
    assert people.anonymous().post(second, {"password": CHOSEN["password"]}).status_code == 303
    assert roles_of(people, NEW) == ["member", "owner"]


def test_who_left_can_be_let_in_again(people: People) -> None:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        gone = next(member for member in uow.people.members(account.id) if member.role == "viewer")
        gone.end(by=uow.actor, at=uow.now)
    link = invite(people, "viewer@minchuan.example", "member")
    assert people.anonymous().post(link, {"password": PASSWORD}).status_code == 303
    assert roles_of(people, "viewer@minchuan.example") == ["member"]


def main_of(text: str) -> str:
    return text[text.index("<h1>") : text.index("</main>")]
