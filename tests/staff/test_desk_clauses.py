"""The clause in force on the day of the event and its worked sum, at the desk, on feedback, in a breach made of it."""

from typing import Any

import pytest
from sqlalchemy import delete

from portal.domain.contracts.breaches.backstage import BreachFile
from portal.domain.contracts.models import Clause
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.feedback.repository import Ties
from tests.filing import filed, hidden
from tests.people import People

SERVICE, OWNER = "service@demo.example", "owner@minchuan.example"
FACTS = {
    "ordered_on": "2026-11-09",
    "promised_on": "2026-11-12",
    "delivered_on": "2026-11-16",
    "order_amount": "114400",
}
SUM = "¥457.60"


@pytest.fixture
def late(people: People) -> str:
    """A shipping query that tells everything; the clause takes 0.1 % a day."""
    with people.backstage() as uow:
        [clause] = [one for one in uow.contracts.get("D-2026-011").versions[0].clauses if one.clause_type == "delivery"]
        clause.params = {"days": 3, "rate_per_day": "0.001", "cap_rate": "0.05"}
    return filed(people, OWNER, **FACTS)


def desk_of(people: People, number: str) -> str:
    answer = people.sign_in(SERVICE).get(f"/staff/requests/{number}")
    assert answer.status_code == 200
    return answer.text


def test_the_sum_is_there_without_a_click_and_travels_into_a_breach(people: People, late: str) -> None:
    page = desk_of(people, late)
    worked = page.split('<table class="sum">')[1].split("</table>")[0]
    assert "第 9 条" in page and "11-13" in page and SUM in worked and "试算" in worked
    assert "应向" not in worked and "欠" not in worked
    address = page.split('<a class="btn" href="/staff/breaches/new?')[1].split('"')[0].replace("&amp;", "&")
    staff = people.sign_in(SERVICE)
    form = staff.get(f"/staff/breaches/new?{address}").text
    assert 'value="2026-11-13"' in form and SUM not in form
    typed = {
        "article": "第 9 条", "obligor": "us", "occurred_on": "2026-11-13", "what": "晚到四天。", "request": late,
        "contract": "D-2026-011", "form_id": hidden(form, "form_id", "/staff/breaches/"),
    }  # fmt: skip
    made = staff.post("/staff/breaches/", typed)
    assert made.status_code == 303, made.text
    with people.backstage() as uow:
        kept = uow.session.query(BreachFile).one().facts
    assert (kept["due_on"], kept["delivered_on"], kept["goods_fen"]) == ("2026-11-12", "2026-11-16", 11_440_000)
    assert SUM in staff.get(made.headers["Location"]).text


def test_the_partner_reads_the_clause_and_no_sum_before_a_decision(people: People, late: str) -> None:
    page = people.sign_in(OWNER).get(f"/requests/{late}").text
    assert "第 9 条" in page and SUM not in page and "457.60" not in page and "试算" not in page


def test_what_is_missing_is_named_and_no_zero_is_shown(people: People) -> None:
    page = desk_of(people, filed(people))
    assert "事实还不够：下单日" in page and '<table class="sum">' not in page and "¥0.00" not in page


def test_without_such_a_clause_the_desk_says_so_and_offers_to_record_one(people: People, late: str) -> None:
    with people.backstage() as uow:
        uow.session.execute(delete(Clause).where(Clause.clause_type == "delivery"))
    page = desk_of(people, late)
    assert "合同里没有这方面的条款：供货时效" in page and '<table class="sum">' not in page
    keeper = people.sign_in("business@demo.example").get(f"/staff/requests/{late}").text
    assert "登记这样一条条款" in keeper and "登记这样一条条款" not in page


@pytest.mark.parametrize("tied", [True, False])
def test_feedback_shows_the_same_clause_and_the_sum_where_a_request_tells_the_facts(
    people: People, late: str, tied: bool
) -> None:
    with people.backstage() as uow:
        asked = uow.requests.get(late)
        ties: Any = {"request_id": asked.id} if tied else {"contract_id": asked.contract_id}
        told = uow.feedback.post(
            asked.account, kind=FeedbackKind.COMPLAINT, subtype="delivery", subject="晚到", text="晚了四天。",
            ties=Ties(**ties), posted_by_id=asked.posted_by_id,
        )  # fmt: skip
        number = told.number
    page = people.sign_in(SERVICE).get(f"/staff/feedback/{number}").text
    assert "第 9 条" in page and (SUM in page) is tied and ("事实还不够" in page) is not tied


def test_nothing_more_is_asked_of_the_database_for_other_requests(people: People, late: str, statements: Any) -> None:
    desk = people.sign_in(SERVICE)
    plain = filed(
        people, OWNER, category="invoice_paper", paper="vat_invoice", subject="要一张发票", text="要一张发票。"
    )
    asked = {}
    for number in (late, plain):
        desk.get(f"/staff/requests/{number}")
        with statements() as asked[number]:
            page = desk.get(f"/staff/requests/{number}").text
    assert SUM not in page and len(asked[late]) == len(asked[plain]) <= 22
