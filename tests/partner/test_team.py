"""Owners look after their own people and nobody else's (AZ3, AZ6, AZ9, AZ10, SE2, AU4, AU6)."""

import pytest
from sqlalchemy import select

from portal.domain.people.models import Invitation, Login, Membership
from portal.identity import throttle
from tests.links import newest_link
from tests.people import People, Person

OWNER, MEMBER, VIEWER = "owner@minchuan.example", "member@minchuan.example", "viewer@minchuan.example"
NEIGHBOUR = "owner@yueqiao.example"
SOMEBODY = {"name": "新同事", "email": "New@Minchuan.Example", "role": "viewer"}


def ref_of(people: People, email: str) -> str:
    with people.backstage() as uow:
        query = select(Membership.ref).join(Login, Login.id == Membership.login_id)
        return uow.session.scalars(query.where(Login.email == email)).one()


def invitation(people: People, by: str = OWNER) -> str:
    """The reference of an open invitation."""
    assert people.sign_in(by).post("/team/invitations", SOMEBODY).status_code == 303
    with people.backstage() as uow:
        return uow.session.scalars(select(Invitation.ref).order_by(Invitation.id.desc())).first()


def test_everybody_sees_who_acts_for_the_company(people: People) -> None:
    for name in (OWNER, MEMBER, VIEWER):
        text = people.sign_in(name).get("/team/").text
        assert all(person in text for person in ("刘岷川", "何晓岷", "廖远"))
        assert "梁粤" not in text


def test_addresses_and_acts_are_for_owners(people: People) -> None:
    invitation(people)
    assert MEMBER in people.sign_in(OWNER).get("/team/").text
    for name in (MEMBER, VIEWER):
        text = people.sign_in(name).get("/team/").text
        assert OWNER not in text
        assert "new@minchuan.example" not in text
        assert "/team/invitations" not in text


def test_an_owner_invites_and_the_event_carries_no_address(people: People) -> None:
    invitation(people)
    [event] = people.events("invitation.sent")
    assert set(event.facts) == {"link_token_id", "role"}
    assert event.facts["role"] == "viewer"
    shown = people.sign_in(OWNER).get("/team/").text
    assert "new@minchuan.example" in shown
    assert "新同事" in shown


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", ""), ("email", "nobody"), ("email", "a@b"), ("email", "a b@c.cn"), ("email", "x" * 400 + "@c.cn"),
     ("name", ""), ("name", "x" * 81), ("role", "administrator"), ("role", "")],
)  # fmt: skip
def test_a_mistake_is_said_beside_its_field_and_nothing_is_sent(people: People, field: str, value: str) -> None:
    answer = people.sign_in(OWNER).post("/team/invitations", {**SOMEBODY, field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert "新同事" in answer.text or field == "name"
    assert people.events("invitation.sent") == []


@pytest.mark.parametrize("email", [MEMBER, "MEMBER@minchuan.example", "ｍember@minchuan.example"])
def test_who_is_here_already_is_not_invited_again(people: People, email: str) -> None:
    answer = people.sign_in(OWNER).post("/team/invitations", {**SOMEBODY, "email": email})
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text


def test_an_open_invitation_is_sent_again_rather_than_twice(people: People) -> None:
    ref, owner = invitation(people), people.sign_in(OWNER)
    assert owner.post("/team/invitations", SOMEBODY).status_code == 422
    assert owner.post(f"/team/invitations/{ref}/sendings").status_code == 303
    assert len(people.events("invitation.sent")) == 2


def test_known_unknown_and_foreign_addresses_get_the_same_answer(people: People) -> None:
    owner = people.sign_in(OWNER)
    emails = ["nobody@nowhere.example", NEIGHBOUR, "service@demo.example"]
    answers = [owner.post("/team/invitations", {**SOMEBODY, "email": email}) for email in emails]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, "/team/")}


def test_an_invitation_taken_back_opens_nothing(people: People) -> None:
    ref, owner, link = invitation(people), people.sign_in(OWNER), newest_link(people)
    assert owner.post(f"/team/invitations/{ref}/revocation").status_code == 303
    assert people.anonymous().get(link).status_code == 404
    for act in ("revocation", "sendings"):
        assert owner.post(f"/team/invitations/{ref}/{act}").status_code == 409
    assert [event.facts for event in people.events("invitation.revoked")] == [{"role": "viewer"}]


