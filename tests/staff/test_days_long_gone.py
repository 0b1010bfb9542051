"""What is reckoned from a day long gone, or by one far ahead, is reckoned by the calendar of those days."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from portal.domain.contracts.breaches.deposit import DepositEntry
from portal.domain.contracts.computing.asking import earliest_day
from portal.domain.requests import calendar
from portal.domain.requests.calendar import CalendarDay
from portal.domain.working_days import DAY
from tests.breaches import CONTRACT, FINANCE, LEGAL, lay_clauses
from tests.people import People


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """What a process keeps of the calendar for a minute is that of another test."""
    calendar._READ.clear()
    yield
    calendar._READ.clear()


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({}, "2026-11-01"), ({"due_on": "2025-02-10", "paid_on": "2026-01-01"}, "2025-02-10"),
        ({"ends_on": "2030-01-01"}, "2026-11-01"), ({"act": "SR-202611-0001", "boxes": 12}, "2026-11-01"),
        ({"rows": [{"on": "2024-05-06"}, {"on": "2024-05-07T08:00:00+00:00"}]}, "2024-05-06"),
        ({"f.due_on": ["2023-01-02"], "at": ["2022-12-31T23:00"]}, "2022-12-31"), ({"on": "1000-01-01"}, "2004-01-01"),
        (None, "2026-11-01"), ({"on": "2026-02-31"}, "2026-11-01"),
    ],
)  # fmt: skip
def test_from_which_day_the_calendar_must_be_known(facts: dict[str, object] | None, day: str) -> None:
    assert earliest_day(facts, date(2026, 11, 1)).isoformat() == day


def test_a_deduction_of_last_year_is_topped_up_by_the_calendar_of_last_year(people: People) -> None:
    """Ten days of rest 300 days ago: the day to top up rolls over them, as it did then."""
    lay_clauses(people)
    with people.backstage() as uow:
        contract = uow.contracts.get(CONTRACT)
        login = uow.session.query(DepositEntry).first().entered_by_id
        moved = uow.today - timedelta(days=300)
        contract.starts_on = contract.versions[0].effective_from = moved - 20 * DAY
        last = moved + 15 * DAY
        uow.session.add_all(CalendarDay(day=last + n * DAY, is_workday=n >= 10) for n in range(12))
        for entry in uow.session.query(DepositEntry):
            entry.moved_on = moved - 10 * DAY
        uow.session.add(
            DepositEntry(account_id=contract.account_id, contract_id=contract.id, kind="deduction", fen=100,
                         moved_on=moved, entered_by_id=login, entered_at=uow.now)
        )  # fmt: skip
        rolled = last + 10 * DAY
    with people.backstage() as uow:
        assert uow.deposits.ledger(uow.contracts.get(CONTRACT), uow.deadlines.days_since).topup_by == rolled
    assert rolled.isoformat() in people.sign_in(FINANCE).get(f"/staff/contracts/{CONTRACT}/deposit").text


def test_a_trial_reckons_by_the_calendar_of_its_days(people: People) -> None:
    """Due on a day that rolls over ten days of rest, two hundred days ago and a hundred and fifty ahead."""
    with people.backstage() as uow:
        due = [uow.today + timedelta(days=days) for days in (-200, 150)]
        uow.session.add_all(CalendarDay(day=day + n * DAY, is_workday=n >= 10) for day in due for n in range(12))
    asked = {
        "ask": "1", "type": "penalty_late_daily", "p.obligor": "partner", "p.trigger": "late_payment",
        "p.rate_per_day": "0.0005", "p.grace_days": "0", "p.grace_mode": "retroactive", "p.principal": "unpaid",
        "f.principal_fen": "1000.00", "p.roll": "1",
    }  # fmt: skip
    person = people.sign_in(LEGAL)
    for day in due:
        paid = (day + 12 * DAY).isoformat()
        told = {**asked, "f.due_on": day.isoformat(), "f.paid_on": paid, "on": paid}
        shown = person.get("/staff/clauses/calculator", query_string=told)
        assert (day + 10 * DAY).isoformat() in shown.text, shown.status_code
