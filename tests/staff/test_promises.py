"""Promises at the desk: given with an answer, about a breach and in a call; kept, moved, called off, handed over; the
ledger and its figures (AZ2, AZ8, BI2, BI3, BI5)."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.people.changes import deactivate
from portal.domain.promises.models import Pledge
from portal.domain.promises.source import source_of
from portal.domain.work import SHANGHAI
from tests.breaches import acting_staff, lay_clauses, reported
from tests.filing import filed, hidden
from tests.house.racing import at_once, statuses
from tests.people import People

SERVICE, BUSINESS, CARE, ADMIN = (f"{name}@demo.example" for name in ("service", "business", "care", "admin"))
MEMBER, VIEWER = "member@minchuan.example", "viewer@minchuan.example"
ACCOUNT = "/staff/accounts/D-000101"


def day(ahead: int) -> date:
    return datetime.now(SHANGHAI).date() + timedelta(days=ahead)


def fold(what: str = "周五前到货", ahead: int = 3, **more: Any) -> dict[str, Any]:
    return {"promise_what": what, "promise_due": day(ahead).isoformat(), **more}


def given(people: People, ahead: int = 3, who: str = SERVICE, account: str = "D-000101", **facts: Any) -> str:
    """The number of a promise made in a call; one whose day has passed was made long before it."""
    with acting_staff(people, who) as uow:
        facts = {"what": "周五前到货", **facts}
        pledge = uow.promises.give(uow.accounts.get(account).id, due_on=max(day(ahead), uow.today), **facts)
        if ahead < 0:
            pledge.due_on, pledge.dated_on = day(ahead), day(ahead - 9)
        return pledge.number


def act(people: People, number: str, verb: str, data: dict[str, Any] | None = None, who: str = SERVICE) -> Any:
    return people.sign_in(who).post(f"/staff/promises/{number}/{verb}", data)


def row(people: People, number: str) -> Pledge:
    with people.backstage() as uow:
        return uow.promises.get(number)


def kinds(people: People, number: str) -> list[str]:
    return [event.kind for event in people.events() if event.number == number]


# ---- giving


def test_an_answer_and_its_promise_are_one_act(people: People) -> None:
    number = filed(people)
    desk = people.sign_in(SERVICE)
    assert desk.post(f"/staff/requests/{number}/answers", {"text": "查到了。", **fold()}).status_code == 303
    [event] = people.events("pledge.given")
    pledge = row(people, event.number)
    assert (pledge.what, pledge.due_on, pledge.source, pledge.is_internal) == ("周五前到货", day(3), number, False)
    assert pledge.owner.login.name == "田野" and event.facts["due_on"] == day(3).isoformat()
    assert "周五前到货" not in str(event.facts)
    page = desk.get(f"/staff/requests/{number}").text
    assert "在此作出的承诺" in page and f"/staff/promises/{event.number}/keepings" in page
    assert "周五前到货" in people.sign_in(MEMBER).get(f"/requests/{number}").text


HALVES: tuple[tuple[dict[str, str], str], ...] = (
    ({"promise_due": ""}, "请填写"), ({"promise_what": ""}, "请填写"),
    ({"promise_due": day(-1).isoformat()}, "这一天已经过去"), ({"promise_due": day(900).isoformat()}, "超过两年"),
    ({"promise_due": "soon"}, "日期"), ({"promise_owner": "999999"}, "请从列表中选"),
    ({"promise_what": "x" * 201}, "200"),
)  # fmt: skip


def test_with_half_a_promise_nothing_is_sent(people: People) -> None:
    address, desk = f"/staff/requests/{filed(people)}/answers", people.sign_in(SERVICE)
    for changed, words in HALVES:
        answer = desk.post(address, {"text": "查到了。", **fold(), **changed})
        assert answer.status_code == 422 and "查到了。" in answer.text, changed
        composer = answer.text.split('<details class="why promise-fold" open>')[1].split("</details>")[0]
        assert words in composer, changed
    assert not people.events("request.answered") and not people.events("pledge.given")


def test_without_a_word_of_it_nothing_is_promised(people: People) -> None:
    number, desk = filed(people), people.sign_in(SERVICE)
    assert "promise-fold open" not in desk.get(f"/staff/requests/{number}").text
    desk.post(f"/staff/requests/{number}/answers", {"text": "查到了。", "promise_owner": "", "promise_what": ""})
    assert people.events("request.answered") and not people.events("pledge.given")


def test_feedback_is_answered_with_a_promise_but_a_confidential_one_is_not(people: People) -> None:
    numbers = []
    for subtype in ("speed", "integrity"):
        with acting_staff(people, MEMBER) as uow:
            facts = {"kind": FeedbackKind.COMPLAINT, "subtype": subtype, "subject": "没人回电", "text": "两天了"}
            numbers.append(uow.feedback.post(uow.accounts.get("D-000101"), **facts).number)
    plain, confidential = numbers
    folds = ["promise-fold" in people.sign_in(ADMIN).get(f"/staff/feedback/{number}").text for number in numbers]
    assert folds == [True, False]
    answered = people.sign_in(ADMIN).post(
        f"/staff/feedback/{plain}/answers", {"text": "已改。", **fold(promise_owner=people.staff_id(CARE))}
    )
    assert answered.status_code == 303
    [event] = people.events("pledge.given")
    assert row(people, event.number).owner.login.name == "顾婉"
    refused = people.sign_in(ADMIN).post(f"/staff/feedback/{confidential}/answers", {"text": "已查。", **fold()})
    assert refused.status_code == 409 and "保密" in refused.text
    assert not people.events("integrity.answered") and len(people.events("pledge.given")) == 1


def test_of_a_breach_they_have_not_heard_of_only_we_read_a_promise(people: People) -> None:
    lay_clauses(people)
    number = reported(people)
    desk, address = people.sign_in(BUSINESS), f"/staff/breaches/{number}/promises"
    refused = desk.post(address, fold("三天内核对箱码"))
    assert refused.status_code == 422 and "客户还不知道" in refused.text and "三天内核对箱码" in refused.text
    assert desk.post(address, fold("三天内核对箱码", promise_internal="y")).status_code == 303
    [event] = people.events("pledge.given")
    assert event.facts["is_internal"] is True
    assert "三天内核对箱码" in desk.get(f"/staff/breaches/{number}").text
    with people.backstage() as uow:
        breach = uow.breaches.get(number)
        breach.shown_at = uow.now
    assert desk.post(address, fold("三天内给答复")).status_code == 303


def test_what_was_promised_in_a_call_stands_on_the_account(people: People) -> None:
    desk = people.sign_in(BUSINESS)
    empty = desk.post(f"{ACCOUNT}/promises", {"promise_what": "", "promise_due": ""})
    assert empty.status_code == 422 and "有 2 处要改" in empty.text
    made = desk.post(f"{ACCOUNT}/promises", fold("给出 2027 年供货表"))
    assert made.status_code == 303 and "tab=promises" in made.headers["Location"]
    number = people.events("pledge.given")[0].number
    page = desk.get(f"{ACCOUNT}?tab=promises").text
    assert "给出 2027 年供货表" in page and f"/staff/promises/{number}/keepings" in page
    told = desk.get(f"{ACCOUNT}?chapter=promises").text
    assert '承诺 <span class="count">1</span>' in told and "promises-overdue" not in told
    assert "作出承诺" in told and f"/staff/promises/{number}" in told and day(3).isoformat() in told


# ---- keeping, moving, calling off, handing over


def test_kept_with_one_click_and_back_where_it_was_said(people: People) -> None:
    source = filed(people)
    with acting_staff(people, SERVICE) as uow:
        service_request = uow.requests.get(source)
        facts = {"what": "今晚到货", "due_on": day(0), "source": source_of(service_request)}
        number = uow.promises.give(service_request.account_id, **facts).number
    answer = act(people, number, "keepings", {"next": "source"})
    assert answer.status_code == 303 and answer.headers["Location"].endswith(f"/staff/requests/{source}")
    assert kinds(people, number) == ["pledge.given", "pledge.kept"]
    assert people.events("pledge.kept")[0].facts["state"] == "kept" and row(people, number).kept_on == day(0)
    again = act(people, number, "keepings")
    assert again.status_code == 409 and "已兑现或已取消" in again.text


@pytest.mark.parametrize("where, ends", [("today", "/staff/"), ("ledger", "/staff/promises/"), ("elsewhere", "PM-")])
def test_every_page_it_is_kept_on_comes_back(people: People, where: str, ends: str) -> None:
    location = act(people, given(people), "keepings", {"next": where}).headers["Location"]
    assert ends in location and location.startswith("/staff/")


def test_a_move_needs_a_reason_and_a_day_and_says_what_was_before(people: People) -> None:
    number = given(people)
    for data in ({"due_on": day(9).isoformat(), "move_reason": ""}, {"due_on": "", "move_reason": "车坏了"},
                 {"due_on": day(-1).isoformat(), "move_reason": "车坏了"},
                 {"due_on": day(3).isoformat(), "move_reason": "车坏了"}):  # fmt: skip
        refused = act(people, number, "moves", data)
        assert refused.status_code == 422 and 'aria-invalid="true"' in refused.text, data
    assert act(people, number, "moves", {"due_on": day(9).isoformat(), "move_reason": "车坏了"}).status_code == 303
    [event] = people.events("pledge.moved")
    assert (event.facts["from_on"], event.facts["due_on"]) == (day(3).isoformat(), day(9).isoformat())
    assert "车坏了" not in str(event.facts)
    page = people.sign_in(VIEWER).get(f"/promises/{number}").text
    assert "车坏了" in page and day(3).isoformat() in page and day(9).isoformat() in page


def test_a_day_that_was_missed_stays_missed(people: People) -> None:
    number = given(people, -2)
    act(people, number, "moves", {"due_on": day(5).isoformat(), "move_reason": "仓库盘点"})
    act(people, number, "keepings")
    assert row(people, number).missed_on == day(-2)
    assert people.events("pledge.kept")[0].facts["state"] == "kept_late"
    assert "逾期兑现" in people.sign_in(SERVICE).get(f"/staff/promises/{number}").text


def test_called_off_with_a_reason_and_then_closed_to_everything(people: People) -> None:
    number = given(people)
    assert act(people, number, "cancellations", {"why": " "}).status_code == 422
    assert act(people, number, "cancellations", {"why": "厂家停产"}).status_code == 303
    assert "厂家停产" in people.sign_in(VIEWER).get(f"/promises/{number}").text
    late = {"moves": {"due_on": day(9).isoformat(), "move_reason": "再试"}, "cancellations": {"why": "再说"},
            "owner": {"staff": people.staff_id(CARE)}, "keepings": {}}  # fmt: skip
    assert {act(people, number, verb, data).status_code for verb, data in late.items()} == {409}
    assert kinds(people, number) == ["pledge.given", "pledge.called_off"]
    assert "calling" not in people.sign_in(SERVICE).get(f"/staff/promises/{number}").text


def test_handed_over_to_somebody_else(people: People) -> None:
    number = given(people)
    assert act(people, number, "owner", {"staff": people.staff_id(SERVICE)}).status_code == 422
    assert act(people, number, "owner", {"staff": people.staff_id(CARE)}).status_code == 303
    assert row(people, number).owner.login.name == "顾婉"
    [event] = people.events("pledge.handed_over")
    assert (str(event.facts["before"]), str(event.facts["after"])) == (people.staff_id(SERVICE), people.staff_id(CARE))


def test_of_many_who_act_at_once_one_is_taken(people: People) -> None:
    number = given(people)
    acts: list[tuple[str, dict[str, Any]]] = [("keepings", {}), ("cancellations", {"why": "不需要了"})]

    def work(person: Any, verb: str, data: dict[str, Any]) -> Any:
        return lambda: person.post(f"/staff/promises/{number}/{verb}", data)

    crowd = [people.sign_in(f"{name}@demo.example") for name in ("service", "care", "business", "legal")]
    answers = at_once([work(person, *acts[index % 2]) for index, person in enumerate(crowd)])
    assert statuses(answers) == {303: 1, 409: 3}
    assert len(kinds(people, number)) == 2


def test_a_form_sent_twice_promises_once(people: People) -> None:
    desk = people.sign_in(BUSINESS)
    form_id = hidden(desk.get(f"{ACCOUNT}?tab=promises").text, "form_id", f"{ACCOUNT}/promises")
    for _ in range(2):
        assert desk.post(f"{ACCOUNT}/promises", fold(form_id=form_id)).status_code == 303
    assert len(people.events("pledge.given")) == 1


# ---- the ledger


def ledger(people: People, show: str, whose: str = "all", who: str = SERVICE) -> set[str]:
    page = people.sign_in(who).get(f"/staff/promises/?show={show}&whose={whose}").text
    return set(re.findall(r'<td class="main"><a href="/staff/promises/(PM-[0-9-]+)"', page))


def test_the_ledger_parts_mine_from_all_and_late_from_coming(people: People) -> None:
    late, today, coming = given(people, -2), given(people, 0), given(people, 5)
    others, done = given(people, 7, who=CARE), given(people, 4)
    act(people, done, "keepings")
    assert ledger(people, "open", "mine") == {late, today, coming}
    assert ledger(people, "open") == ledger(people, "nonsense") == {late, today, coming, others}
    assert ledger(people, "overdue") == {late} and ledger(people, "today") == {today}
    assert ledger(people, "coming") == {coming, others} and ledger(people, "done") == {done}
    assert ledger(people, "open", people.staff_id(CARE)) == {others}
    assert ledger(people, "open", "left") == ledger(people, "open", "9" * 9) == set()
    panel = people.sign_in(SERVICE).get("/staff/").text.split('id="promised"')[1].split("</section>")[0]
    assert all(number in panel for number in (late, today, coming)) and others not in panel
    head = people.sign_in(CARE).get(ACCOUNT).text
    assert '承诺 <span class="count">4</span>' in head and re.search(r'"promises-overdue"[^>]*>1\D', head)
    assert "您没有未兑现的承诺" in people.sign_in(BUSINESS).get("/staff/").text


def test_figures_of_the_record_are_the_rows_they_lead_to(people: People) -> None:
    kept = [(-3, -3), (-3, -4), (-3, -1), (-200, -200), (5, -1)]  # due and kept, in days from today
    numbers = [given(people, due if due < 0 else 5) for due, _ in kept]
    overdue, old, off = given(people, -1), given(people, -300), given(people, -2)
    act(people, off, "cancellations", {"why": "不需要了"})
    with people.backstage() as uow:
        for number, (_, kept_on) in zip(numbers, kept, strict=True):
            pledge = uow.promises.get(number)
            pledge.kept_at, pledge.kept_on = uow.now, day(kept_on)
    assert ledger(people, "in_time") == {numbers[0], numbers[1]} and ledger(people, "late") == {numbers[2]}
    assert ledger(people, "overdue") == {overdue, old}
    page, mine = people.sign_in(CARE).get("/staff/promises/").text, people.staff_id(SERVICE)
    cells = dict(re.findall(rf'show=(\w+)&amp;whose={mine}"[^>]*>(\d+)<', page))
    assert cells == {"in_time": "2", "late": "1", "overdue": "2"} and "40%" in page
    with people.backstage() as uow:
        [record] = uow.promises.records()
    assert (record.in_time, record.late, record.overdue, record.percent) == (2, 1, 2, 40)


def test_pages_of_the_ledger_go_on_where_the_last_one_ended(people: People) -> None:
    with acting_staff(people, SERVICE) as uow:
        account_id = uow.accounts.get("D-000101").id
        for index in range(55):
            uow.promises.give(account_id, what=f"第 {index} 件", due_on=day(index // 10))
    desk = people.sign_in(SERVICE)
    first = desk.get("/staff/promises/").text
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    second = desk.get(older[1].replace("&amp;", "&")).text
    seen = [re.findall(r'class="main"><a href="/staff/promises/(PM-[0-9-]+)"', page) for page in (first, second)]
    assert [len(rows) for rows in seen] == [50, 5] and len({*seen[0], *seen[1]}) == 55


# ---- who left


def test_what_somebody_leaves_behind_is_listed_and_handed_over_with_all_they_own(people: People) -> None:
    numbers = {given(people, 2), given(people, -1)}
    kept = given(people, 3)
    act(people, kept, "keepings")
    with people.backstage() as uow:
        member = next(post for post in uow.people.staff() if post.login.email == SERVICE)
        deactivate(uow, member)
        address = f"/staff/admin/people/{member.ref}"
    assert ledger(people, "open", "left", who=CARE) == numbers
    assert "已离职" in people.sign_in(CARE).get("/staff/promises/?whose=all").text
    admin = people.sign_in(ADMIN)
    page = admin.get(address).text
    assert all(number in page for number in numbers) and kept not in page
    assert f"{address}/hand-over" in page
    heir = {"promises": people.staff_id(CARE)}
    assert people.sign_in(CARE).post(f"{address}/hand-over", heir).status_code == 404
    assert admin.post(f"{address}/hand-over", heir).status_code == 303
    assert {event.number for event in people.events("pledge.handed_over")} == numbers
    assert ledger(people, "open", "left", who=CARE) == set() and ledger(people, "open", "mine", who=CARE) == numbers
    assert not any(number in admin.get(address).text for number in numbers)
