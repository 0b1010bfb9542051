"""The queue: views, filters, order, search, reach of staff, filing for a partner who calls (AZ7, IN2, IN3)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from portal.domain.accounts.models import Account
from portal.domain.people.models import Login, Staff
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from tests.filing import DELIVERY, file_delivery, filed, number_in
from tests.people import People

SERVICE, BUSINESS = "service@demo.example", "business@demo.example"


def make_late(people: People, number: str, by: timedelta = timedelta(days=2)) -> None:
    """Move the promise of a request into the past."""
    with people.backstage() as uow:
        service_request = uow.requests.at_desk(number)
        past = {"answer_due_at": uow.now - by, "resolve_due_at": uow.now - by}
        uow.session.execute(update(ServiceRequest).where(ServiceRequest.id == service_request.id).values(**past))
        uow.session.execute(
            update(DeskCard).where(DeskCard.request_id == service_request.id).values(due_at=uow.now - by)
        )


def shown(people: People, query: str = "", who: str = SERVICE) -> str:
    answer = people.sign_in(who).get(f"/staff/requests/{query}")
    assert answer.status_code == 200
    return answer.text


def has_row(page: str, number: str) -> bool:
    return f'href="/staff/requests/{number}?list=' in page


def test_a_row_says_who_what_when_and_whose(people: People) -> None:
    number = filed(people, stockout="y")
    people.sign_in(BUSINESS).post(f"/staff/requests/{number}/assignment", {"staff": people.staff_id(BUSINESS)})
    page = shown(people)
    what, how = (number, "洛施坦 20 件到哪了？", "发货物流查询"), ("已受理", "加急", "周一帆", "答复还剩")
    for said in (*what, *how, "岷川医药", "VIP"):
        assert said in page
    assert 'href="/staff/accounts/D-000101"' in page


def test_the_promise_that_falls_due_first_is_on_top(people: People) -> None:
    calm, urgent = filed(people), filed(people, stockout="y")
    page = shown(people)
    assert page.index(f"{urgent}</") < page.index(f"{calm}</")


def test_views_hold_what_they_say(people: People) -> None:
    free, mine, waiting, done, late = (filed(people) for _ in range(5))
    desk = people.sign_in(SERVICE)
    desk.post(f"/staff/requests/{mine}/assignment", {"staff": people.staff_id(SERVICE)})
    desk.post(f"/staff/requests/{waiting}/state", {"verb": "wait_for_partner"})
    desk.post(f"/staff/requests/{done}/answers", {"text": "办好了。", "resolve": "y"})
    make_late(people, late)
    make_late(people, waiting)  # its clock rests: it is not overdue
    held = {
        "open": {free, mine, waiting, late}, "mine": {mine}, "overdue": {late}, "waiting": {waiting},
        "unassigned": {free, waiting, late}, "resolved": {done},
    }  # fmt: skip
    for view, numbers in held.items():
        page = shown(people, f"?view={view}")
        assert {number for number in (free, mine, waiting, done, late) if has_row(page, number)} == numbers, view
        assert f"<b>{len(numbers)}</b>" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?category=delivery_query", True), ("?category=training", False), ("?state=new", True),
        ("?state=closed", False), ("?priority=p2", True), ("?priority=p1", False), ("?assignee=none", True),
        ("?category=nonsense", True), ("?state='--", True), ("?assignee=999999", True), ("?view=nonsense", True),
        ("?q=SR-000000-0000", False), ("?after=nonsense", True),
    ],
)  # fmt: skip
def test_filters_narrow_and_nonsense_does_not(people: People, query: str, found: bool) -> None:
    number = filed(people)
    assert has_row(shown(people, query), number) is found


def test_a_number_finds_its_request_whatever_became_of_it(people: People) -> None:
    number = filed(people)
    people.sign_in("member@minchuan.example").post(f"/requests/{number}/cancellation")
    assert has_row(shown(people, f"?q={number.lower()}"), number)
    assert not has_row(shown(people), number)


def test_words_find_it_too(people: People) -> None:
    number, other = filed(people, subject="岭康胶囊串货"), filed(people, subject="要随货同行单")
    page = shown(people, "?q=串货")
    assert has_row(page, number) and not has_row(page, other)


def test_htmx_gets_the_list_alone(people: People) -> None:
    number = filed(people)
    piece = people.sign_in(SERVICE).piece("/staff/requests/?state=new", "request_list").text
    assert has_row(piece, number) and "<html" not in piece and "&lt;" not in piece


def test_staff_with_own_reach_see_their_accounts_only(people: People) -> None:
    mine, foreign = filed(people), filed(people, "owner@yueqiao.example", contract="D-2026-012")
    with people.backstage() as uow:
        legal = uow.session.scalars(select(Staff).join(Login).where(Login.email == "legal@demo.example")).one()
        legal.reach = "own"
        uow.session.scalars(select(Account).where(Account.number == "D-000101")).one().business_manager_id = legal.id
    page = shown(people, who="legal@demo.example")
    assert has_row(page, mine) and not has_row(page, foreign)
    assert "<b>1</b>" in page and "<b>2</b>" not in page
    assert people.sign_in("legal@demo.example").get(f"/staff/requests/{foreign}").status_code == 404


def test_a_page_of_fifty_asks_eight_things_at_most(people: People, statements: Any) -> None:
    member, desk = people.sign_in("member@minchuan.example"), people.sign_in(SERVICE)
    for _ in range(12):
        file_delivery(member)
    desk.get("/staff/requests/")  # who is away is read anew once a minute
    with statements() as asked:
        assert desk.get("/staff/requests/").status_code == 200
    assert len(asked) <= 8, asked


def test_pages_go_on_where_the_last_one_ended(people: People) -> None:
    member = people.sign_in("member@minchuan.example")
    numbers = [file_delivery(member) for _ in range(53)]
    first = shown(people)
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = people.sign_in(SERVICE).get(older).text
    seen = [[number for number in numbers if has_row(page, number)] for page in (first, second)]
    assert (len(seen[0]), len(seen[1])) == (50, 3) and not set(seen[0]) & set(seen[1])


def test_filing_for_a_partner_who_calls(people: People) -> None:
    desk = people.sign_in(SERVICE)
    assert "D-000101" in desk.get("/staff/requests/new?account=d-000101").text
    form = desk.get("/staff/requests/new?account=D-000101&category=delivery_query")
    assert "成都岷川医药有限公司" in form.text and "D-2026-011" in form.text and "D-2026-012" not in form.text
    number = number_in(desk.post("/staff/requests/", {**DELIVERY, "account": "D-000101"}))
    [event] = people.events("request.posted")
    assert (event.number, event.facts["channel"], event.actor_kind) == (number, "phone", "staff")
    page = people.sign_in("owner@minchuan.example").get(f"/requests/{number}").text
    assert "电话代录" in page


@pytest.mark.parametrize("account", ["D-999999", "", "nonsense", "S-000001 "])
def test_filing_for_nobody_is_refused(people: People, account: str) -> None:
    answer = people.sign_in(SERVICE).post("/staff/requests/", {**DELIVERY, "account": account})
    assert answer.status_code in (404, 422)
    assert not people.events("request.posted")


def test_partners_have_no_queue(people: People) -> None:
    owner = people.sign_in("owner@minchuan.example")
    assert owner.get("/staff/requests/").status_code == 404
    assert owner.post("/staff/requests/", {**DELIVERY, "account": "D-000101"}).status_code == 404


def test_the_line_in_the_bar_says_whether_we_work(app: Any) -> None:
    from portal.domain.working_days import WorkingDays
    from portal.web.now_line import now_line

    with app.test_request_context(headers={"Cookie": "locale=zh"}):
        open_now = now_line(datetime(2026, 11, 23, 6, 20, tzinfo=UTC), WorkingDays())
        assert open_now == "11-23 周一 14:20 · 工作时间，18:00 下班"
        closed = now_line(datetime(2026, 11, 27, 10, 30, tzinfo=UTC), WorkingDays())
        assert closed == "11-27 周五 18:30 · 已下班，11-30 周一 09:00 上班"
