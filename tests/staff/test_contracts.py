"""Contracts at the desk: recording by the rules, clauses on drafts only, amendments, two editors (BI4, AZ1, AZ9)."""

from datetime import date
from typing import Any

import pytest

from tests.people import People, Person

KEEPER, READER = "business@demo.example", "service@demo.example"
PAPER: dict[str, Any] = {
    "account": "D-000101", "side": "downstream", "number": "D-2027-001", "title": "岭康胶囊 四川",
    "cooperation_mode": "buyout", "starts_on": "2027-01-01", "months": "12", "products": ["PR02"],
    "provinces": ["510000"], "channel": "all", "level": "exclusive",
}  # fmt: skip
DELIVERY = {
    "type": "delivery",
    "days": "5",
    "day_kind": "working",
    "grace_mode": "retroactive",
    "binds": "us",
    "page": "7",
}


def version_of(people: People, number: str) -> str:
    with people.backstage() as uow:
        return str(uow.contracts.get(number).version)


def put(person: Person, people: People, number: str, **facts: Any) -> Any:
    sent = {"version": version_of(people, number), **DELIVERY, **facts}
    return person.post(f"/staff/contracts/{number}/clauses/", sent)


def sign(person: Person, number: str, day: str = "2026-10-20") -> Any:
    return person.post(f"/staff/contracts/{number}/signatures", {"us_on": day, "partner_on": day})


def test_list_has_both_sides_and_narrows_to_one(people: People) -> None:
    person = people.sign_in(READER)
    body = person.get("/staff/contracts/?term=all").text
    assert all(number in body for number in ("D-2026-011", "D-2026-012", "U-2024-001"))
    body = person.get("/staff/contracts/?term=all&side=upstream").text
    assert "U-2024-001" in body and "D-2026-011" not in body
    assert "D-2026-012" in (piece := person.piece("/staff/contracts/?term=all&q=粤桥", "contract_list").text)
    assert "D-2026-011" not in piece and "<html" not in piece


def test_record_type_clauses_sign_and_it_is_in_force(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    assert keeper.post("/staff/contracts/", PAPER).status_code == 303
    with people.backstage() as uow:
        contract = uow.contracts.get("D-2027-001")
        assert contract.ends_on == date(2027, 12, 31) and [p.product.code for p in contract.products] == ["PR02"]
    assert put(keeper, people, "D-2027-001", article="第 8 条").status_code == 303
    assert sign(keeper, "D-2027-001").status_code == 303
    kinds = [event.kind for event in people.events() if event.number == "D-2027-001"]
    assert kinds == ["contract.recorded", "contract.clause_recorded", "contract.signed"]
    assert "第 8 条" in people.sign_in("owner@minchuan.example").get("/contracts/D-2027-001").text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"account": "N-000201"}, "罗景川"),
        ({"account": "N-000201", "goods_party": "D-000102"}, "粤桥"),
        ({"account": "S-000001"}, "S-000001"),
        ({"side": "upstream"}, "D-000101"),
        ({"number": "D-2026-011"}, "D-2026-011"),
        ({"number": "a/b"}, "a/b"),
        ({"account": "D-999999"}, "D-999999"),
        ({"ends_on": "2026-12-31", "months": ""}, "2026-12-31"),
        ({"starts_on": "soon"}, "soon"),
        ({"months": ""}, "D-2027-001"),
        ({"products": []}, "D-2027-001"),
        ({"products": ["PR99"]}, "D-2027-001"),
        ({"provinces": ["999999"]}, "D-2027-001"),
        ({"level": "royal"}, "D-2027-001"),
    ],
)
def test_what_is_refused_comes_back_with_the_typed_text(people: People, changes: dict[str, Any], says: str) -> None:
    answer = people.sign_in(KEEPER).post("/staff/contracts/", {**PAPER, **changes})
    assert answer.status_code == 422
    assert says in answer.text and "岭康胶囊 四川" in answer.text and "error-summary" in answer.text
    assert people.events("contract.recorded") == []


def test_a_person_may_buy_out_through_a_licensed_company(people: People) -> None:
    with people.backstage() as uow:
        uow.accounts.get("D-000101").licence_no = "川AA028000001"
    answer = people.sign_in(KEEPER).post(
        "/staff/contracts/", {**PAPER, "account": "N-000201", "goods_party": "D-000101"}
    )
    assert answer.status_code == 303
    body = people.sign_in(READER).get("/staff/contracts/D-2027-001").text
    assert "成都岷川医药有限公司" in body


def test_a_person_may_promote_as_a_service(people: People) -> None:
    sent = {**PAPER, "account": "N-000201", "cooperation_mode": "service"}
    assert people.sign_in(KEEPER).post("/staff/contracts/", sent).status_code == 303


