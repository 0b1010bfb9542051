"""Feedback at the desk: found, acknowledged, answered, closed; integrity complaints for compliance alone (AZ3, AZ8)."""

import pytest

from tests.people import People

COMPLIANCE = ["admin@demo.example", "director@demo.example", "legal@demo.example"]
OTHERS = ["service@demo.example", "care@demo.example", "business@demo.example", "quality@demo.example",
          "finance@demo.example"]  # fmt: skip


def give(people: People, subtype: str = "complaint.delivery", subject: str = "发货晚了三天") -> str:
    sent = {"kind": "complaint", "subtype": subtype, "subject": subject, "text": "请查一下。", "contract": "D-2026-011"}
    answer = people.sign_in("owner@minchuan.example").post("/feedback/", sent)
    assert answer.status_code == 303
    return answer.headers["Location"].rsplit("/", 1)[1]


def test_the_desk_sees_account_clause_and_text(people: People) -> None:
    number = give(people)
    person = people.sign_in("care@demo.example")
    body = person.get("/staff/feedback/").text
    assert number in body and "岷川医药" in body
    body = person.get(f"/staff/feedback/{number}").text
    assert all(word in body for word in ("请查一下。", "D-2026-011", "成都岷川医药有限公司", "VIP"))


def test_lists_narrow_by_state_and_kind(people: People) -> None:
    number, person = give(people), people.sign_in("care@demo.example")
    for query, is_there in (
        ("", True), ("?kind=praise", False), ("?kind=complaint", True), ("?show=answered", False),
        ("?show=all&kind=complaint", True), ("?show=nonsense&kind=nonsense", True),
    ):  # fmt: skip
        assert (number in person.get(f"/staff/feedback/{query}").text) is is_there, query


def test_from_receipt_to_the_end(people: People) -> None:
    number, desk = give(people), people.sign_in("care@demo.example")
    for act, data in (("acknowledgements", {}), ("investigations", {}), ("answers", {"text": "已补发。"})):
        assert desk.post(f"/staff/feedback/{number}/{act}", data).status_code == 303, act
    assert desk.post(f"/staff/feedback/{number}/acknowledgements").status_code == 409
    assert desk.post(f"/staff/feedback/{number}/closings", {"root_cause": ""}).status_code == 409
    assert desk.post(f"/staff/feedback/{number}/closings", {"root_cause": "weather"}).status_code == 422
    assert desk.post(f"/staff/feedback/{number}/closings", {"root_cause": "process"}).status_code == 303
    kinds = [event.kind for event in people.events() if event.number == number]
    assert kinds == [f"feedback.{what}" for what in ("posted", "acknowledged", "investigated", "answered", "closed")]


def test_nothing_is_closed_unanswered(people: People) -> None:
    number = give(people)
    answer = people.sign_in("care@demo.example").post(f"/staff/feedback/{number}/closings", {"root_cause": "process"})
    assert answer.status_code == 409


def test_an_empty_answer_is_not_sent(people: People) -> None:
    number = give(people)
    answer = people.sign_in("care@demo.example").post(f"/staff/feedback/{number}/answers", {"text": "  "})
    assert answer.status_code == 422 and people.events("feedback.answered") == []


@pytest.mark.parametrize("who", OTHERS)
def test_integrity_does_not_exist_for_colleagues(people: People, who: str) -> None:
    number, person = give(people, "complaint.integrity", "有人索要好处"), people.sign_in(who)
    assert person.get(f"/staff/feedback/{number}").status_code == 404
    assert number not in person.get("/staff/feedback/?show=all").text
    assert number not in person.get("/staff/contracts/D-2026-011").text
    assert number not in person.get("/staff/accounts/D-000101").text
    assert person.post(f"/staff/feedback/{number}/answers", {"text": "知道了"}).status_code == 404
    assert people.events("integrity.answered") == []


@pytest.mark.parametrize("who", COMPLIANCE)
def test_compliance_reads_and_answers_integrity(people: People, who: str) -> None:
    number, person = give(people, "complaint.integrity", "有人索要好处"), people.sign_in(who)
    assert number in person.get("/staff/feedback/").text
    assert person.post(f"/staff/feedback/{number}/answers", {"text": "我们已经调查。"}).status_code == 303
    assert len(people.events("integrity.answered")) == 1


def test_a_timeline_keeps_integrity_apart(people: People) -> None:
    from portal.domain.events import Actor
    from portal.domain.timeline import Timeline

    number = give(people, "complaint.integrity", "有人索要好处")
    with people.backstage() as uow:
        account_id = uow.accounts.get("D-000101").id
        for roles, sees in (({"service"}, False), ({"legal"}, True)):
            work = type(uow)(uow.session, Actor("staff", "x", roles=frozenset(roles)), uow.now)
            rows = Timeline(work).of_account(account_id).rows
            assert (number in [row.number for row in rows]) is sees
