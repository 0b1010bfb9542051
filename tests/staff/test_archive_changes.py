"""Partners propose changes of their archive field by field, staff decide: replacing, evidence, races, words."""

import pytest

from portal.domain.accounts.models import Contact
from tests.filing import hidden, pdf
from tests.notify.acts import dispatch_all, told
from tests.people import People, Person

OWNER, MEMBER, VIEWER = (f"{role}@minchuan.example" for role in ("owner", "member", "viewer"))
ADDRESS = {"field": "address", "province": "510000", "city": "绵阳市", "address": "科创园 8 号", "note": "搬家了"}


def propose(person: Person, **facts: object) -> str:
    """The number of what was proposed, as the notice on the page says it."""
    answer = person.post("/archive-changes/", facts, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    with person.app.app_context():
        return newest(person)


def newest(person: Person) -> str:
    shown = person.get("/company/").text
    return "AC-" + shown.split("/archive-changes/AC-", 1)[1].split('"', 1)[0]


def numbers(people: People) -> list[str]:
    return [event.number for event in people.events("proposal.made")]


def accept(staff: Person, number: str, **more: str) -> int:
    page = staff.get(f"/staff/archive-changes/{number}{'/confirmation' if more else ''}").text
    action = f"/staff/archive-changes/{number}/acceptance"
    return staff.post(action, {"seen": hidden(page, "seen", action), **more}).status_code


def test_a_field_goes_from_proposal_to_archive_and_both_sides_see_it(people: People) -> None:
    owner, member, viewer = (people.sign_in(name) for name in (OWNER, MEMBER, VIEWER))
    staff = people.sign_in("service@demo.example")
    assert "提议修改" in owner.get("/company/").text and "archive-changes/new" not in viewer.get("/company/").text
    for person in (member, viewer):
        assert person.post("/archive-changes/", ADDRESS).status_code == 404, "owners alone propose it"
    assert owner.post("/archive-changes/", {**ADDRESS, "province": "999"}).status_code == 422
    propose(owner, **ADDRESS)
    propose(owner, **{**ADDRESS, "address": "科创园 9 号"})
    first, second = numbers(people)
    assert [event.kind for event in people.events() if event.kind.startswith("proposal.")] == [
        "proposal.made", "proposal.replaced", "proposal.made",
    ]  # fmt: skip
    assert "取代" in owner.get("/archive-changes/new?field=address").text, "the page says what a third would do"
    assert staff.post(f"/staff/archive-changes/{first}/acceptance", {"seen": "x"}).status_code == 409
    shown = staff.get(f"/staff/archive-changes/{second}").text
    assert "科创园 9 号" in shown and "绵阳市" in shown
    with people.backstage() as uow:
        uow.accounts.get("D-000101").change({"city": "德阳市"}, by=uow.actor, at=uow.now)
    action = f"/staff/archive-changes/{second}/acceptance"
    stale = staff.post(action, {"seen": hidden(shown, "seen", action)})
    assert stale.status_code == 409 and "德阳市" in stale.text, "the difference is shown, nothing accepted"
    assert "已有变化" in staff.get(f"/staff/archive-changes/{second}").text
    assert accept(staff, second) == 303
    assert staff.post(f"/staff/archive-changes/{second}/refusal", {"reason": "晚了一步"}).status_code == 409
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        assert (account.province, account.city, account.address) == ("510000", "绵阳市", "科创园 9 号")
    assert "已采纳" in owner.get(f"/archive-changes/{second}").text
    dispatch_all(people.app)
    assert told(people.app, "proposal.accepted") == {(OWNER, "inbox")}
    assert people.sign_in("owner@yueqiao.example").get(f"/archive-changes/{second}").status_code == 404


def test_what_names_the_company_needs_a_paper_and_a_second_look(people: People) -> None:
    owner, staff = people.sign_in(OWNER), people.sign_in("service@demo.example")
    change = {"field": "name", "name_zh": "成都岷川新名医药有限公司"}
    refused = owner.post("/archive-changes/", change)
    assert refused.status_code == 422 and not numbers(people)
    number = propose(owner, **change, files=pdf("营业执照.pdf"))
    assert "营业执照.pdf" in staff.get(f"/staff/archive-changes/{number}/confirmation").text
    action = f"/staff/archive-changes/{number}/acceptance"
    page = staff.get(f"/staff/archive-changes/{number}/confirmation").text
    seen = hidden(page, "seen", action)
    assert staff.post(action, {"seen": seen}).status_code == 422, "nobody said that they compared it"
    assert staff.post(action, {"seen": seen, "compared": "y"}).status_code == 303
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        assert account.name_zh == change["name_zh"] and account.initials, "found by its new name"
    assert people.sign_in("finance@demo.example").get(f"/staff/archive-changes/{number}").status_code == 200
    assert people.sign_in("finance@demo.example").post(action, {"seen": seen}).status_code == 404


@pytest.mark.parametrize("name", [OWNER, MEMBER])
def test_contacts_are_added_changed_and_taken_out(people: People, name: str) -> None:
    person, staff = people.sign_in(name), people.sign_in("care@demo.example")
    new = {"field": "contact", "name": "周会计", "role": "finance", "mobile": "154 0000 0888"}
    assert accept(staff, propose(person, **new)) == 303
    with people.backstage() as uow:
        added = uow.session.query(Contact).filter_by(name="周会计").one()
        assert added.mobile == "15400000888" and not added.is_primary
        contact = added.id
        main = uow.session.query(Contact).filter_by(account_id=added.account_id, is_primary=True).one()
    assert accept(staff, propose(person, **{**new, "contact": str(contact), "wechat": "zhou"})) == 303
    assert person.post("/archive-changes/", {**new, "contact": str(contact), "wechat": "zhou"}).status_code == 422
    assert person.post(f"/company/contacts/{contact}/removal-proposals").status_code == 303
    refusal = staff.post(f"/staff/archive-changes/{newest(person)}/refusal", {"reason": "他还在管账"})
    assert refusal.status_code == 303 and "他还在管账" in person.get("/company/").text
    assert person.post(f"/company/contacts/{contact}/removal-proposals").status_code == 303
    assert accept(staff, newest(person)) == 303
    person.post(f"/company/contacts/{main.id}/removal-proposals")
    page = staff.get(f"/staff/archive-changes/{newest(person)}").text
    action = f"/staff/archive-changes/{newest(person)}/acceptance"
    kept = staff.post(action, {"seen": hidden(page, "seen", action)})
    with people.backstage() as uow:
        names = [one.name for one in uow.contacts.of(uow.accounts.get("D-000101"))]
    assert kept.status_code == 303 and "周会计" not in names
    assert not [event for event in people.events() if "15400000888" in str(event.facts)], "numbers are masked"
