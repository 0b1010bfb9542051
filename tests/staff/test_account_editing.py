"""Adding and editing accounts, their standing, status and people (AZ4, AZ5, AZ9, BI4, AL4)."""

import json
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from werkzeug.test import TestResponse

from tests.people import People, Person

NEW = {
    "kind": "distributor", "name_zh": "贵阳甲秀药业有限公司", "uscc": "91529999MADX00174G", "mobile": "154 0000 0112",
    "province": "520000", "form_id": "a" * 22,
}  # fmt: skip


@pytest.fixture
def staff(people: People) -> Person:
    return people.sign_in("business@demo.example")


def sent_form(page: str, name: str) -> str:
    """The value of a hidden field as the page carries it."""
    return unescape(page.split(f'name="{name}" type="hidden" value="')[1].split('"')[0])


def edit(person: Person, number: str, **changes: str) -> TestResponse:
    return person.post(f"/staff/accounts/{number}", opened(person, number) | changes)


def opened(person: Person, number: str) -> dict[str, str]:
    """The edit form as a browser would send it unchanged."""
    page = person.get(f"/staff/accounts/{number}/edit").text
    seen: dict[str, str] = json.loads(sent_form(page, "opened"))
    return {**seen, "version": sent_form(page, "version"), "opened": sent_form(page, "opened")}


def account_facts(people: People, number: str, *names: str) -> tuple[Any, ...]:
    with people.backstage() as uow:
        account = uow.accounts.get(number)
        return tuple(getattr(account, name) for name in names)


def test_a_new_account_gets_number_manager_and_event(staff: Person, people: People) -> None:
    answer = staff.post("/staff/accounts/", NEW)
    assert answer.status_code == 303 and answer.location.endswith("/staff/accounts/D-000001")
    facts = account_facts(people, "D-000001", "mobile", "status", "initials", "name_key")
    assert facts == ("15400000112", "lead", "gyjxyyyxgs", "贵阳甲秀药业")
    assert [event.number for event in people.events("account.added")] == ["D-000001"]
    assert "贵阳甲秀" in staff.get("/staff/accounts/?q=gyjx").text


@pytest.mark.parametrize(
    "changes",
    [
        {"name_zh": ""}, {"name_zh": "甲"}, {"uscc": "91529999MADX00174H"}, {"uscc": "9152"}, {"mobile": "12345678901"},
        {"tel": "8888"}, {"email": "nobody"}, {"province": "999999"}, {"licence_until": "soon"}, {"source": "x"},
        {"business_manager_id": "9999"}, {"name_zh": "a\x00b药业"}, {"short_name": "长" * 41},
    ],
)  # fmt: skip
def test_mistakes_are_said_and_the_text_is_kept(staff: Person, people: People, changes: dict[str, str]) -> None:
    answer = staff.post("/staff/accounts/", {**NEW, "address": "云岩区 1 号", **changes})
    assert answer.status_code == 422
    assert "云岩区 1 号" in answer.text and 'aria-invalid="true"' in answer.text
    assert people.events("account.added") == []


def test_an_odd_organisation_code_is_kept_with_a_warning(staff: Person, people: People) -> None:
    answer = staff.post("/staff/accounts/", {**NEW, "licence_no": "旧证 123"})
    assert answer.status_code == 303
    assert "notice-warn" in staff.get(answer.location).text
    assert account_facts(people, "D-000001", "licence_no") == ("旧证123",)


