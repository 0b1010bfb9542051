"""Administrators look after our own people, never their own post (AZ7, AZ10, AU6, AU9, SE2)."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.base import Refused
from portal.domain.people import changes
from portal.domain.people.models import Login, Staff
from tests.breaches import acting_staff
from tests.links import newest_link
from tests.people import People, Person

ADMIN, SERVICE = "admin@demo.example", "service@demo.example"
SOMEBODY = {"name": "新同事", "email": "New@Demo.Example", "title": "客服", "roles": ["service"], "reach": "own"}
CHANGED = {"title": "组长", "roles": ["service", "quality"], "reach": "region", "provinces": ["510000", "440000"]}


def address_of(people: People, email: str) -> str:
    with people.backstage() as uow:
        query = select(Staff.ref).join(Login, Login.id == Staff.login_id).where(Login.email == email)
        return f"/staff/admin/people/{uow.session.scalars(query).one()}"


def invited(people: People) -> Person:
    """The administrator, after having invited somebody."""
    admin = people.sign_in(ADMIN)
    answer = admin.post("/staff/admin/people/", SOMEBODY)
    assert answer.status_code == 303, answer.text
    return admin


def test_administration_lists_everybody_who_works_here(people: People) -> None:
    admin = people.sign_in(ADMIN)
    assert "/staff/admin/people/" in admin.get("/staff/admin/").text
    text = admin.get("/staff/admin/people/").text
    assert all(name in text for name in ("田野", "顾婉", "周一帆", "沈立言", "蒋清", "吴衡", "陈立衡"))
    assert "刘岷川" not in text


@pytest.mark.parametrize("who", ["service@demo.example", "director@demo.example", "owner@minchuan.example"])
def test_nobody_else_finds_the_administration(people: People, who: str) -> None:
    address, person = address_of(people, "care@demo.example"), people.sign_in(who)
    assert [person.get(page).status_code for page in ("/staff/admin/", "/staff/admin/people/", address)] == [404] * 3
    acts = [f"{address}/{act}" for act in ("appointment", "deactivation", "reactivation", "resets")]
    assert [person.post(act, CHANGED).status_code for act in [*acts, "/staff/admin/people/"]] == [404] * 5
    assert [event.kind for event in people.events() if event.subject in ("staff", "login")] == []


def test_a_colleague_is_mailed_a_link_to_choose_a_password(people: People) -> None:
    admin = invited(people)
    hired, sent = people.events("staff.hired")[0], people.events("staff.invited")[0]
    assert (hired.facts["roles"], hired.facts["reach"]) == (["service"], "own")
    assert set(sent.facts) == {"link_token_id"}
    text = admin.get(address_of(people, "new@demo.example")).text
    assert "新同事" in text
    assert 'type="password"' not in text
    link, password = newest_link(people, "staff.invited"), "四月的风吹过三座桥"
    assert link.split("/")[-1] not in text, "staff never see the link either"
    assert people.anonymous().post(link, {"password": password}).status_code == 303
    answer = people.anonymous().post("/login", {"login": "new@demo.example", "password": password})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/")


def test_an_address_somebody_signs_in_with_is_refused(people: People) -> None:
    answer = people.sign_in(ADMIN).post("/staff/admin/people/", {**SOMEBODY, "email": "owner@minchuan.example"})
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert "新同事" in answer.text


@pytest.mark.parametrize(
    ("changes_", "field"),
    [({"roles": []}, "roles"), ({"roles": ["owner"]}, "roles"), ({"reach": "region"}, "provinces"),
     ({"reach": "region", "provinces": ["999999"]}, "provinces"), ({"reach": "galaxy"}, "reach"),
     ({"name": ""}, "name"), ({"email": "nobody"}, "email"), ({"title": "x" * 41}, "title")],
)  # fmt: skip
def test_a_mistake_is_said_beside_its_field(people: People, changes_: dict[str, Any], field: str) -> None:
    answer = people.sign_in(ADMIN).post("/staff/admin/people/", {**SOMEBODY, **changes_})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert people.events("staff.hired") == []


def test_another_role_and_reach_count_at_once(people: People) -> None:
    admin, service = people.sign_in(ADMIN), people.sign_in(SERVICE)
    assert service.get("/staff/accounts/D-000101/people").status_code == 200
    address = address_of(people, SERVICE)
    assert admin.post(f"{address}/appointment", CHANGED).status_code == 303
    assert service.get("/staff/").headers["Location"].startswith("/login")
    facts = people.events("staff.appointed")[-1].facts
    assert facts["before"] == {"title": "service", "roles": ["service"], "reach": "all", "provinces": []}
    assert facts["after"] == {
        "title": "组长", "roles": ["quality", "service"], "reach": "region", "provinces": ["440000", "510000"],
    }  # fmt: skip
    ticked = re.findall(r'value="(\w+)" checked', admin.get(address).text)
    assert set(ticked) == {"service", "quality", "440000", "510000"}


def test_who_is_closed_is_out_on_the_next_request_until_opened_again(people: People) -> None:
    admin, service, address = people.sign_in(ADMIN), people.sign_in(SERVICE), address_of(people, SERVICE)
    assert admin.post(f"{address}/resets").status_code == 303
    link = newest_link(people, "login.reset_asked")
    assert people.anonymous().get(link).status_code == 200
    assert admin.post(f"{address}/deactivation").status_code == 303
    assert service.get("/staff/").headers["Location"].startswith("/login")
    assert people.anonymous().get(link).status_code == 404
    assert admin.post(f"{address}/deactivation").status_code == 409
    assert admin.post(f"{address}/resets").status_code == 409
    assert admin.post(f"{address}/reactivation").status_code == 303
    assert people.sign_in(SERVICE).get("/staff/accounts/D-000101/people").status_code == 200
    assert service.get("/staff/").status_code == 303, "the session from before stays ended"
    kinds = [event.kind for event in people.events() if event.subject == "login"]
    assert kinds == ["login.reset_asked", "login.deactivated", "login.reactivated"]


def test_staff_start_a_reset_and_never_set_or_see_a_password(people: People) -> None:
    admin, address = people.sign_in(ADMIN), address_of(people, SERVICE)
    with people.backstage() as uow:
        before = uow.session.scalars(select(Login.password_hash).where(Login.email == SERVICE)).one()
    assert 'type="password"' not in admin.get(address).text
    for act in ("resets", "appointment"):
        admin.post(f"{address}/{act}", {**CHANGED, "password": "taken-over-2026", "password_hash": "x"})
    with people.backstage() as uow:
        assert uow.session.scalars(select(Login.password_hash).where(Login.email == SERVICE)).one() == before
    assert len(people.events("login.reset_asked")) == 1


def test_nobody_changes_their_own_post(people: People) -> None:
    admin, address = people.sign_in(ADMIN), address_of(people, ADMIN)
    assert f"{address}/appointment" not in admin.get(address).text
    assert admin.post(f"{address}/appointment", CHANGED).status_code == 409
    both = {**CHANGED, "roles": ["administrator", "executive"]}
    assert admin.post(f"{address}/appointment", both).status_code == 409
    assert admin.post(f"{address}/deactivation").status_code == 409
    assert people.events("staff.appointed") == []


def test_the_last_administrator_stays(people: People) -> None:
    with people.backstage() as uow:
        admin = next(post for post in uow.people.staff() if post.login.email == ADMIN)
        for refused in (
            lambda: changes.deactivate(uow, admin),
            lambda: changes.appoint(uow, admin, title="", roles=["service"], reach="all", provinces=[]),
        ):
            with pytest.raises(Refused) as refusal:
                refused()
            assert refusal.value.code == "staff.last_administrator"


def test_of_two_administrators_one_may_go_and_a_closed_one_does_not_count(people: People) -> None:
    first, second = people.sign_in(ADMIN), address_of(people, SERVICE)
    first.post(f"{second}/appointment", {**CHANGED, "roles": ["administrator"], "reach": "all"})
    assert people.sign_in(SERVICE).post(f"{address_of(people, ADMIN)}/deactivation").status_code == 303
    assert first.get("/staff/").headers["Location"].startswith("/login")
    with people.backstage() as uow:
        left = next(post for post in uow.people.staff() if post.login.email == SERVICE)
        with pytest.raises(Refused):
            changes.deactivate(uow, left)


EXTRA = [{"login_id": "1"}, {"email": "x@y.example"}, {"staff_id": "1"}, {"password_hash": "x"}]


@pytest.mark.parametrize("extra", EXTRA)
def test_other_fields_have_no_effect(people: People, extra: dict[str, str]) -> None:
    address = address_of(people, SERVICE)
    with people.backstage() as uow:
        before = uow.session.execute(select(Login.id, Login.email, Login.password_hash).order_by(Login.id)).all()
    assert people.sign_in(ADMIN).post(f"{address}/appointment", {**CHANGED, **extra}).status_code == 303
    with people.backstage() as uow:
        after = uow.session.execute(select(Login.id, Login.email, Login.password_hash).order_by(Login.id)).all()
    assert after == before


def test_nobody_closes_their_own_sign_in(people: People) -> None:
    """Also where another administrator would be left."""
    with acting_staff(people, ADMIN) as uow:
        posts = {one.login.email: one for one in uow.people.staff()}
        posts[SERVICE].roles = ["administrator"]
        uow.session.flush()
        with pytest.raises(Refused, match="own_post"):
            changes.deactivate(uow, posts[ADMIN])
        changes.deactivate(uow, posts[SERVICE])


def test_the_form_asks_and_tells_in_the_order_of_the_page(people: People) -> None:
    admin = people.sign_in(ADMIN)
    folded = admin.get("/staff/admin/people/new").text.partition("<summary>")[2]
    assert "省份（可见范围含省份时勾选）" in folded and 'name="provinces"' in folded, "folded until it counts"
    wrong = admin.post("/staff/admin/people/", {"reach": "region", "roles": [], "name": "", "email": ""}).text
    told = wrong.partition('class="error-summary"')[2].partition("</ul>")[0]
    places = [told.index(f'href="#{name}"') for name in ("name", "email", "roles", "provinces")]
    assert places == sorted(places) and '<details class="why wide" open>' in wrong
