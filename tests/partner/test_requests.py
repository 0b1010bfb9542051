"""Partners file requests, follow them, reply, confirm, reopen, take back (AZ5, AZ6, AZ8, AZ11, BI2, BI5, IN1, IN2)."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from portal.domain.requests.catalogue import CATALOGUE
from portal.domain.requests.states import RequestState
from tests.filing import DELIVERY, file_delivery, filed, hidden, number_in, pdf
from tests.notify.acts import file_request
from tests.people import People

OWNER, MEMBER, VIEWER = "owner@minchuan.example", "member@minchuan.example", "viewer@minchuan.example"
NEIGHBOUR = "owner@yueqiao.example"


def stored(people: People, number: str) -> Any:
    with people.backstage() as uow:
        service_request = uow.requests.at_desk(number)
        uow.session.expunge_all()
        return service_request


def answered(people: People, number: str, text: str = "今天发出。", **more: Any) -> None:
    answer = people.sign_in("business@demo.example").post(f"/staff/requests/{number}/answers", {"text": text, **more})
    assert answer.status_code == 303, answer.text


def test_filing_leads_to_the_request_with_promise_clause_and_facts(people: People) -> None:
    member = people.sign_in(MEMBER)
    number = file_delivery(member, stockout="y")
    page = member.get(f"/requests/{number}").text
    for said in ("洛施坦 20 件到哪了？", "PO-20261116-03", "第 9 条", "供货时效", "已收到", "加急", "何晓岷", "刘岷川"):
        assert said in page
    [event] = people.events("request.posted")
    assert (event.number, event.facts["category"], event.facts["priority"]) == (number, "delivery_query", "p1")


def test_the_promise_is_the_catalogues(people: People) -> None:
    normal, urgent = stored(people, filed(people)), stored(people, filed(people, stockout="y"))
    with people.backstage() as uow:
        for service_request, share in ((normal, 1), (urgent, 2)):
            days = uow.requests.work_minutes
            assert days.between(service_request.posted_at, service_request.answer_due_at) == 120 // share
            assert days.between(service_request.posted_at, service_request.resolve_due_at) == 450 // share


def test_the_list_has_open_and_ended_ones_apart(people: People) -> None:
    member = people.sign_in(MEMBER)
    kept, dropped = file_delivery(member), file_delivery(member, subject="写错了")
    member.post(f"/requests/{dropped}/cancellation")
    assert kept in member.get("/requests/").text and dropped not in member.get("/requests/").text
    ended = member.get("/requests/?show=ended").text
    assert dropped in ended and kept not in ended


@pytest.mark.parametrize("category", [category for category in CATALOGUE.values() if category.enabled_by_default])
def test_every_category_can_be_picked_and_has_its_form(people: People, category: Any) -> None:
    owner = people.sign_in(OWNER)
    assert f"category={category.code}" in owner.get("/requests/new").text
    form = owner.get(f"/requests/new?category={category.code}").text
    for spec in category.fields:
        assert f'name="{spec.name}"' in form


def test_a_category_of_that_name_does_not_exist(people: People) -> None:
    owner = people.sign_in(OWNER)
    assert owner.get("/requests/new?category=nonsense").status_code == 200
    assert owner.post("/requests/", {**DELIVERY, "category": "nonsense"}).status_code == 422
    assert not people.events("request.posted")


def test_mistakes_come_back_with_everything_that_was_typed(people: People) -> None:
    answer = people.sign_in(MEMBER).post("/requests/", {**DELIVERY, "subject": "", "order_no": "", "product": ""})
    assert answer.status_code == 422
    assert DELIVERY["text"] in answer.text and 'href="#subject"' in answer.text and 'href="#order_no"' in answer.text
    assert not people.events("request.posted")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "“引号”'\"&", "a\x00b", "x" * 4001, "\ud800", "…" * 3])
def test_no_text_breaks_the_page(people: People, text: str) -> None:
    member = people.sign_in(MEMBER)
    data = {**DELIVERY, "text": text.encode("utf-8", "surrogatepass")}
    answer = member.post("/requests/", data)
    assert answer.status_code in (303, 422)
    if answer.status_code == 303:
        assert "<script>alert" not in member.get(answer.headers["Location"]).text


@pytest.mark.parametrize("contract", ["D-2026-012", "U-2024-001", "nonsense"])
def test_a_contract_of_somebody_else_is_none_to_choose(people: People, contract: str) -> None:
    answer = people.sign_in(MEMBER).post("/requests/", {**DELIVERY, "contract": contract})
    assert answer.status_code == 422
    assert not people.events("request.posted")


def test_names_that_no_field_has_are_without_effect(people: People) -> None:
    number = filed(people, state="closed", priority="p1", account_id="2", channel="phone", posted_at="2020-01-01")
    service_request = stored(people, number)
    assert (service_request.state, service_request.priority, service_request.channel) == ("new", "p2", "portal")
    assert service_request.account.number == "D-000101"


def test_the_chosen_contract_says_what_it_promises(people: People) -> None:
    member = people.sign_in(MEMBER)
    whole = member.get("/requests/new?category=delivery_query&contract=D-2026-011").text
    assert "第 9 条" in whole
    piece = member.piece("/requests/new?category=delivery_query&contract=", "grounds").text
    assert "第 9 条" not in piece and "<html" not in piece


def test_a_file_goes_with_the_request_and_to_nobody_else(people: People) -> None:
    member = people.sign_in(MEMBER)
    number = number_in(member.post("/requests/", {**DELIVERY, "files": pdf("小票.pdf")}))
    page = member.get(f"/requests/{number}").text
    assert "小票.pdf" in page
    address = page.split('class="file" href="')[1].split('"')[0]
    assert member.get(address, buffered=True).status_code == 200
    assert people.sign_in(NEIGHBOUR).get(address).status_code == 404


def test_photos_that_must_be_given_are_asked_for(people: People) -> None:
    damaged = {
        "category": "damage_short", "subject": "到货破损", "text": "外箱破了。", "order_no": "PO-1",
        "batch_no": "26031702", "boxes": "3",
    }  # fmt: skip
    member = people.sign_in(MEMBER)
    without = member.post("/requests/", damaged)
    assert without.status_code == 422 and 'href="#files"' in without.text
    assert member.post("/requests/", {**damaged, "files": pdf()}).status_code == 303


def test_a_form_sent_twice_files_once(people: People) -> None:
    member = people.sign_in(MEMBER)
    form_id = hidden(member.get("/requests/new?category=delivery_query").text, "form_id", "/requests/")
    with ThreadPoolExecutor(2) as both:
        sendings = [both.submit(member_post, people, form_id) for _ in range(2)]
    locations = {sending.result() for sending in sendings}
    assert len(locations) == 1 and len(people.events("request.posted")) == 1


def member_post(people: People, form_id: str) -> str:
    answer = people.sign_in(MEMBER).post("/requests/", {**DELIVERY, "form_id": form_id})
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_numbers_are_unique_and_ascend(people: People) -> None:
    with ThreadPoolExecutor(4) as several:
        numbers = list(several.map(lambda _: filed(people), range(8)))
    ends = sorted(int(number.rsplit("-", 1)[1]) for number in numbers)
    assert ends == list(range(1, 9))


def test_a_reply_reaches_the_thread_and_the_desk(people: People) -> None:
    number = filed(people)
    answered(people, number)
    member = people.sign_in(MEMBER)
    assert member.post(f"/requests/{number}/answers", {"text": "收货人廖老师。", "files": pdf()}).status_code == 303
    page = member.get(f"/requests/{number}").text
    assert page.index("今天发出。") < page.index("收货人廖老师。") and "出库单.pdf" in page
    assert [event.number for event in people.events("request.replied")] == [number]


def test_an_empty_reply_is_asked_for(people: People) -> None:
    number = filed(people)
    assert people.sign_in(MEMBER).post(f"/requests/{number}/answers", {"text": "  "}).status_code == 422
    assert not people.events("request.replied")


def test_confirming_ends_it_and_reopening_takes_it_up_again(people: People) -> None:
    number, member = filed(people), people.sign_in(MEMBER)
    answered(people, number, resolve="y")
    assert f"/requests/{number}/confirmation" in member.get(f"/requests/{number}").text
    assert member.post(f"/requests/{number}/confirmation").status_code == 303
    assert stored(people, number).state == RequestState.CLOSED
    assert member.post(f"/requests/{number}/reopening", {"text": ""}).status_code == 422
    assert member.post(f"/requests/{number}/reopening", {"text": "还差 2 件。"}).status_code == 303
    again = stored(people, number)
    assert (again.state, again.closed_at, again.desk.is_open) == (RequestState.IN_PROGRESS, None, True)
    assert "还差 2 件。" in member.get(f"/requests/{number}").text


def test_a_reply_to_a_resolved_request_takes_it_up_again(people: People) -> None:
    number = filed(people)
    answered(people, number, resolve="y")
    people.sign_in(MEMBER).post(f"/requests/{number}/answers", {"text": "还没到。"})
    assert stored(people, number).state == RequestState.IN_PROGRESS


@pytest.mark.parametrize("act", ["confirmation", "reopening", "cancellation"])
def test_what_is_not_possible_now_is_neither_shown_nor_done(people: People, act: str) -> None:
    number, member = filed(people), people.sign_in(MEMBER)
    answered(people, number)
    assert f"/requests/{number}/{act}" not in member.get(f"/requests/{number}").text
    before = len(people.events())
    assert member.post(f"/requests/{number}/{act}", {"text": "不行"}).status_code == 409
    assert len(people.events()) == before


def test_a_reply_that_comes_too_late_keeps_its_text(people: People) -> None:
    number, member = filed(people), people.sign_in(MEMBER)
    member.post(f"/requests/{number}/cancellation")
    answer = member.post(f"/requests/{number}/answers", {"text": "这句话别丢了"})
    assert answer.status_code == 409 and "这句话别丢了" in answer.text


def test_viewers_read_and_do_nothing_else(people: People) -> None:
    number, viewer = filed(people), people.sign_in(VIEWER)
    page = viewer.get(f"/requests/{number}")
    assert page.status_code == 200 and "/answers" not in page.text
    before = len(people.events())
    assert viewer.post("/requests/", DELIVERY).status_code == 404
    for act in ("answers", "confirmation", "reopening", "cancellation"):
        assert viewer.post(f"/requests/{number}/{act}", {"text": "x y"}).status_code == 404
    assert len(people.events()) == before


def test_the_neighbour_finds_nothing(people: People) -> None:
    number, neighbour = filed(people), people.sign_in(NEIGHBOUR)
    assert neighbour.get(f"/requests/{number}").status_code == 404
    assert number not in neighbour.get("/requests/").text
    for act in ("answers", "confirmation", "reopening", "cancellation"):
        assert neighbour.post(f"/requests/{number}/{act}", {"text": "x y"}).status_code == 404


def test_nothing_of_the_backstage_shows(people: People) -> None:
    number, staff = filed(people), people.sign_in("service@demo.example")
    done = staff.post(f"/staff/requests/{number}/assignment", {"staff": people.staff_id("service@demo.example")})
    noted = staff.post(f"/staff/requests/{number}/notes", {"text": "内部的话", "files": pdf("内部.pdf")})
    assert (done.status_code, noted.status_code) == (303, 303)
    page = people.sign_in(OWNER).get(f"/requests/{number}").text
    for hidden_word in ("内部的话", "内部.pdf", "田野", "tier-vip", ">VIP", "备注"):
        assert hidden_word not in page


def test_only_the_owner_reads_sums_of_penalties(people: People) -> None:
    from portal.domain.contracts.models import Clause

    with people.backstage() as uow:
        contract = uow.contracts.get("D-2026-011")
        uow.session.add(
            Clause(
                account_id=contract.account_id, version_id=contract.versions[0].id, article="第 12 条", position=12,
                clause_type="deposit", params={"amount_fen": 5000000}, binds="partner", text_zh="保证金伍万元。",
            )
        )  # fmt: skip
    claim = {"category": "deposit_refund", "subject": "退保证金", "text": "请退保证金。", "contract": "D-2026-011",
             "amount": "1", "refund_to": "account_on_file"}  # fmt: skip
    number = number_in(people.sign_in(OWNER).post("/requests/", claim))
    assert "保证金伍万元" in people.sign_in(OWNER).get(f"/requests/{number}").text
    assert "保证金伍万元" not in people.sign_in(MEMBER).get(f"/requests/{number}").text
    assert "50,000" not in people.sign_in(MEMBER).get("/requests/new?category=deposit_refund").text


def test_a_rejected_request_says_why(people: People) -> None:
    number, staff = filed(people), people.sign_in("service@demo.example")
    staff.post(f"/staff/requests/{number}/state", {"verb": "reject", "text": "不属于合同范围。"})
    page = people.sign_in(MEMBER).get(f"/requests/{number}").text
    assert "不属于合同范围。" in page and "没能办理" in page


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "eyJ", "🙂" * 50, "WyIyMDI2LTExLTIzVDAwOjAwOjAwIiwgMV0"])
@pytest.mark.parametrize("way", ["after", "before"])
def test_a_broken_cursor_is_the_first_page(people: People, cursor: str, way: str) -> None:
    number = filed(people)
    page = people.sign_in(MEMBER).get("/requests/", query_string={way: cursor}).text
    assert number in page and 'rel="next"' not in page


def test_pages_lead_to_older_requests(people: People) -> None:
    member = people.sign_in(MEMBER)
    numbers = [file_delivery(member) for _ in range(52)]
    first = member.get("/requests/").text
    assert f'href="/requests/{numbers[-1]}"' in first and f'href="/requests/{numbers[0]}"' not in first
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert f'href="/requests/{numbers[0]}"' in member.get(older).text


def test_statements_do_not_grow_with_what_a_page_holds(people: People, statements: Any) -> None:
    member, number = people.sign_in(MEMBER), filed(people)
    member.get(f"/requests/{number}")  # the calendar is read anew once a minute
    with statements() as few:
        member.get(f"/requests/{number}")
    for n in range(5):
        member.post(f"/requests/{number}/answers", {"text": f"第 {n} 句", "files": pdf()})
        file_delivery(member)
    with statements() as many:
        member.get(f"/requests/{number}")
    assert len(many) == len(few)  # one question for the files of the request and of all answers
    with statements() as listed:
        member.get("/requests/")
    assert len(listed) <= 6


def test_ones_own_views_of_the_list(people: People) -> None:
    goods, papers = filed(people), file_request(people.app, subject="新品培训")
    member, owner = people.sign_in(MEMBER), people.sign_in("owner@minchuan.example")
    narrowed = member.get("/requests/?category=training&q=培训").text
    assert papers in narrowed and goods not in narrowed and 'name="category" value="training"' in narrowed
    kept = member.post("/requests/views/", {"name": "培训", "category": "training", "contract": "", "assignee": "1"})
    view = kept.headers["Location"]
    assert kept.status_code == 303 and papers in member.get(view).text and goods not in member.get(view).text
    assert goods in member.get(f"{view}&category=").text  # wider, for once
    assert owner.get(view).status_code == 404  # a colleague's own
    removal = f"/requests/views/{view.rsplit('=', 1)[1]}/removal"
    assert owner.post(removal).status_code == 404
    contract = member.get("/requests/?contract=D-2026-011&state=new").text
    assert goods in contract and papers not in contract
    assert goods in member.get(f"/requests/?show=ended&q={goods.lower()}").text
    for place in range(9):
        assert member.post("/requests/views/", {"name": f"视图 {place}", "state": "new"}).status_code == 303
    full = member.post("/requests/views/", {"name": "第十一个", "state": "new"})
    assert full.status_code == 409 and "10 个视图" in full.text and "第十一个" in full.text
    assert member.post("/requests/views/", {"name": "培训", "q": "新品"}).status_code == 303  # in place of the old one
    assert member.post(removal).status_code == 303 and member.get(view).status_code == 404
    assert [each.kind for each in people.events() if each.subject == "request_view"].count("view.removed") == 1
