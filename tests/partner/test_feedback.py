"""The partner's feedback: tied to what is theirs, answered where they read it, confidential if need be (AZ2, AZ5)."""

from typing import Any

import pytest

from tests.people import People

OWNER, MEMBER, VIEWER = "owner@minchuan.example", "member@minchuan.example", "viewer@minchuan.example"
NEIGHBOUR, DESK = "owner@yueqiao.example", "care@demo.example"
WORDS = {
    "kind": "complaint",
    "subtype": "complaint.delivery",
    "subject": "发货晚了三天",
    "text": "医院断药，客户着急。",
}


def clause_id(people: People, number: str) -> str:
    with people.backstage() as uow:
        return str(uow.contracts.get(number).versions[0].clauses[0].id)


def give(people: People, who: str = OWNER, **facts: Any) -> str:
    answer = people.sign_in(who).post("/feedback/", {**WORDS, **facts})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rsplit("/", 1)[1]


def test_feedback_on_a_clause_is_stored_with_its_contract(people: People) -> None:
    own = clause_id(people, "D-2026-011")
    form = people.sign_in(MEMBER).get(f"/feedback/new?clause={own}").text
    assert "第 9 条" in form and "D-2026-011" in form
    number = give(people, MEMBER, clause=own)
    with people.backstage() as uow:
        feedback = uow.feedback.get(number)
        assert feedback.contract is not None and feedback.contract.number == "D-2026-011"
        assert str(feedback.clause_id) == own and feedback.posted_by.name == "何晓岷"
    assert [event.number for event in people.events("feedback.posted")] == [number]
    body = people.sign_in(VIEWER).get(f"/feedback/{number}").text
    assert "医院断药，客户着急。" in body and "第 9 条" in body
    assert number in people.sign_in(VIEWER).get("/feedback/").text
    assert number in people.sign_in(VIEWER).get("/contracts/D-2026-011").text


@pytest.mark.parametrize("ties", [
    {"clause": "D-2026-012"}, {"clause": "U-2024-001"}, {"contract": "D-2026-012"}, {"contract": "U-2024-001"},
    {"clause": "999999"}, {"clause": "x"}, {"clause": "9" * 40}, {"request": "SR-209901-0001"}, {"product": "PR02"},
    {"product": "PR99"},
])  # fmt: skip
def test_what_is_not_theirs_cannot_be_named(people: People, ties: dict[str, str]) -> None:
    if ties.get("clause", "")[:2] in ("D-", "U-"):
        ties = {"clause": clause_id(people, ties["clause"])}
    answer = people.sign_in(OWNER).post("/feedback/", {**WORDS, **ties})
    assert answer.status_code in (404, 422)
    assert people.events("feedback.posted") == []
    with people.backstage() as uow:
        assert uow.feedback.page().rows == []


def test_a_clause_and_another_contract_do_not_go_together(people: People) -> None:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        second = uow.contracts.get("D-2026-012")
        first = uow.contracts.get("D-2026-011")
        assert account.id == first.account_id != second.account_id
    sent = {**WORDS, "clause": clause_id(people, "D-2026-011"), "contract": "D-2026-012"}
    assert people.sign_in(OWNER).post("/feedback/", sent).status_code == 422


@pytest.mark.parametrize("facts", [
    {"kind": "rumour"}, {"kind": ""}, {"subject": ""}, {"text": ""}, {"subtype": "suggestion.portal"},
    {"subtype": "complaint.weather"}, {"subject": "长" * 121},
])  # fmt: skip
def test_mistakes_come_back_with_the_text(people: People, facts: dict[str, str]) -> None:
    answer = people.sign_in(OWNER).post("/feedback/", {**WORDS, **facts})
    assert answer.status_code == 422 and "error-summary" in answer.text
    assert (facts.get("text", WORDS["text"])) in answer.text


def test_the_answer_is_read_and_confirmed(people: People) -> None:
    number = give(people)
    desk, owner = people.sign_in(DESK), people.sign_in(OWNER)
    assert desk.post(f"/staff/feedback/{number}/answers", {"text": "已补发，并改为顺丰。"}).status_code == 303
    assert number in owner.get("/").text, "home asks for a word on the answer"
    assert "已补发，并改为顺丰。" in owner.get(f"/feedback/{number}").text
    assert owner.post(f"/feedback/{number}/confirmations").status_code == 303
    assert owner.post(f"/feedback/{number}/confirmations").status_code == 409
    kinds = [event.kind for event in people.events() if event.number == number]
    assert kinds == ["feedback.posted", "feedback.answered", "feedback.confirmed"]


def test_an_answer_that_does_not_help_is_disputed(people: People) -> None:
    number = give(people)
    people.sign_in(DESK).post(f"/staff/feedback/{number}/answers", {"text": "已处理。"})
    owner = people.sign_in(OWNER)
    assert owner.post(f"/feedback/{number}/disputes", {"text": ""}).status_code == 422
    assert owner.post(f"/feedback/{number}/disputes", {"text": "并没有收到。"}).status_code == 303
    assert "并没有收到。" in people.sign_in(DESK).get(f"/staff/feedback/{number}").text


def test_nothing_can_be_confirmed_before_it_is_answered(people: People) -> None:
    number = give(people)
    assert people.sign_in(OWNER).post(f"/feedback/{number}/confirmations").status_code == 409


def test_the_neighbour_finds_nothing(people: People) -> None:
    number = give(people)
    neighbour = people.sign_in(NEIGHBOUR)
    assert number not in neighbour.get("/feedback/").text
    for method, path in (("GET", ""), ("POST", "/confirmations"), ("POST", "/disputes")):
        assert neighbour.open(f"/feedback/{number}{path}", method, {"text": "不行"}).status_code == 404


def test_viewers_read_and_do_not_write(people: People) -> None:
    number = give(people)
    viewer = people.sign_in(VIEWER)
    assert viewer.get("/feedback/new").status_code == 404
    assert viewer.post("/feedback/", WORDS).status_code == 404
    assert viewer.post(f"/feedback/{number}/confirmations").status_code == 404


def test_integrity_is_for_the_writer_and_compliance(people: People) -> None:
    number = give(people, MEMBER, subtype="complaint.integrity", subject="有人索要好处", text="说来话长。")
    assert people.sign_in(MEMBER).get(f"/feedback/{number}").status_code == 200
    for reader in (OWNER, VIEWER):
        person = people.sign_in(reader)
        assert person.get(f"/feedback/{number}").status_code == 404
        assert number not in person.get("/feedback/").text
    assert [event.kind for event in people.events() if event.number == number] == ["integrity.posted"]
