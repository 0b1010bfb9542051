"""Acting for another of one's accounts (SE1, SE2, AZ3, AZ7)."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from portal.domain.accounts.kinds import AccountStatus
from portal.domain.events import Event
from portal.domain.people.models import Login, Membership
from tests.people import People, Person

LUO = "15400000201"


@pytest.fixture
def second(people: People) -> int:
    """Luo acts for Yueqiao too; the id of that membership."""
    with people.backstage() as uow:
        login = uow.session.scalars(select(Login).where(Login.mobile == LUO)).one()
        account = uow.accounts.get("D-000102")
        member = Membership(account_id=account.id, login_id=login.id, role="member", joined_at=datetime.now(UTC))
        uow.session.add(member)
        uow.session.flush()
        return member.id


def events(people: People, kind: str) -> list[str]:
    with people.backstage() as uow:
        query = select(Event).where(Event.kind == kind).order_by(Event.id)
        return [event.facts["account"] for event in uow.session.scalars(query)]


def test_the_header_names_who_one_acts_for(people: People, second: int) -> None:
    luo = people.sign_in(LUO)
    assert "粤桥药业" not in header_of(luo)
    assert luo.post("/me/acting", {"membership": str(second)}).status_code == 303
    assert "粤桥药业" in header_of(luo)
    assert events(people, "login.acting_changed") == ["D-000102"]
    assert luo.get("/contracts/D-2026-011").status_code == 404


def test_the_session_gets_a_new_id(people: People, second: int) -> None:
    luo = people.sign_in(LUO)
    luo.post("/me/acting", {"membership": str(second)})
    assert luo.client.get_cookie("portal").value != luo.visit_id
    assert Person(people.app, luo.visit_id).get("/").headers["Location"].startswith("/login")


@pytest.mark.parametrize("sent", ["", "x", "-1", "0", "²", "9" * 30, "1 or 1=1"])
def test_what_is_no_membership_is_no_page(people: People, sent: str) -> None:
    assert people.sign_in(LUO).post("/me/acting", {"membership": sent}).status_code == 404


def test_a_membership_of_somebody_else_is_no_page(people: People, second: int) -> None:
    neighbour = people.sign_in("owner@minchuan.example")
    assert neighbour.post("/me/acting", {"membership": str(second)}).status_code == 404
    assert "岷川医药" in header_of(neighbour)


def test_an_ended_membership_or_a_closed_account_is_no_page(people: People, second: int) -> None:
    luo = people.sign_in(LUO)
    with people.backstage() as uow:
        uow.accounts.get("D-000102").change_status(AccountStatus.SUSPENDED, by=uow.actor, at=uow.now)
    assert luo.post("/me/acting", {"membership": str(second)}).status_code == 404
    with people.backstage() as uow:
        uow.accounts.get("D-000102").change_status(AccountStatus.ACTIVE, by=uow.actor, at=uow.now)
        uow.session.get_one(Membership, second).end(by=uow.actor, at=uow.now)
    assert luo.post("/me/acting", {"membership": str(second)}).status_code == 404


def test_a_suspended_account_signs_its_people_out_on_the_next_request(people: People) -> None:
    owner, neighbour = people.sign_in("owner@minchuan.example"), people.sign_in("owner@yueqiao.example")
    assert owner.get("/").status_code == 200
    with people.backstage() as uow:
        uow.accounts.get("D-000101").change_status(AccountStatus.SUSPENDED, by=uow.actor, at=uow.now)
    assert owner.get("/").headers["Location"].startswith("/login")
    assert neighbour.get("/").status_code == 200


def header_of(person: Person) -> str:
    text = person.get("/").text
    return text[text.index("<header") : text.index('class="menu-sheet"')]