@pytest.mark.parametrize(
    "changes", [{"uscc": "91519999MADX0006X3"}, {"mobile": "15400000101"}, {"name_zh": "成都（岷川）医药有限责任公司"}]
)
def test_a_likely_duplicate_is_shown_first(staff: Person, people: People, changes: dict[str, str]) -> None:
    typed = staff.piece(f"/staff/accounts/new?{urlencode(changes)}", "alike")
    assert "D-000101" in typed.text and "<form" not in typed.text and "data-focus" not in typed.text, "while one types"
    assert "D-000101" not in staff.piece(f"/staff/accounts/new?{urlencode({**NEW, 'name_zh': '成'})}", "alike").text
    asked = staff.post("/staff/accounts/", {**NEW, **changes})
    assert asked.status_code == 422 and "成都岷川医药有限公司" in asked.text and "D-000101" in asked.text
    assert people.events("account.added") == []
    anyway = {**NEW, **changes, "save_anyway": "y"}
    unexplained = staff.post("/staff/accounts/", anyway)
    assert unexplained.status_code == 422 and 'id="why_different-error"' in unexplained.text
    assert staff.post("/staff/accounts/", {**anyway, "why_different": "两家店，一个老板"}).status_code == 303
    told = people.events("account.kept_apart")[-1]
    assert (told.number, told.facts) == ("D-000001", {"others": ["D-000101"], "reason": "两家店，一个老板"})


def test_an_unlisted_field_has_no_effect(staff: Person, people: People) -> None:
    forged = {"status": "active", "number": "D-999999", "id": "1", "tier": "vip", "name_key": "x"}
    sent = {**opened(staff, "D-000101"), **forged, "status": "suspended", "city": "成都"}
    assert staff.post("/staff/accounts/D-000101", sent).status_code == 303
    assert account_facts(people, "D-000101", "city", "status", "number") == ("成都", "active", "D-000101")


def test_an_edit_records_before_and_after_masked(staff: Person, people: People) -> None:
    assert edit(staff, "D-000101", city="成都", mobile="15400000188").status_code == 303
    changes = people.events("account.changed")[-1].facts["changes"]
    assert changes == {"city": [None, "成都"], "mobile": ["154****0101", "154****0188"]}


def test_an_edit_that_changes_nothing_leaves_no_event(staff: Person, people: People) -> None:
    assert edit(staff, "D-000101").status_code == 303
    assert people.events("account.changed") == []


def test_the_later_of_two_saves_sees_the_difference(staff: Person, people: People) -> None:
    mine = opened(staff, "D-000101")
    colleague = people.sign_in("service@demo.example")
    assert edit(colleague, "D-000101", city="绵阳", address="涪城区 8 号").status_code == 303
    answer = staff.post("/staff/accounts/D-000101", {**mine, "city": "成都"})
    assert answer.status_code == 409
    assert "<ins>成都</ins>" in answer.text and "<del>绵阳</del>" in answer.text
    assert 'value="涪城区 8 号"' in answer.text, "what only they changed is taken over"
    assert account_facts(people, "D-000101", "city") == ("绵阳",)
    page = answer.text
    again = {**mine, "city": "成都", "address": "涪城区 8 号", "version": sent_form(page, "version")}
    assert staff.post("/staff/accounts/D-000101", again).status_code == 303
    assert account_facts(people, "D-000101", "city", "address") == ("成都", "涪城区 8 号")


def test_standing_is_set_and_recorded(people: People) -> None:
    director = people.sign_in("director@demo.example")
    with people.backstage() as uow:
        care = next(one.id for one in uow.people.staff() if "care" in one.roles)
    facts = {"tier": "b", "stage": "s2", "care_owner_id": str(care), "sponsor_id": "", "remark": "先稳住"}
    assert director.post("/staff/accounts/D-000102/standing", facts).status_code == 303
    changes = people.events("standing.changed")[-1].facts
    assert changes["changes"]["tier"] == ["vip", "b"] and "先稳住" not in str(changes)


def test_a_vip_needs_a_sponsor(staff: Person, people: People) -> None:
    answer = staff.post("/staff/accounts/N-000201/standing", {"tier": "vip", "stage": "s3", "remark": ""})
    assert answer.status_code == 422 and people.events("standing.changed") == []


