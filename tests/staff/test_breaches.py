"""The breach register at the desk: from a complaint to a settled deposit, four eyes, the deposit, simultaneous
deciders (AZ2, AZ8, AZ11, BI2, BI3, BI5)."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from portal.domain.base import Refused
from portal.domain.contracts.breaches.deposit import EntryKind
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.penalty import BreachPenalty
from portal.domain.contracts.breaches.reminding import remind_of_replies
from portal.domain.contracts.clauses import Party
from tests.breaches import (
    ADMIN,
    BUSINESS,
    COMPLAINANT,
    CONTRACT,
    DIRECTOR,
    FINANCE,
    LEGAL,
    MEMBER,
    OWNER,
    SERVICE,
    acting_staff,
    complain,
    computed,
    confirmed,
    lay_clauses,
    noticed,
    pay_in,
    reported,
)
from tests.filing import hidden, number_in
from tests.people import People, Person


def at(number: str, act: str = "") -> str:
    return f"/staff/breaches/{number}" + (f"/{act}" if act else "")


def value(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    return found[1] if found else ""


def typed_in(page: str) -> dict[str, str]:
    """What the report form already holds."""
    article = re.search(r'<option selected value="([^"]+)">第', page)
    names = ("contract", "request", "occurred_on", "batch_no", "boxes", "place", "form_id")
    what = re.search(r'<textarea[^>]*name="what"[^>]*>\s*(.*?)</textarea>', page, re.S)
    chosen = re.search(r'<option selected value="(PR\d+)">', page)
    return {
        **{name: value(page, name) for name in names}, "article": article[1] if article else "",
        "what": what[1].strip() if what else "", "product": chosen[1] if chosen else "", "obligor": "partner",
    }  # fmt: skip


def kinds(people: People, number: str) -> list[str]:
    return [event.kind.partition(".")[2] for event in people.events() if event.number == number]


def test_from_a_complaint_to_the_settled_deposit(people: People) -> None:
    lay_clauses(people)
    request = complain(people)
    service = people.sign_in(SERVICE)
    desk = service.get(f"/staff/requests/{request}").text
    assert f'href="/staff/breaches/new?request={request}"' in desk, "one click makes a breach of it"
    sent = typed_in(service.get(f"/staff/breaches/new?request={request}").text)
    assert (sent["contract"], sent["article"], sent["occurred_on"]) == (CONTRACT, "第 12 条", "2026-09-01")
    assert (sent["product"], sent["batch_no"], sent["boxes"]) == ("PR01", "26031702", "1700")
    assert "小票" not in sent["what"] and "广州市越秀区" in sent["what"], "the complainant's own words stay behind"
    number = number_in(service.post("/staff/breaches/", sent))
    assert re.fullmatch(r"BR-\d{6}-0001", number)
    desk_page = service.get(at(number)).text
    assert "粤桥小票.png" in desk_page and "广州粤桥药业有限公司" in desk_page
    assert number in service.get(f"/staff/requests/{request}").text

    legal = people.sign_in(LEGAL)
    ref = re.search(r'name="shown"[^>]*value="([^"]+)"', legal.get(at(number)).text)
    assert ref
    assert legal.post(at(number, "notices"), {"channel": "portal", "shown": ref[1]}).status_code == 303
    owner = people.sign_in(OWNER)
    assert number in owner.get("/").text
    seen = owner.get(f"/breaches/{number}").text
    assert "evidence-1.png" in seen and "粤桥" not in seen and request not in seen and "145,860" not in seen
    assert owner.post(f"/breaches/{number}/replies", {"text": "我们没有卖到广州"}).status_code == 303
    assert "我们没有卖到广州" in legal.get(at(number)).text
    assert legal.post(at(number, "decisions"), {"verb": "confirm", "reason": "批号与发货单一致"}).status_code == 303
    worked = legal.get(at(number)).text
    assert "¥48,620.00" in worked and "¥145,860.00" in worked, "worked out before anybody typed anything"
    assert 0 < worked.find('value="try"') < worked.find('value="freeze"'), "Enter tries, it does not freeze"
    facts = {"boxes_proven": "1700", "supply_price_fen": "28.60", "loss_fen": "97240"}
    assert legal.post(at(number, "penalties"), {"act": "try", **facts}).status_code == 303
    assert "145,860" not in owner.get(f"/breaches/{number}").text, "a trial is ours alone"
    assert legal.post(at(number, "penalties"), {"act": "freeze", **facts}).status_code == 303
    decided = owner.get(f"/breaches/{number}").text
    assert "¥145,860.00" in decided and "97,240" not in decided, "the sum with its lines, without our loss estimate"
    assert owner.post(f"/breaches/{number}/agreements").status_code == 303

    finance = people.sign_in(FINANCE)
    pay = finance.get(at(number)).text
    assert value(pay, "from_deposit") == "145860.00"
    paid_on = value(pay, "paid_on")
    for more in ({"from_deposit": "145860.01"}, {"paid_on": "2099-01-01", "from_deposit": ""}):
        refused = finance.post(at(number, "payments"), {"paid_on": paid_on, "from_deposit": "145860", **more})
        assert refused.status_code == 409, "no more than is due, and no day that lies ahead"
    assert finance.post(at(number, "payments"), {"paid_on": paid_on, "from_deposit": "145860"}).status_code == 303
    assert "¥54,140.00" in finance.get(f"/staff/contracts/{CONTRACT}/deposit").text
    contract = owner.get(f"/contracts/{CONTRACT}").text
    assert "−¥145,860.00" in contract and "¥54,140.00" in contract
    share = finance.get(at(number)).text
    assert "¥72,930.00" in share, "half of it to whom it harmed"
    assert finance.post(at(number, "compensations"), {"contract": "D-2026-012", "sum": "72930"}).status_code == 303
    theirs = people.sign_in(COMPLAINANT).get("/contracts/D-2026-012").text
    assert "¥72,930.00" in theirs and number not in theirs and "岷川" not in theirs
    assert kinds(people, number) == [
        "reported", "noticed", "replied", "confirmed", "facts_noted", "computed", "agreed", "paid", "compensated",
    ]  # fmt: skip


def test_a_complaint_that_names_nobody_asks_whose_contract_it_is(people: People) -> None:
    lay_clauses(people)
    from tests.breaches import COMPLAINT
    from tests.staff.png import png

    sent = {**COMPLAINT, "suspect": "不清楚", "files": (png(), "小票.png")}
    request = number_in(people.sign_in(COMPLAINANT).post("/requests/", sent))
    page = people.sign_in(SERVICE).get(f"/staff/breaches/new?request={request}").text
    assert f"contract={CONTRACT}" in page and "contract=D-2026-012" not in page, "never the complainant's own"


def test_by_hand_and_what_is_refused_comes_back(people: People) -> None:
    lay_clauses(people)
    legal = people.sign_in(LEGAL)
    good = {
        "contract": CONTRACT,
        "article": "第 9 条",
        "obligor": "us",
        "occurred_on": "2026-09-01",
        "what": "晚到三天",
    }
    for changed in ({"article": "第 99 条"}, {"occurred_on": "2025-06-01"}, {"occurred_on": "2099-01-01"}, {"what": ""},
                    {"obligor": "nobody"}, {"boxes": "many"}):  # fmt: skip
        answer = legal.post("/staff/breaches/", {**good, **changed})
        assert answer.status_code == 422, changed
        assert "what" in changed or "晚到三天" in answer.text
    assert people.events("breach.reported") == []
    number = number_in(legal.post("/staff/breaches/", good))
    with people.backstage() as uow:
        breach = uow.breaches.get(number)
        assert (breach.kind, breach.version_no, breach.is_ours) == ("late_delivery", 1, True)


def test_our_own_breach_is_admitted_and_paid_without_an_accusation(people: People) -> None:
    number = reported(people, by=SERVICE, article="第 9 条", obligor=Party.US, what="晚到 7 天", boxes=None)
    legal, owner = people.sign_in(LEGAL), people.sign_in(OWNER)
    assert owner.get(f"/breaches/{number}").status_code == 404
    assert legal.post(at(number, "notices"), {"channel": "portal"}).status_code == 409
    assert legal.post(at(number, "decisions"), {"verb": "confirm", "reason": "物流单可查"}).status_code == 303
    facts = {"due_on": "2026-09-01", "delivered_on": "2026-09-08", "goods_fen": "80000"}
    assert legal.post(at(number, "penalties"), {"act": "freeze", **facts}).status_code == 303
    assert "¥560.00" in owner.get(f"/breaches/{number}").text, "seven days at one in a thousand"
    assert owner.post(f"/breaches/{number}/agreements").status_code == 303
    finance = people.sign_in(FINANCE)
    assert finance.post(at(number, "payments"), {"paid_on": "2026-10-01", "from_deposit": "1"}).status_code == 409
    assert finance.post(at(number, "payments"), {"paid_on": "2026-10-01"}).status_code == 303


# ---- due process


def test_nobody_decides_while_the_partner_may_still_answer(people: People) -> None:
    lay_clauses(people)
    number = noticed(people)
    decision = {"verb": "confirm", "reason": "证据确凿无疑"}
    legal = people.sign_in(LEGAL)
    refused = legal.post(at(number, "decisions"), decision)
    assert refused.status_code == 409 and "证据确凿无疑" in refused.text, "what was typed stays"
    with people.backstage() as uow:
        breach = uow.breaches.get(number)
        yesterday = uow.today - timedelta(days=1)
        uow.session.execute(update(Breach).values(reply_by=yesterday, version=Breach.version + 1))
        assert breach.state == "noticed"
    assert legal.post(at(number, "decisions"), decision).status_code == 303, "silence does not stop it for ever"


def test_four_eyes_on_the_decision_and_on_every_change_of_the_sum(people: People) -> None:
    lay_clauses(people)
    number = reported(people, by=LEGAL)
    assert people.sign_in(LEGAL).post(at(number, "notices"), {"channel": "portal"}).status_code == 303
    people.sign_in(MEMBER).post(f"/breaches/{number}/replies", {"text": "不是我们"})
    for verb in ("confirm", "dismiss"):
        own = people.sign_in(LEGAL).post(at(number, "decisions"), {"verb": verb, "reason": "看过了"})
        assert own.status_code == 409 and "是您自己登记的" in own.text, verb
    people.sign_in(DIRECTOR).post(at(number, "decisions"), {"verb": "confirm", "reason": "属实"})
    people.sign_in(LEGAL).post(at(number, "penalties"), {"act": "freeze", "boxes_proven": "1700",
                                                         "supply_price_fen": "28.60"})  # fmt: skip
    change = {"kind": "adjust", "sum": "100000", "reason": "首次，且已召回"}
    legal, director = people.sign_in(LEGAL), people.sign_in(DIRECTOR)
    assert legal.post(at(number, "proposals"), change).status_code == 303
    assert legal.post(at(number, "proposals"), change).status_code == 409, "one at a time"
    assert legal.post(at(number, "proposals/approval")).status_code == 409
    assert "100,000" not in people.sign_in(OWNER).get(f"/breaches/{number}").text, "a proposal is ours alone"
    assert director.post(at(number, "proposals/approval")).status_code == 303
    seen = people.sign_in(OWNER).get(f"/breaches/{number}").text
    assert "¥100,000.00" in seen and "首次，且已召回" in seen
    members = people.sign_in(MEMBER).get(f"/breaches/{number}").text
    assert "¥•••" in members and "100,000" not in members and "28.60" not in members
    assert legal.post(at(number, "proposals"), {"kind": "waive", "reason": "已签新协议"}).status_code == 303
    assert director.post(at(number, "proposals/refusal")).status_code == 303
    assert director.post(at(number, "proposals/refusal")).status_code == 409
    assert kinds(people, number)[-4:] == ["proposed", "adjusted", "proposed", "declined"]
    with people.backstage() as uow:
        origins = [one.origin for one in uow.breaches.penalties(uow.breaches.get(number))]
    assert origins == ["adjusted", "computed"]


@pytest.mark.parametrize(
    ("who", "act", "data"),
    [
        (SERVICE, "notices", {"channel": "portal"}), (FINANCE, "decisions", {"verb": "confirm", "reason": "属实"}),
        (BUSINESS, "decisions", {"verb": "dismiss", "reason": "不属实"}), (SERVICE, "penalties", {"act": "freeze"}),
        (BUSINESS, "payments", {"paid_on": "2026-10-01"}), (BUSINESS, "proposals/approval", {}),
        (FINANCE, "agreements", {"note": "函件"}),
    ],
)  # fmt: skip
def test_what_a_role_may_not_do_is_no_such_page(people: People, who: str, act: str, data: dict[str, str]) -> None:
    number = reported(people, article="第 9 条")
    assert people.sign_in(who).post(at(number, act), data).status_code == 404


def test_steps_cannot_be_skipped_or_repeated(people: People) -> None:
    lay_clauses(people)
    number = reported(people)
    admin = people.sign_in(ADMIN)
    for act, data in (
        ("decisions", {"verb": "confirm", "reason": "属实"}), ("penalties", {"act": "freeze", "boxes_proven": "1"}),
        ("agreements", {"note": "函件一"}), ("payments", {"paid_on": "2026-10-01"}), ("proposals/approval", {}),
        ("proposals", {"kind": "waive", "reason": "算了"}), ("cures", {"cured_on": "2026-10-01"}),
    ):  # fmt: skip
        assert admin.post(at(number, act), data).status_code == 409, act
    assert admin.post(at(number, "notices"), {"channel": "portal"}).status_code == 303
    assert admin.post(at(number, "notices"), {"channel": "portal"}).status_code == 409
    assert kinds(people, number) == ["reported", "noticed"]


def test_a_notice_on_paper_arrives_on_the_typed_day(people: People) -> None:
    lay_clauses(people)
    number = reported(people)
    legal = people.sign_in(LEGAL)
    assert legal.post(at(number, "notices"), {"channel": "paper"}).status_code == 422
    assert legal.post(at(number, "notices"), {"channel": "paper", "arrived_on": "2099-01-01"}).status_code == 409
    assert legal.post(at(number, "notices"), {"channel": "paper", "arrived_on": "2026-11-02"}).status_code == 303
    with people.backstage() as uow:
        breach = uow.breaches.get(number)
        assert (breach.arrived_on, breach.reply_by) == (date(2026, 11, 2), date(2026, 11, 9)), "five working days"


def test_cured_in_time_is_the_end_of_it(people: People) -> None:
    lay_clauses(people)
    with people.backstage() as uow:
        clauses = uow.contracts.get(CONTRACT).versions[0].clauses
        tiered = next(one for one in clauses if one.article == "第 12 条")
        tiered.params = {**tiered.params, "no_cure": False, "cure_days": 10, "day_kind": "calendar", "roll": False}
    number, legal = reported(people), people.sign_in(LEGAL)
    legal.post(at(number, "notices"), {"channel": "paper", "arrived_on": "2026-11-02"})
    assert legal.post(at(number, "cures"), {"cured_on": "2026-11-13"}).status_code == 409
    assert legal.post(at(number, "cures"), {"cured_on": "2026-11-12"}).status_code == 303
    assert kinds(people, number)[-1] == "cured"


# ---- sums


def test_the_second_one_within_a_year_costs_more_and_one_act_counts_once(people: People) -> None:
    lay_clauses(people)
    first = computed(people)
    with people.backstage() as uow:
        act = uow.breaches.get(first)
        assert act.confirmed_on is not None
        same = act.number
    second = computed(people, day=date(2026, 9, 20))
    with people.backstage() as uow:
        rows = {number: uow.breaches.penalties(uow.breaches.get(number))[0] for number in (first, second)}
        assert rows[first].fen == 14_586_000
        assert rows[second].fen == 24_310_000 + 10_000_000, "five times the goods and half the deposit"
        assert rows[second].params["window_months"] == 12 and rows[second].version_no == 1
        earlier = rows[second].facts["earlier"]
        assert len(earlier) == 1
    assert same in people.sign_in(LEGAL).get(at(second)).text


def test_evidence_of_an_earlier_one_makes_it_the_same_act(people: People) -> None:
    lay_clauses(people)
    request, service = complain(people), people.sign_in(SERVICE)
    sent = typed_in(service.get(f"/staff/breaches/new?request={request}").text)
    first = number_in(service.post("/staff/breaches/", sent))
    second = number_in(service.post("/staff/breaches/", {**sent, "form_id": "another-form-of-this-page"}))
    with people.backstage() as uow:
        assert uow.breaches.get(first).act_id == uow.breaches.get(second).act_id == uow.breaches.get(first).id


def test_computing_again_keeps_what_was_frozen(people: People) -> None:
    lay_clauses(people)
    number = computed(people)
    again = {"act": "freeze", "boxes_proven": "1000", "supply_price_fen": "28.60"}
    assert people.sign_in(LEGAL).post(at(number, "penalties"), again).status_code == 303
    with people.backstage() as uow:
        rows = uow.breaches.penalties(uow.breaches.get(number))
        assert [row.fen for row in rows] == [8_580_000, 14_586_000]
        assert [row.facts["boxes_proven"] for row in rows] == [1000, 1700]
        assert isinstance(rows[0], BreachPenalty) and rows[0].working["lines"]


def test_without_the_facts_there_is_no_sum_and_nothing_is_frozen(people: People) -> None:
    lay_clauses(people)
    number = confirmed(people, boxes=None)
    legal = people.sign_in(LEGAL)
    assert legal.post(at(number, "penalties"), {"act": "freeze"}).status_code == 409
    wrong = legal.post(at(number, "penalties"), {"act": "freeze", "boxes_proven": "viele"})
    assert wrong.status_code == 422 and "viele" in wrong.text
    assert people.events("breach.computed") == []


# ---- the deposit


def test_a_deposit_never_falls_below_zero(people: People) -> None:
    lay_clauses(people, held_fen=10_000_000)
    number = computed(people)
    people.sign_in(OWNER).post(f"/breaches/{number}/agreements")
    finance = people.sign_in(FINANCE)
    page = finance.get(at(number)).text
    assert value(page, "from_deposit") == "100000.00", "as much as is there; the rest is transferred"
    too_much = finance.post(at(number, "payments"), {"paid_on": "2026-11-01", "from_deposit": "100000.01"})
    assert too_much.status_code == 409
    ledger = f"/staff/contracts/{CONTRACT}/deposit"
    refund = {"kind": "refund", "sum": "1", "moved_on": "2026-11-01"}
    assert finance.post(ledger, refund).status_code == 409, "not while a breach is open"
    assert finance.post(at(number, "payments"), {"paid_on": "2026-11-01", "from_deposit": "100000"}).status_code == 303
    assert finance.post(ledger, refund).status_code == 409, "there is nothing left"
    assert finance.post(ledger, {"kind": "deduction", "sum": "1", "moved_on": "2026-11-01"}).status_code == 422
    shown = finance.get(ledger).text
    assert "¥200,000.00" in shown and "2026-11-16" in shown, "to be topped up within fifteen days"
    assert finance.post(ledger, {"kind": "topup", "sum": "50000", "moved_on": "2026-11-10"}).status_code == 303
    assert finance.post(ledger, {**refund, "sum": "50000.01"}).status_code == 409
    assert finance.post(ledger, {**refund, "sum": "50000"}).status_code == 303
    with people.backstage() as uow:
        assert uow.deposits.balance(uow.contracts.get(CONTRACT)) == 0


def at_once(acts: list[Any]) -> Counter[int]:
    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(answer.status_code for answer in pool.map(lambda act: act(), acts))


def test_of_many_deciders_one_decides(people: People) -> None:
    lay_clauses(people)
    number = noticed(people)
    people.sign_in(MEMBER).post(f"/breaches/{number}/replies", {"text": "不是我们"})
    deciders: list[tuple[Person, str]] = [
        (people.sign_in(name), verb) for name in (LEGAL, DIRECTOR, ADMIN) for verb in ("confirm", "dismiss")
    ]
    acts = [
        lambda one=one, verb=verb: one.post(at(number, "decisions"), {"verb": verb, "reason": f"{verb} 的理由"})  # type: ignore[misc]
        for one, verb in deciders
    ]
    assert at_once(acts) == {303: 1, 409: 5}
    assert len([kind for kind in kinds(people, number) if kind in ("confirmed", "dismissed")]) == 1


def test_of_many_who_take_from_one_deposit_only_as_many_as_it_holds(people: People) -> None:
    lay_clauses(people, held_fen=0)
    pay_in(people, 5_000_000)
    ledger = f"/staff/contracts/{CONTRACT}/deposit"
    cashiers = [people.sign_in(FINANCE) for _ in range(5)]
    take = {"kind": "refund", "sum": "20000", "moved_on": "2026-11-01"}
    acts = [lambda one=one: one.post(ledger, take) for one in cashiers]  # type: ignore[misc]
    assert at_once(acts) == {303: 2, 409: 3}
    with people.backstage() as uow:
        assert uow.deposits.balance(uow.contracts.get(CONTRACT)) == 1_000_000


def test_a_form_sent_twice_reports_once(people: People) -> None:
    lay_clauses(people)
    service = people.sign_in(SERVICE)
    page = service.get(f"/staff/breaches/new?contract={CONTRACT}").text
    blank = typed_in(page)
    assert blank["article"] == "", "nothing was told, so no clause is guessed"
    sent = {**blank, "article": "第 12 条", "occurred_on": "2026-09-01", "what": "广州出现货"}
    sent["form_id"] = hidden(page, "form_id", "/staff/breaches/")
    answers = [service.post("/staff/breaches/", sent) for _ in range(3)]
    assert {answer.headers["Location"] for answer in answers} == {answers[0].headers["Location"]}
    assert len(people.events("breach.reported")) == 1


# ---- the register, and being reminded


def test_the_register_is_narrowed_by_state_kind_and_words(people: People) -> None:
    lay_clauses(people)
    service = people.sign_in(SERVICE)
    assert "empty" in service.get("/staff/breaches/").text
    open_one, late = reported(people), reported(people, article="第 9 条", obligor=Party.US)
    done = computed(people)
    undecided = service.get("/staff/breaches/").text
    assert open_one in undecided and late in undecided and done not in undecided
    assert done in service.get("/staff/breaches/?show=unsettled").text
    assert late not in service.get("/staff/breaches/?kind=diversion").text
    piece = service.piece("/staff/breaches/?show=all&q=26031702", "breach_list").text
    assert open_one in piece and "<html" not in piece


def test_staff_who_do_not_see_an_account_find_no_breach_of_it(people: People) -> None:
    lay_clauses(people)
    request = complain(people)
    number = reported(people)
    with people.backstage() as uow:
        post = next(one for one in uow.people.staff() if one.login.email == SERVICE)
        post.reach = "own"
    service = people.sign_in(SERVICE)
    assert service.get(at(number)).status_code == 404 and number not in service.get("/staff/breaches/").text
    assert service.get(f"/staff/breaches/new?contract={CONTRACT}").status_code == 404
    assert service.get(f"/staff/breaches/new?request={request}").status_code == 404


def test_the_partner_is_reminded_once_before_the_time_is_over(people: People) -> None:
    lay_clauses(people)
    number = noticed(people)
    with people.backstage() as uow:
        assert remind_of_replies(uow) == 0
        uow.breaches.get(number).reply_by = uow.today + timedelta(days=1)
        uow.session.flush()
        assert remind_of_replies(uow) == 1 and remind_of_replies(uow) == 0
    assert kinds(people, number)[-1] == "reply_due"


def test_a_breach_cannot_be_told_of_tomorrow_nor_a_deposit_moved_then(people: People) -> None:
    with acting_staff(people, FINANCE) as uow, pytest.raises(Refused, match=r"deposit\.in_the_future"):
        tomorrow = datetime.now(UTC).date() + timedelta(days=2)
        uow.deposits.enter(uow.contracts.get(CONTRACT), EntryKind.PAID, 1, tomorrow)


def test_a_source_is_named_to_whoever_may_open_it(people: People) -> None:
    lay_clauses(people)
    number = reported(people)
    complaint = complain(people)
    for source, is_named in ((complaint, True), ("FB-202609-9999", False)):
        with people.backstage() as uow:
            uow.breaches.file(uow.breaches.get(number)).source = source
        assert (source in people.sign_in(BUSINESS).get(at(number)).text) is is_named