def test_signed_versions_cannot_be_changed(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    assert put(keeper, people, "D-2026-011", article="第 9 条").status_code == 409
    assert keeper.post("/staff/contracts/D-2026-011", {**PAPER, "version": "1"}).status_code == 409
    removal = {"article": "第 9 条", "version": version_of(people, "D-2026-011")}
    assert keeper.post("/staff/contracts/D-2026-011/clauses/removals", removal).status_code == 409
    assert keeper.get("/staff/contracts/D-2026-011/clauses/new").status_code == 409
    with people.backstage() as uow:
        assert [clause.article for clause in uow.contracts.get("D-2026-011").versions[0].clauses] == ["第 9 条"]


def test_an_amendment_changes_what_it_names_from_its_day_on(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    amendment = {"effective_from": "2026-07-01", "summary": "供货时效"}
    assert keeper.post("/staff/contracts/D-2026-011/versions", amendment).status_code == 303
    assert keeper.post("/staff/contracts/D-2026-011/versions", amendment).status_code == 409
    assert put(keeper, people, "D-2026-011", article="第 9 条", days="5", rate_per_day="0.2").status_code == 303
    assert put(keeper, people, "D-2026-011", article="第 14 条", days="2").status_code == 303
    partner = people.sign_in("owner@minchuan.example")
    assert "第 14 条" not in partner.get("/contracts/D-2026-011").text, "an unsigned amendment binds nobody"
    assert sign(keeper, "D-2026-011", "2026-06-24").status_code == 303
    before = (
        keeper.get("/staff/contracts/D-2026-011?on=2026-06-30").text.split('id="h-terms"')[1].split('id="h-facts"')[0]
    )
    after = (
        keeper.get("/staff/contracts/D-2026-011?on=2026-07-01").text.split('id="h-terms"')[1].split('id="h-facts"')[0]
    )
    assert "第 14 条" not in before and "第 14 条" in after
    assert "0.1%" in before and "0.2%" in after
    shown = partner.get("/contracts/D-2026-011").text
    assert "<del>" in shown and "<ins>" in shown


def test_an_amendment_can_take_an_article_out(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    keeper.post("/staff/contracts/D-2026-011/versions", {"effective_from": "2026-07-01"})
    removal = {"article": "第 9 条", "version": version_of(people, "D-2026-011")}
    assert keeper.post("/staff/contracts/D-2026-011/clauses/removals", removal).status_code == 303
    assert sign(keeper, "D-2026-011").status_code == 303
    with people.backstage() as uow:
        contract = uow.contracts.get("D-2026-011")
        assert [c.article for c in uow.contracts.terms(contract, date(2026, 6, 30))] == ["第 9 条"]
        assert uow.contracts.terms(contract, date(2026, 7, 1)) == []


def test_the_later_of_two_editors_is_told_and_keeps_the_text(people: People) -> None:
    first, second = people.sign_in(KEEPER), people.sign_in("legal@demo.example")
    first.post("/staff/contracts/", PAPER)
    seen = version_of(people, "D-2027-001")
    path = "/staff/contracts/D-2027-001/clauses/"
    assert (
        first.post(path, {**DELIVERY, "article": "第 8 条", "version": seen, "text_zh": "甲的文字"}).status_code == 303
    )
    late = second.post(path, {**DELIVERY, "article": "第 8 条", "version": seen, "text_zh": "乙的文字"})
    assert late.status_code == 409 and "乙的文字" in late.text and "甲的文字" in late.text
    late = second.post("/staff/contracts/D-2027-001", {**PAPER, "title": "乙的标题", "version": seen})
    assert late.status_code == 409 and "乙的标题" in late.text and "岭康胶囊 四川" in late.text
    with people.backstage() as uow:
        assert uow.contracts.get("D-2027-001").title == "岭康胶囊 四川"


def test_what_was_typed_wrong_can_be_corrected_before_signing(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    keeper.post("/staff/contracts/", PAPER)
    assert 'value="2027-12-31"' in keeper.get("/staff/contracts/D-2027-001/edit").text
    changed = {**PAPER, "title": "岭康胶囊 云南", "provinces": ["530000"], "version": version_of(people, "D-2027-001")}
    assert keeper.post("/staff/contracts/D-2027-001", changed).status_code == 303
    with people.backstage() as uow:
        contract = uow.contracts.get("D-2027-001")
        assert (contract.title, [t.province for t in contract.territories]) == ("岭康胶囊 云南", ["530000"])


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"days": "three"}, "days"), ({"article": ""}, "article"), ({"binds": "all"}, "binds"), ({"page": "x"}, "page")],
)
def test_a_wrong_clause_comes_back(people: People, facts: dict[str, str], field: str) -> None:
    keeper = people.sign_in(KEEPER)
    keeper.post("/staff/contracts/", PAPER)
    answer = put(keeper, people, "D-2027-001", **{"article": "第 8 条", **facts})
    assert answer.status_code == 422 and f'href="#{field}"' in answer.text


@pytest.mark.engineless
def test_every_clause_type_has_a_form(people: People) -> None:
    from portal.domain.contracts.clauses import CLAUSE_TYPES

    keeper = people.sign_in(KEEPER)
    keeper.post("/staff/contracts/", PAPER)
    for code in CLAUSE_TYPES:
        body = keeper.get(f"/staff/contracts/D-2027-001/clauses/new?type={code}").text
        assert f'name="type" value="{code}"' in body


def test_an_upstream_clause_is_not_for_downstream(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    keeper.post("/staff/contracts/", PAPER)
    sent = {"type": "minimum_years", "years": "5", "article": "第 3 条", "binds": "partner"}
    assert keeper.post("/staff/contracts/D-2027-001/clauses/", sent).status_code == 422


@pytest.mark.parametrize("who", [READER, "care@demo.example", "quality@demo.example", "director@demo.example"])
def test_others_read_and_do_not_write(people: People, who: str) -> None:
    person = people.sign_in(who)
    assert person.get("/staff/contracts/D-2026-011").status_code == 200
    assert person.get("/staff/contracts/new").status_code == 404
    assert person.post("/staff/contracts/", PAPER).status_code == 404
    assert sign(person, "D-2026-011").status_code == 404
    assert people.events("contract.recorded") == []


def test_facts_of_a_clause_are_labelled(people: People) -> None:
    body = people.sign_in(READER).get("/staff/contracts/U-2024-001").text
    assert "甲方应在三个工作日内发货（U-2024-001）。" in body and "0.1%" in body
