"""A mark that stops gifts is set by one of us and taken off by two, whichever way the contact is changed (E, 7.3)."""

from typing import Any

import pytest

from portal.domain.accounts.models import Contact
from tests.notify.acts import dispatch_all, told
from tests.people import People

SERVICE, CARE, LEGAL, DIRECTOR = (f"{name}@demo.example" for name in ("service", "care", "legal", "director"))
ACCOUNT = "/staff/accounts/D-000101"
ASKED = {"what": ["is_hcp"], "reason": "去年已离开医院"}


def doctor(people: People, **columns: Any) -> int:
    with people.backstage() as uow:
        one = Contact(account_id=uow.accounts.get("D-000101").id, name="何医生", is_hcp=True, **columns)
        uow.session.add(one)
        uow.session.flush()
        return one.id


def now(people: People, contact_id: int) -> Contact | None:
    with people.backstage() as uow:
        found: Contact | None = uow.session.get(Contact, contact_id)
        return found


def marked(people: People, contact_id: int) -> Contact:
    found = now(people, contact_id)
    assert found is not None
    return found


def test_editing_takes_no_mark_off_and_sets_one(people: People) -> None:
    who, desk = doctor(people), people.sign_in(SERVICE)
    page = desk.get(f"{ACCOUNT}/contacts/{who}").text
    assert 'name="is_hcp"' not in page and f"{ACCOUNT}/contacts/{who}/marks" in page
    sent = {"name": "何医生", "role": "purchasing", "is_public_official": "y"}
    assert desk.post(f"{ACCOUNT}/contacts/{who}", sent).status_code == 303
    assert desk.post(f"{ACCOUNT}/contacts/{who}", {"name": "何医师", "role": "purchasing"}).status_code == 303
    row = marked(people, who)
    assert (row.name, row.is_hcp, row.is_public_official) == ("何医师", True, True)


def test_two_of_us_take_a_mark_off_and_the_second_decides_about_such_things(people: People) -> None:
    who = doctor(people, is_public_official=True)
    here, desk, legal = f"{ACCOUNT}/contacts/{who}/marks", people.sign_in(SERVICE), people.sign_in(LEGAL)
    assert legal.post(f"{here}/lifting").status_code == 422, "nobody asked"
    for wrong in ({**ASKED, "reason": ""}, {**ASKED, "what": []}, {**ASKED, "what": ["is_hcp_relative"]}):
        assert desk.post(f"{here}/lifting-requests", wrong).status_code == 422
    assert desk.post(f"{here}/lifting-requests", ASKED).status_code == 303
    assert desk.post(f"{here}/lifting-requests", ASKED).status_code == 422, "once is enough"
    assert people.sign_in(CARE).post(f"{here}/lifting").status_code == 404, "not everybody's to agree to"
    assert desk.post(f"{here}/lifting").status_code == 404 and marked(people, who).is_hcp
    assert "请第二人" in desk.get(f"{ACCOUNT}?tab=contacts").text and "去年已离开医院" in legal.get(here).text
    dispatch_all(people.app)
    assert {(LEGAL, "inbox"), (DIRECTOR, "inbox")} <= told(people.app, "contact.lift_asked")
    assert legal.post(f"{here}/lifting").status_code == 303
    row = marked(people, who)
    assert (row.is_hcp, row.is_public_official, row.lift_by_id, row.lift_of) == (False, True, None, [])
    [event] = people.events("contact.marks_lifted")
    assert (event.number, event.facts["name"], event.facts["marks"]) == ("D-000101", "何医生", ["is_hcp"])
    assert event.facts["asked_by"] and "离开" not in str(people.events("contact.lift_asked")[0].facts)
    assert "何医生" in desk.get(ACCOUNT).text


def test_nobody_agrees_to_their_own_word(people: People) -> None:
    who = doctor(people)
    here, admin = f"{ACCOUNT}/contacts/{who}/marks", people.sign_in("admin@demo.example")
    assert admin.post(f"{here}/lifting-requests", ASKED).status_code == 303
    assert admin.post(f"{here}/lifting").status_code == 422 and marked(people, who).is_hcp
    assert people.sign_in(CARE).post(f"{here}/keeping").status_code == 303
    row = marked(people, who)
    assert row.is_hcp and row.lift_by_id is None and len(people.events("contact.marks_kept")) == 1
    assert admin.post(f"{here}/keeping").status_code == 422


def test_a_marked_person_leaves_the_list_by_the_word_of_two(people: People) -> None:
    who, desk = doctor(people), people.sign_in(SERVICE)
    assert desk.post(f"{ACCOUNT}/contacts/{who}/removal").status_code == 409
    here = f"{ACCOUNT}/contacts/{who}/marks"
    assert desk.post(f"{here}/lifting-requests", {**ASKED, "what": ["removal"]}).status_code == 303
    assert people.sign_in(DIRECTOR).post(f"{here}/lifting").headers["Location"].endswith("tab=contacts")
    assert now(people, who) is None
    assert [one.kind for one in people.events() if one.kind.startswith("contact.")] == [
        "contact.lift_asked", "contact.marks_lifted", "contact.removed",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["owner@minchuan.example", "viewer@minchuan.example"])
def test_partners_see_nothing_of_it(people: People, who: str) -> None:
    there = doctor(people)
    partner = people.sign_in(who)
    assert partner.get(f"{ACCOUNT}/contacts/{there}/marks").status_code == 404
    assert partner.post(f"{ACCOUNT}/contacts/{there}/marks/lifting").status_code == 404
