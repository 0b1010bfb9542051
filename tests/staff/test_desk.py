"""The desk: answers, notes, takers, moves, and what the answer rests on (AZ2, AZ7, AZ8, AZ11, BI1, BI2, BI3, BI4)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.contracts.models import Clause, ContractVersion
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.feedback.repository import Ties
from portal.domain.people.models import Login
from tests.filing import filed, hidden, pdf
from tests.people import People

SERVICE, BUSINESS, MEMBER = "service@demo.example", "business@demo.example", "member@minchuan.example"


def desk_of(people: People, number: str, who: str = SERVICE) -> str:
    answer = people.sign_in(who).get(f"/staff/requests/{number}")
    assert answer.status_code == 200
    return answer.text


def post(people: People, number: str, act: str, data: dict[str, Any], who: str = SERVICE) -> Any:
    return people.sign_in(who).post(f"/staff/requests/{number}/{act}", data)


def holder(people: People, number: str) -> str:
    with people.backstage() as uow:
        return str(uow.requests.at_desk(number).desk.assignee_id)


def test_the_desk_has_the_partner_on_top_and_the_grounds_beside(people: People) -> None:
    page = desk_of(people, filed(people, stockout="y"))
    partner, grounds = ("成都岷川医药有限公司", "VIP", "周一帆", "陈立衡", "还剩"), ("第 9 条", "供货时效")
    for said in (*partner, *grounds, "PO-20261116-03", "何晓岷"):
        assert said in page


def test_the_thread_stands_in_the_order_of_time(people: People) -> None:
    number = filed(people)
    post(people, number, "assignment", {"staff": people.staff_id(BUSINESS)})
    post(people, number, "notes", {"text": "先别答应今晚到。"})
    post(people, number, "answers", {"text": "查到了，明早到。"}, BUSINESS)
    people.sign_in(MEMBER).post(f"/requests/{number}/answers", {"text": "今晚一定要到。"})
    thread = desk_of(people, number).split('<ol class="thread"')[1].split("</ol>")[0]
    said = ["医院明天断药。", "分派给周一帆", "先别答应今晚到。", "查到了，明早到。", "今晚一定要到。"]
    places = [thread.index(text) for text in said]
    assert places == sorted(places)
    assert "内部备注，客户看不到" in thread


def test_an_answer_is_public_meets_the_promise_and_leaves_one_event(people: People) -> None:
    number = filed(people)
    assert post(people, number, "answers", {"text": "查到了。", "files": pdf()}).status_code == 303
    [event] = people.events("request.answered")
    assert (event.number, event.facts["state"]) == (number, "in_progress")
    page = people.sign_in(MEMBER).get(f"/requests/{number}").text
    assert "查到了。" in page and "出库单.pdf" in page and "田野" in page


def test_a_note_and_its_file_stay_backstage(people: People) -> None:
    number = filed(people)
    assert post(people, number, "notes", {"text": "内部的话", "files": pdf("内部.pdf")}).status_code == 303
    page = desk_of(people, number)
    assert "内部的话" in page and "内部.pdf" in page
    address = page.split('class="file" href="')[1].split('"')[0]
    assert people.sign_in(SERVICE).get(address, buffered=True).status_code == 200
    assert people.sign_in(MEMBER).get(address).status_code == 404
    assert [event.number for event in people.events("request.noted")] == [number]


@pytest.mark.parametrize("act", ["answers", "notes"])
@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_a_text_that_cannot_be_kept_comes_back(people: People, act: str, text: str) -> None:
    number = filed(people)
    answer = post(people, number, act, {"text": text})
    assert answer.status_code == 422 and 'aria-invalid="true"' in answer.text
    assert not people.events("request.answered") and not people.events("request.noted")


def test_answering_and_resolving_at_once_are_two_facts(people: People) -> None:
    number = filed(people)
    post(people, number, "answers", {"text": "办好了。", "resolve": "y"})
    kinds = [event.kind for event in people.events() if event.number == number]
    assert kinds == ["request.posted", "request.answered", "request.resolved"]
    assert "已办结，请确认" in people.sign_in(MEMBER).get(f"/requests/{number}").text


def test_a_newer_answer_is_shown_before_mine_is_sent(people: People) -> None:
    number = filed(people)
    action = f"/staff/requests/{number}/answers"
    seen = hidden(desk_of(people, number), "seen", action)
    people.sign_in(MEMBER).post(f"/requests/{number}/answers", {"text": "已经到了，不用管了。"})
    refused = post(people, number, "answers", {"text": "我写了很久", "seen": seen})
    assert refused.status_code == 409
    assert "我写了很久" in refused.text and "已经到了，不用管了。" in refused.text
    assert not people.events("request.answered")
    again = hidden(refused.text, "seen", action)
    assert post(people, number, "answers", {"text": "我写了很久", "seen": again}).status_code == 303


@pytest.mark.parametrize("seen", ["nonsense", "-1", "9" * 30])
def test_a_marker_nobody_printed_does_no_harm(people: People, seen: str) -> None:
    assert post(people, filed(people), "answers", {"text": "好的。", "seen": seen}).status_code in (303, 409, 422)


def test_an_answer_to_an_ended_request_keeps_its_text(people: People) -> None:
    number = filed(people)
    people.sign_in(MEMBER).post(f"/requests/{number}/cancellation")
    answer = post(people, number, "answers", {"text": "这句话别丢了"})
    assert answer.status_code == 409 and "这句话别丢了" in answer.text


def test_an_answer_sent_twice_is_one(people: People) -> None:
    number, desk = filed(people), people.sign_in(SERVICE)
    form_id = hidden(desk.get(f"/staff/requests/{number}").text, "form_id", f"/staff/requests/{number}/answers")
    for _ in range(2):
        sent = desk.post(f"/staff/requests/{number}/answers", {"text": "好的。", "form_id": form_id})
        assert sent.status_code == 303
    assert len(people.events("request.answered")) == 1


def test_of_two_takers_one_wins_and_the_other_is_told(people: People) -> None:
    number = filed(people)
    takers = [SERVICE, BUSINESS]

    def take(who: str) -> tuple[int, str]:
        answer = people.sign_in(who).post(
            f"/staff/requests/{number}/assignment", {"staff": people.staff_id(who), "holder": ""}
        )
        return answer.status_code, answer.text

    with ThreadPoolExecutor(2) as both:
        outcomes = list(both.map(take, takers))
    assert sorted(status for status, _ in outcomes) == [303, 409]
    winner = takers[[status for status, _ in outcomes].index(303)]
    assert holder(people, number) == people.staff_id(winner)
    told = next(text for status, text in outcomes if status == 409)
    assert {"田野": SERVICE, "周一帆": BUSINESS}["田野" if "田野" in told else "周一帆"] == winner
    assert len(people.events("request.assigned")) == 1


def test_taking_it_twice_is_once(people: People) -> None:
    number = filed(people)
    for _ in range(2):
        assert post(people, number, "assignment", {"staff": people.staff_id(SERVICE)}).status_code == 303
    assert len(people.events("request.assigned")) == 1


def test_passing_it_on_names_who_had_it(people: People) -> None:
    number, first, second = filed(people), people.staff_id(SERVICE), people.staff_id(BUSINESS)
    post(people, number, "assignment", {"staff": first})
    assert post(people, number, "assignment", {"staff": second, "holder": "999"}).status_code == 409
    assert post(people, number, "assignment", {"staff": second, "holder": first}).status_code == 303
    assert [(event.facts["before"], event.facts["after"]) for event in people.events("request.assigned")] == [
        (None, int(first)), (int(first), int(second))
    ]  # fmt: skip


@pytest.mark.parametrize("staff", ["999999", "", "nonsense", "9" * 30])
def test_nobody_of_that_number_works_here(people: People, staff: str) -> None:
    number = filed(people)
    assert post(people, number, "assignment", {"staff": staff}).status_code == 422
    assert holder(people, number) == "None"


def test_a_colleague_who_left_cannot_be_given_work(people: People) -> None:
    number, legal = filed(people), people.staff_id("legal@demo.example")
    with people.backstage() as uow:
        login = uow.session.scalars(select(Login).where(Login.email == "legal@demo.example")).one()
        login.deactivated_at = datetime.now(UTC)
    assert post(people, number, "assignment", {"staff": legal}).status_code == 422


@pytest.mark.parametrize(
    ("before", "verb", "state"),
    [
        ([], "wait_for_partner", "waiting_partner"),
        ([], "wait_for_supplier", "waiting_supplier"),
        (["wait_for_partner"], "resume", "in_progress"),
        (["answer"], "resolve", "resolved"),
        (["answer", "resolve"], "close", "closed"),
        (["answer", "resolve", "close"], "reopen", "in_progress"),
        ([], "reject", "rejected"),
    ],
)
def test_a_move_leads_on_and_leaves_one_event(people: People, before: list[str], verb: str, state: str) -> None:
    number = filed(people)
    for step in before:
        act, data = ("answers", {"text": "好的。"}) if step == "answer" else ("state", {"verb": step})
        assert post(people, number, act, data).status_code == 303
    count = len(people.events())
    assert post(people, number, "state", {"verb": verb, "text": "原因写在这里。"}).status_code == 303
    assert len(people.events()) == count + 1
    with people.backstage() as uow:
        card = uow.requests.at_desk(number)
        assert (card.state, card.desk.state) == (state, state)


@pytest.mark.parametrize(
    ("verb", "text", "status"),
    [
        ("close", "", 409), ("resolve", "", 409), ("reopen", "再看看。", 409), ("resume", "", 409),
        ("confirm", "", 422), ("nonsense", "", 422), ("", "", 422),
    ],
)  # fmt: skip
def test_a_move_that_is_not_possible_changes_nothing(people: People, verb: str, text: str, status: int) -> None:
    number = filed(people)
    count = len(people.events())
    assert post(people, number, "state", {"verb": verb, "text": text}).status_code == status
    assert len(people.events()) == count


def test_rejecting_needs_a_reason(people: People) -> None:
    number = filed(people)
    answer = post(people, number, "state", {"verb": "reject", "text": " "})
    assert answer.status_code == 422 and "<dialog" in answer.text and " open" in answer.text
    assert not people.events("request.rejected")


def test_clauses_are_those_of_the_day_of_filing(people: People) -> None:
    number = filed(people)
    with people.backstage() as uow:
        contract = uow.contracts.get("D-2026-011")
        tomorrow = uow.today.replace(year=uow.today.year + 1)
        later = ContractVersion(
            account_id=contract.account_id, contract_id=contract.id, no=2, effective_from=tomorrow,
            signed_by_us_on=uow.today, signed_by_partner_on=uow.today,
        )  # fmt: skip
        uow.session.add(later)
        uow.session.flush()
        uow.session.add(
            Clause(
                account_id=contract.account_id, version_id=later.id, article="第 9 条", position=9, change="change",
                clause_type="delivery", params={"days": 9}, binds="us", text_zh="九个工作日。",
            )
        )  # fmt: skip
    page = desk_of(people, number)
    assert "三个工作日内发货" in page and "九个工作日" not in page


def test_feedback_tied_to_it_stands_beside(people: People) -> None:
    number = filed(people)
    with people.backstage() as uow:
        service_request = uow.requests.get(number)
        feedback = uow.feedback.post(
            service_request.account, kind=FeedbackKind.COMPLAINT, subject="没人回电话", text="两天了。",
            ties=Ties(request_id=service_request.id), posted_by_id=service_request.posted_by_id,
        )  # fmt: skip
        tied = feedback.number
    page = desk_of(people, number)
    assert "没人回电话" in page and f"/staff/feedback/{tied}" in page


def test_a_request_in_no_number_is_not_there(people: People) -> None:
    desk = people.sign_in(SERVICE)
    assert desk.get("/staff/requests/SR-209912-0001").status_code == 404
    assert desk.post("/staff/requests/SR-209912-0001/answers", {"text": "好的。"}).status_code == 404


@pytest.mark.parametrize("act", ["answers", "notes", "assignment", "state"])
def test_partners_have_no_desk(people: People, act: str) -> None:
    number = filed(people)
    count = len(people.events())
    answer = people.sign_in("owner@minchuan.example").post(f"/staff/requests/{number}/{act}", {"text": "好的。"})
    assert answer.status_code == 404 and len(people.events()) == count


def test_statements_do_not_grow_with_the_thread(people: People, statements: Any) -> None:
    number, desk = filed(people), people.sign_in(SERVICE)

    def speak() -> None:
        desk.post(f"/staff/requests/{number}/answers", {"text": "好的。", "files": pdf()})
        desk.post(f"/staff/requests/{number}/notes", {"text": "记一笔。", "files": pdf()})

    speak()
    desk.get(f"/staff/requests/{number}")  # the calendar is read anew once a minute
    with statements() as few:
        desk.get(f"/staff/requests/{number}")
    for _ in range(4):
        speak()
    with statements() as many:
        desk.get(f"/staff/requests/{number}")
    assert len(many) == len(few) <= 22
