"""Staff let partners in, and see no further than their reach (AZ3, AZ7, AZ9, AZ10, SE2)."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.accounts.filter import AccountFilter
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.events import Actor
from portal.domain.people.models import Invitation, Login, Staff
from portal.domain.people.roles import Reach
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.visitor import recognise
from tests.links import newest_link
from tests.people import People

SOMEBODY = {"name": "新负责人", "email": "boss@minchuan.example", "role": "owner"}
BUSINESS, SERVICE = "business@demo.example", "service@demo.example"


def post_of(uow: UnitOfWork, email: str) -> Staff:
    return uow.session.scalars(select(Staff).join(Login, Login.id == Staff.login_id).where(Login.email == email)).one()


def assign(people: People, email: str, *numbers: str, reach: str = Reach.OWN, provinces: tuple[str, ...] = ()) -> None:
    """Let this member of staff look after these accounts and no others, and see no further than that."""
    with people.backstage() as uow:
        post, substitute = post_of(uow, email), post_of(uow, "director@demo.example")
        post.reach, post.provinces = reach, list(provinces)
        for account in uow.session.scalars(select(Account)):
            if account.number in numbers:
                account.business_manager_id = post.id
            elif account.business_manager_id == post.id:
                account.business_manager_id = substitute.id
        for standing in uow.session.scalars(select(AccountStanding)):
            standing.care_owner_id = standing.sponsor_id = substitute.id


@pytest.mark.parametrize("who", ["admin", "service", "care", "business"])
def test_those_who_keep_the_archive_let_the_owner_in(people: People, who: str) -> None:
    staff = people.sign_in(f"{who}@demo.example")
    answer = staff.post("/staff/accounts/D-000101/invitations", SOMEBODY)
    assert answer.status_code == 303
    assert "boss@minchuan.example" in staff.get(answer.headers["Location"]).text
    shown = people.anonymous().get(newest_link(people)).text
    assert "成都岷川医药有限公司" in shown
    assert "邀请人：砚禾医药" in shown, "our house invites, not theirs"


@pytest.mark.parametrize("who", ["legal", "quality", "finance", "director"])
def test_other_staff_do_not(people: People, who: str) -> None:
    staff = people.sign_in(f"{who}@demo.example")
    assert staff.post("/staff/accounts/D-000101/invitations", SOMEBODY).status_code == 404
    assert people.events("invitation.sent") == []


def test_suppliers_have_no_portal(people: People) -> None:
    staff = people.sign_in(BUSINESS)
    assert staff.post("/staff/accounts/S-000001/invitations", SOMEBODY).status_code == 422
    assert 'name="email"' not in staff.get("/staff/accounts/S-000001/people").text
    assert people.events("invitation.sent") == []


def test_the_people_of_an_account_and_their_invitations_are_shown(people: People) -> None:
    staff = people.sign_in(SERVICE)
    staff.post("/staff/accounts/D-000101/invitations", SOMEBODY)
    text = staff.get("/staff/accounts/D-000101/people").text
    assert all(name in text for name in ("刘岷川", "何晓岷", "廖远", "新负责人"))
    assert "梁粤" not in text


def test_staff_send_again_and_take_back(people: People) -> None:
    staff = people.sign_in(SERVICE)
    staff.post("/staff/accounts/D-000101/invitations", SOMEBODY)
    with people.backstage() as uow:
        ref = uow.session.scalars(select(Invitation.ref)).one()
    older = newest_link(people)
    assert staff.post(f"/staff/accounts/D-000101/invitations/{ref}/sendings").status_code == 303
    assert people.anonymous().get(older).status_code == 404
    assert staff.post(f"/staff/accounts/D-000102/invitations/{ref}/revocation").status_code == 404
    assert staff.post(f"/staff/accounts/D-000101/invitations/{ref}/revocation").status_code == 303
    assert people.anonymous().get(newest_link(people)).status_code == 404


def test_staff_end_a_membership_and_its_sessions(people: People) -> None:
    staff, member = people.sign_in(SERVICE), people.sign_in("member@minchuan.example")
    with people.backstage() as uow:
        refs = {row.role: row.ref for row in uow.people.members(uow.accounts.get("D-000101").id)}
    assert staff.post(f"/staff/accounts/D-000101/members/{refs['member']}/removal").status_code == 303
    assert member.get("/").headers["Location"].startswith("/login")
    assert staff.post(f"/staff/accounts/D-000101/members/{refs['owner']}/removal").status_code == 409
    assert staff.post(f"/staff/accounts/D-000102/members/{refs['viewer']}/removal").status_code == 404
    assert [event.facts["role"] for event in people.events("membership.ended")] == ["member"]


EXTRA = [{"account_id": "3"}, {"account": "D-000102"}, {"number": "D-000102"}, {"login_id": "1"}]


@pytest.mark.parametrize("extra", EXTRA)
def test_other_fields_have_no_effect(people: People, extra: dict[str, str]) -> None:
    staff = people.sign_in(SERVICE)
    assert staff.post("/staff/accounts/D-000101/invitations", {**SOMEBODY, **extra}).status_code == 303
    with people.backstage() as uow:
        made = uow.session.scalars(select(Invitation)).one()
        assert made.account_id == uow.accounts.get("D-000101").id


def test_an_account_out_of_reach_is_no_page(people: People) -> None:
    assign(people, BUSINESS, "D-000101")
    staff = people.sign_in(BUSINESS)
    assert staff.get("/staff/accounts/D-000101/people").status_code == 200
    foreign, nowhere = (staff.get(f"/staff/accounts/{number}/people") for number in ("D-000102", "D-999999"))
    assert (foreign.status_code, nowhere.status_code) == (404, 404)
    assert main_of(foreign.text) == main_of(nowhere.text)
    assert staff.post("/staff/accounts/D-000102/invitations", SOMEBODY).status_code == 404
    assert people.events("invitation.sent") == []


def test_a_reassigned_account_is_gone_on_the_next_request(people: People) -> None:
    assign(people, BUSINESS, "D-000101")
    staff = people.sign_in(BUSINESS)
    assert staff.get("/staff/accounts/D-000101/people").status_code == 200
    assign(people, BUSINESS, "D-000102")
    assert staff.get("/staff/accounts/D-000101/people").status_code == 404
    assert staff.get("/staff/accounts/D-000102/people").status_code == 200


def test_a_regional_reach_covers_its_provinces(people: People) -> None:
    assign(people, BUSINESS, "D-000102", reach=Reach.REGION, provinces=("510000",))
    staff = people.sign_in(BUSINESS)
    numbers = ("D-000101", "D-000102", "N-000201")
    assert [staff.get(f"/staff/accounts/{number}/people").status_code for number in numbers] == [200, 200, 200]
    assign(people, BUSINESS, reach=Reach.REGION, provinces=("440000",))
    assert [staff.get(f"/staff/accounts/{number}/people").status_code for number in numbers] == [404, 200, 404]


def test_lists_and_counts_keep_to_the_reach_of_each_who_asks(people: People) -> None:
    """Several members of staff in one process, in turn: nobody gets what was prepared for another."""
    assign(people, BUSINESS, "D-000101")
    assign(people, SERVICE, "D-000102", "N-000201")
    assign(people, "care@demo.example")
    expected = {
        BUSINESS: {"D-000101"}, SERVICE: {"D-000102", "N-000201"}, "care@demo.example": set(),
        "admin@demo.example": {"S-000001", "D-000101", "D-000102", "N-000201"},
    }  # fmt: skip
    for _ in range(2):
        for email, numbers in expected.items():
            assert seen_by(people, email) == (numbers, {f"POA-{number}" for number in numbers})


def seen_by(people: People, email: str) -> tuple[set[str], set[str]]:
    """Account numbers in the list, and papers found account by account, in the scope of this member of staff."""
    person = people.sign_in(email)
    with people.backstage() as uow:
        visitor = recognise(uow.session, person.visit_id, datetime.now(UTC))
        every = list(uow.session.scalars(select(Account.id)))
    assert visitor is not None
    with people.app.app_context(), transaction(visitor.scope(), writes=False) as session:
        uow = UnitOfWork(session, Actor.system("tests"), datetime.now(UTC))
        listed = {row.number for row in uow.accounts.page(AccountFilter()).rows}
        return listed, {paper.number for account_id in every for paper in uow.accounts.qualifications(account_id)}


def main_of(text: str) -> str:
    return text[text.index("<h1>") : text.index("</main>")]
