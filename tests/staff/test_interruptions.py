"""Days on hold lengthen a term where a clause says so: known to the register, worked out at every place that asks."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from portal.domain.contracts import life
from portal.domain.contracts.clauses.vocabulary import InterruptionCause as Cause
from portal.domain.contracts.models import Clause, Contract
from portal.domain.events import Actor
from portal.domain.unit_of_work import UnitOfWork
from tests.breaches import CONTRACT, LEGAL
from tests.partner.extending import ask, ends_in
from tests.people import People

A6 = {"min_gap_days": 7, "cap_days": 30, "cause": ["supplier_fault", "recall"]}
BY = Actor.system("tests")
Hold = tuple[int, int | None, Cause | None]
"""First day ago, the day ago on which it went on (None: it has not), why."""


def clause_a6(uow: UnitOfWork, contract: Contract) -> None:
    uow.session.add(
        Clause(account_id=contract.account_id, version_id=contract.versions[0].id, article="第 16 条", position=16,
               clause_type="interruption_extension", params=A6, binds="both", text_zh="断供顺延")
    )  # fmt: skip


def hold(uow: UnitOfWork, contract: Contract, holds: list[Hold]) -> None:
    for first, went_on, cause in holds:
        began = uow.today - timedelta(days=first)
        life.suspend(contract, "停供", cause=cause, today=began, by=BY, at=noon(began))
        if went_on is not None:
            day = uow.today - timedelta(days=went_on)
            life.resume(contract, today=day, by=BY, at=noon(day))


def noon(day: date) -> datetime:
    return datetime.combine(day, time(4), UTC)


@pytest.mark.parametrize(
    ("holds", "found", "added"),
    [
        ([], [], None),
        ([(40, 33, Cause.RECALL)], [(40, 34)], 7),
        ([(40, 34, Cause.RECALL)], [(40, 35)], 0),
        ([(40, 40, Cause.RECALL)], [], None),
        ([(40, 30, None)], [], None),
        ([(9, None, Cause.SUPPLIER_FAULT)], [(9, 0)], 10),
        ([(40, 30, Cause.FORCE_MAJEURE)], [(40, 31)], 0),
        ([(90, 70, Cause.RECALL), (60, 30, Cause.SUPPLIER_FAULT)], [(90, 71), (60, 31)], 30),
    ],
)
def test_every_hold_with_a_cause_is_a_fact(
    people: People, holds: list[Hold], found: list[tuple[int, int]], added: int | None
) -> None:
    ends_in(people, 100)
    with people.backstage() as uow:
        contract = uow.contracts.get(CONTRACT)
        contract.starts_on = uow.today - timedelta(days=300)
        clause_a6(uow, contract)
        hold(uow, contract, holds)
        uow.session.flush()
        known = uow.interruptions.known(contract)
        ago = [tuple((uow.today - date.fromisoformat(one[name])).days for name in ("starts_on", "ends_on"))
               for one in known]  # fmt: skip
        assert ago == found
        uow.session.expire_all()
        contract = uow.contracts.get(CONTRACT)
        answers = [one.assessment for one in uow.interruptions.worked(contract, uow.today, uow.deadlines.days).values()]
        moved = [(answer.days["ends_on"] - contract.ends_on).days for answer in answers]
        assert moved == ([] if added is None else [added])


def test_the_desk_the_calculator_and_the_panel_work_it_out(people: People) -> None:
    ends_in(people, 100)
    legal = people.sign_in(LEGAL)
    with people.backstage() as uow:
        contract = uow.contracts.get(CONTRACT)
        contract.starts_on, end = uow.today - timedelta(days=300), contract.ends_on
        clause_a6(uow, contract)
    at = f"/staff/contracts/{CONTRACT}"
    assert legal.post(f"{at}/suspensions", {"why": "停供", "cause": "war"}).status_code == 422
    with people.backstage() as uow:
        hold(uow, uow.contracts.get(CONTRACT), [(30, 10, Cause.RECALL)])
        first = uow.today - timedelta(days=30)
    assert legal.post(f"{at}/suspensions", {"why": "停供", "cause": "supplier_fault"}).status_code == 303
    facts: dict[str, Any] = people.events("contract.suspended")[-1].facts
    assert facts == {"reason": "停供", "cause": "supplier_fault"}
    assert legal.post(f"{at}/resumption").status_code == 303
    new_end = (end + timedelta(days=20)).isoformat()
    number = ask(people)
    desk = legal.get(f"/staff/requests/{number}").text
    assert f"第 16 条：中止期间使届满日顺延至 {new_end}" in desk.replace("\u2011", "-")
    assert desk.count(first.isoformat()) >= 2, "beside the request, and beside the clause"
    worked = legal.get(f"/staff/clauses/calculator?contract={CONTRACT}&article=第 16 条").text
    assert f'value="{first.isoformat()}"' in worked and new_end in worked
    with people.backstage() as uow:
        contract = uow.contracts.get(CONTRACT)
        contract.record("contract.extended", by=BY, at=uow.now, changes={"ends_on": [end.isoformat(), new_end]})
        uow.session.flush()
        assert uow.interruptions.known(contract) == [], "what came before an extension was that one's matter"
