"""The life of a contract at the desk: days and reasons are written down, the state follows, both sides read it."""

from datetime import date, timedelta

import pytest

from portal.domain.contracts.state import state_on
from portal.domain.requests.calendar import CalendarDay
from portal.domain.working_days import DAY
from tests.breaches import BUSINESS, CONTRACT, FINANCE, LEGAL, OWNER, SERVICE, lay_clauses, noticed
from tests.people import People

AT = f"/staff/contracts/{CONTRACT}"


def state(people: People) -> str:
    with people.backstage() as uow:
        return str(state_on(uow.contracts.get(CONTRACT), uow.today))


def today(people: People) -> date:
    with people.backstage() as uow:
        return uow.today


def run_now(people: People) -> None:
    """The cast's contract runs whatever day it is."""
    with people.backstage() as uow:
        contract = uow.contracts.get(CONTRACT)
        contract.starts_on, contract.ends_on = uow.today - timedelta(days=300), uow.today + timedelta(days=60)


def test_on_hold_disputed_terminated_settled_and_the_deposit_has_its_day(people: People) -> None:
    lay_clauses(people)
    run_now(people)
    legal, owner, now = people.sign_in(LEGAL), people.sign_in(OWNER), today(people)
    assert legal.post(f"{AT}/suspensions", {"why": "许可证过期"}).status_code == 303
    assert state(people) == "suspended" and "许可证过期" in owner.get(f"/contracts/{CONTRACT}").text
    assert legal.post(f"{AT}/suspensions", {"why": "再来一次"}).status_code == 409
    assert legal.post(f"{AT}/resumption").status_code == 303
    assert legal.post(f"{AT}/disputes", {"why": "对窜货认定有异议"}).status_code == 303
    assert state(people) == "disputed" and "对窜货认定有异议" not in owner.get(f"/contracts/{CONTRACT}").text
    assert legal.post(f"{AT}/reconciliation", {"why": "双方和解"}).status_code == 303
    asked = {"ground": "contractual", "arrived_on": now.isoformat(), "why": "连续两季未达标"}
    early = legal.post(f"{AT}/termination", {**asked, "named_day": (now - DAY).isoformat()})
    assert early.status_code == 422 and "连续两季未达标" in early.text and "error-summary" in early.text
    assert legal.post(f"{AT}/termination", {**asked, "ground": "supplier_takeback"}).status_code == 422
    assert legal.post(f"{AT}/termination", {**asked, "why": ""}).status_code == 422
    assert legal.post(f"{AT}/settlement", {"settled_on": now.isoformat(), "is_cleared": "y"}).status_code == 409
    assert legal.post(f"{AT}/termination", asked).status_code == 303
    assert state(people) == "terminated" and "连续两季未达标" in owner.get(f"/contracts/{CONTRACT}").text
    finance = people.sign_in(FINANCE)
    assert finance.post(f"{AT}/settlement", {"settled_on": now.isoformat()}).status_code == 422, "not cleared"
    assert finance.post(f"{AT}/settlement", {"settled_on": now.isoformat(), "is_cleared": "y"}).status_code == 303
    assert state(people) == "settled"
    with people.backstage() as uow:
        due = uow.deposits.ledger(uow.contracts.get(CONTRACT), uow.deadlines.days_since).refund_by
    assert due is not None and due >= now + timedelta(days=30)
    for person, address in ((finance, f"{AT}/deposit"), (owner, f"/contracts/{CONTRACT}")):
        assert due.isoformat() in person.get(address).text
    told = legal.get("/staff/accounts/D-000101").text
    assert all(words in told for words in ("对窜货认定有异议", "双方和解", "中止 0 天")), (
        "the log is told with its reasons"
    )
    kinds = [event.kind for event in people.events() if event.number == CONTRACT and "deposit" not in event.kind]
    assert kinds == [f"contract.{verb}" for verb in (
        "suspended", "resumed", "disputed", "reconciled", "terminated", "settled")]  # fmt: skip


def test_an_open_breach_blocks_the_refund_and_says_so(people: People) -> None:
    lay_clauses(people)
    noticed(people)
    with people.backstage() as uow:
        contract = uow.contracts.get(CONTRACT)
        contract.terminated_on = contract.settled_on = uow.today
        assert uow.deposits.ledger(contract, uow.deadlines.days_since).outcome == "refund_blocked"
    body = people.sign_in(FINANCE).get(f"{AT}/deposit").text
    assert "合同已清算，但仍有违约未了结" in body


@pytest.mark.parametrize(
    ("name", "act", "status"),
    [(SERVICE, "suspensions", 404), (BUSINESS, "suspensions", 303), (BUSINESS, "termination", 404),
     (OWNER, "disputes", 404),
     (FINANCE, "disputes", 404)],
)  # fmt: skip
def test_who_may_do_what(people: People, name: str, act: str, status: int) -> None:
    run_now(people)
    sent = {"why": "许可证过期", "ground": "agreed", "arrived_on": today(people).isoformat()}
    assert people.sign_in(name).post(f"{AT}/{act}", sent).status_code == status


def test_days_beyond_the_official_calendar_are_said_to_be_provisional(people: People) -> None:
    """No day of the calendar is loaded: the reply day is a guess, and both sides read that."""
    lay_clauses(people)
    number = noticed(people)
    marks = {LEGAL: (f"/staff/breaches/{number}", "日历暂定"), OWNER: (f"/breaches/{number}", "暂定")}
    for name, (address, mark) in marks.items():
        assert mark in people.sign_in(name).get(address).text, name
    with people.backstage() as uow:
        day = uow.today
        uow.session.add_all(CalendarDay(day=day + n * DAY, is_workday=True) for n in range(40))
    from portal.domain.requests import calendar

    calendar._READ.clear()
    for name, (address, mark) in marks.items():
        assert mark not in people.sign_in(name).get(address).text, name


@pytest.mark.parametrize("after", [0, 30])
def test_what_is_terminated_counts_as_ended_from_its_day_on(people: People, after: int) -> None:
    """Its printed end lies ahead: no list, figure, reminder or right to ask is reckoned by it any more."""
    run_now(people)
    with people.backstage() as uow:
        contract = uow.contracts.get(CONTRACT)
        contract.ends_on = uow.today + timedelta(days=300)
        contract.terminated_on = uow.today + timedelta(days=after)
        assert uow.deadlines.of_contract(contract.id) == []
        assert [bool(found) for _one, found in uow.deadlines.of_own_agreements(contract.account_id)] == [False]
        glance = [one.days_left for one in uow.glance.running_contracts(uow.accounts.get("D-000101"))]
    person, owner, is_over = people.sign_in(LEGAL), people.sign_in(OWNER), after == 0
    at = f'href="/staff/contracts/{CONTRACT}"'
    listed = {term: at in person.get(f"/staff/contracts/?term={term}").text for term in ("running", "ending", "ended")}
    assert listed == {"running": not is_over, "ending": not is_over, "ended": is_over}
    assert glance == ([] if is_over else [after])
    shown = person.get("/staff/accounts/D-000101?tab=contracts").text
    assert (f">{after}</td>" in shown) != is_over and ">300" not in shown and ">301" not in shown
    assert (CONTRACT in owner.get("/").text) != is_over
    own = owner.get(f"/contracts/{CONTRACT}").text
    last = (today(people) + timedelta(days=after - 1)).isoformat()
    assert last in own and "申请延长" not in own