def test_suspending_signs_the_people_out(staff: Person, people: People) -> None:
    owner, neighbour = people.sign_in("owner@minchuan.example"), people.sign_in("owner@yueqiao.example")
    assert owner.get("/").status_code == 200
    answer = staff.post("/staff/accounts/D-000101/status", {"status": "suspended", "reason": "证照过期"})
    assert answer.status_code == 303
    assert owner.get("/").status_code == 303 and neighbour.get("/").status_code == 200
    told = people.events("account.status_changed")[-1].facts
    assert told == {"before": "active", "after": "suspended", "reason": "证照过期"}
    assert "证照过期" in staff.get("/staff/accounts/D-000101").text


@pytest.mark.parametrize("facts", [{"status": "suspended", "reason": ""}, {"status": "active", "reason": "再来"},
                                   {"status": "gone", "reason": "不见了"}])  # fmt: skip
def test_a_status_needs_a_reason_and_a_difference(staff: Person, people: People, facts: dict[str, str]) -> None:
    assert staff.post("/staff/accounts/D-000101/status", facts).status_code == 422
    assert people.events("account.status_changed") == []


def test_an_archive_with_gaps_is_not_activated(staff: Person, people: People) -> None:
    staff.post("/staff/accounts/", NEW)
    answer = staff.post("/staff/accounts/D-000001/status", {"status": "active", "reason": "已签约"})
    assert answer.status_code == 422 and account_facts(people, "D-000001", "status") == ("lead",)


def test_contacts_come_change_and_go(staff: Person, people: People) -> None:
    there = "/staff/accounts/D-000101/contacts"
    assert staff.post(there, {"name": "廖远", "role": "sales", "mobile": "154-0000-0199"}).status_code == 303
    with people.backstage() as uow:
        person = uow.contacts.of(uow.accounts.get("D-000101"))[-1]
        assert (person.name, person.mobile, person.is_primary) == ("廖远", "15400000199", False)
    page = staff.get("/staff/accounts/D-000101").text
    assert "tel:15400000199" in page
    changed = {"name": "廖远", "role": "sales", "mobile": "", "is_primary": "y"}
    assert staff.post(f"{there}/{person.id}", changed).status_code == 303
    with people.backstage() as uow:
        assert [one.is_primary for one in uow.contacts.of(uow.accounts.get("D-000101"))] == [True, False]
    assert staff.post(f"{there}/{person.id}/removal").status_code == 409
    with people.backstage() as uow:
        other = next(one.id for one in uow.contacts.of(uow.accounts.get("D-000101")) if not one.is_primary)
    assert staff.post(f"{there}/{other}/removal").status_code == 303
    kinds = [event.kind for event in people.events() if event.kind.startswith("contact.")]
    assert kinds == ["contact.added", "contact.changed", "contact.removed"]


def test_a_contact_is_opened_through_its_own_account_only(staff: Person, people: People) -> None:
    with people.backstage() as uow:
        theirs = uow.contacts.of(uow.accounts.get("D-000102"))[0].id
    assert staff.get(f"/staff/accounts/D-000101/contacts/{theirs}").status_code == 404
    assert staff.post(f"/staff/accounts/D-000101/contacts/{theirs}/removal").status_code == 404


def test_whoever_sees_only_their_own_keeps_what_they_add(people: People) -> None:
    with people.backstage() as uow:
        service = next(one for one in uow.people.staff() if "service" in one.roles)
        service.reach = "own"
    person = people.sign_in("service@demo.example")
    answer = person.post("/staff/accounts/", {**NEW, "business_manager_id": "1"})
    assert answer.status_code == 303 and person.get(answer.location).status_code == 200
    assert person.post("/staff/accounts/D-000101", {"name_zh": "改了"}).status_code == 404


@pytest.mark.parametrize("who", ["legal", "quality", "finance", "director"])
def test_who_does_not_keep_the_archive_cannot_change_it(people: People, who: str) -> None:
    person = people.sign_in(f"{who}@demo.example")
    assert person.get("/staff/accounts/D-000101").status_code == 200
    assert person.post("/staff/accounts/", NEW).status_code == 404
    assert person.post("/staff/accounts/D-000101", {"name_zh": "改了"}).status_code == 404
    assert people.events("account.changed") == []