def test_a_new_role_counts_at_once_and_signs_its_bearer_out(people: People) -> None:
    owner, member = people.sign_in(OWNER), people.sign_in(MEMBER)
    assert member.get("/").status_code == 200
    assert owner.post(f"/team/members/{ref_of(people, MEMBER)}/role", {"role": "viewer"}).status_code == 303
    assert member.get("/").headers["Location"].startswith("/login")
    facts = people.events("membership.role_changed")[-1].facts
    assert (facts["before"], facts["after"]) == ("member", "viewer")


def test_a_role_that_does_not_exist_changes_nothing(people: People) -> None:
    ref = ref_of(people, MEMBER)
    assert people.sign_in(OWNER).post(f"/team/members/{ref}/role", {"role": "administrator"}).status_code == 422
    assert people.events("membership.role_changed") == []


def test_who_is_removed_is_out_on_the_next_request(people: People) -> None:
    owner, member = people.sign_in(OWNER), people.sign_in(MEMBER)
    assert owner.post(f"/team/members/{ref_of(people, MEMBER)}/removal").status_code == 303
    assert member.get("/").headers["Location"].startswith("/login")
    assert "何晓岷" not in people_of(owner)
    assert owner.post(f"/team/members/{ref_of(people, MEMBER)}/removal").status_code == 404


def test_the_last_owner_stays(people: People) -> None:
    owner, ref = people.sign_in(OWNER), ref_of(people, OWNER)
    assert owner.post(f"/team/members/{ref}/removal").status_code == 409
    assert owner.post(f"/team/members/{ref}/role", {"role": "member"}).status_code == 409
    assert owner.get("/team/").status_code == 200
    owner.post(f"/team/members/{ref_of(people, MEMBER)}/role", {"role": "owner"})
    assert owner.post(f"/team/members/{ref}/removal").status_code == 303


@pytest.mark.parametrize("who", [MEMBER, VIEWER, "business@demo.example"])
def test_others_find_none_of_these_acts(people: People, who: str) -> None:
    ref, person = invitation(people), people.sign_in(who)
    assert all(status == 404 for status in try_everything(person, ref, ref_of(people, VIEWER)))
    assert len(people.events("invitation.sent")) == 1


def test_the_neighbour_finds_neither_people_nor_invitations(people: People) -> None:
    ref, neighbour = invitation(people), people.sign_in(NEIGHBOUR)
    acts = try_everything(neighbour, ref, ref_of(people, MEMBER))[1:]
    assert acts == [404] * 4
    assert people.events("membership.ended") == []


def test_nobody_sends_invitations_without_end(people: People) -> None:
    owner = people.sign_in(OWNER)
    with people.backstage() as uow:
        login_id = uow.session.scalars(select(Login.id).where(Login.email == OWNER)).one()
        for _ in range(throttle.LIMITS["invitation"].tries - 1):
            throttle.count(uow.session, "invitation", str(login_id), uow.now)
    assert owner.post("/team/invitations", SOMEBODY).status_code == 303
    assert owner.post("/team/invitations", {**SOMEBODY, "email": "next@minchuan.example"}).status_code == 429
    assert len(people.events("invitation.sent")) == 1


EXTRA = [{"account_id": "3"}, {"account": "D-000102"}, {"login_id": "1"}, {"number": "D-000102"}]


@pytest.mark.parametrize("extra", EXTRA)
def test_other_fields_have_no_effect(people: People, extra: dict[str, str]) -> None:
    query = "&".join(f"{name}={value}" for name, value in extra.items())
    assert people.sign_in(OWNER).post(f"/team/invitations?{query}", {**SOMEBODY, **extra}).status_code == 303
    with people.backstage() as uow:
        made = uow.session.scalars(select(Invitation)).one()
        assert (made.account_id, made.role) == (uow.accounts.get("D-000101").id, "viewer")


def try_everything(person: Person, invitation_ref: str, member_ref: str) -> list[int]:
    """Statuses of inviting, sending again, taking back, changing a role, removing."""
    acts = [
        ("/team/invitations", {**SOMEBODY, "email": "other@minchuan.example"}),
        (f"/team/invitations/{invitation_ref}/sendings", {}),
        (f"/team/invitations/{invitation_ref}/revocation", {}),
        (f"/team/members/{member_ref}/role", {"role": "owner"}),
        (f"/team/members/{member_ref}/removal", {}),
    ]
    return [person.post(address, data).status_code for address, data in acts]


def people_of(person: Person) -> str:
    text = person.get("/team/").text
    return text[text.index("<tbody>") : text.index("</tbody>")]
