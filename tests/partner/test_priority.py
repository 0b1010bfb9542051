"""How urgent a filed request is by what the account's contracts say: the day of notice, a territory of its own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from portal.domain.contracts.models import Clause, Contract
from tests.filing import number_in, pdf
from tests.people import People

LUO, OWNER = "15400000201", "owner@minchuan.example"
EXTENSION = {"category": "contract_extension", "subject": "想续一年", "text": "想续一年，量不减。", "months": "12"}
DIVERSION = {
    "category": "diversion_complaint", "subject": "外地货", "text": "药店里有外地流入的货。", "product": "PR01",
    "batch_no": "26031702", "boxes": "6", "place": "武侯区", "terminal": "百草堂", "province": "510000",
}  # fmt: skip
OPTION = {"holder": "partner", "open_days": 180, "close_days": 60, "months": 12}
NOT_URGENT = "p2"
"""Minchuan and Yueqiao are VIPs, which raises what is not urgent by one level."""


def change(people: People, act: Callable[[Any, Contract], Any], number: str = "D-2026-011") -> None:
    with people.backstage() as uow:
        act(uow, uow.contracts.get(number))


def runs(days_left: int, *, days_ago: int = 300) -> Callable[[Any, Contract], None]:
    """The contract began and ends so many days from today."""

    def act(uow: Any, contract: Contract) -> None:
        contract.starts_on, contract.ends_on = uow.today - timedelta(days_ago), uow.today + timedelta(days_left)
        contract.versions[0].effective_from = contract.starts_on

    return act


def filed_priority(people: People, who: str, data: dict[str, Any]) -> str:
    """The priority the event log has for the request this person files."""
    number = number_in(people.sign_in(who).post("/requests/", data))
    [event] = [event for event in people.events("request.posted") if event.number == number]
    return event.facts["priority"]


@pytest.mark.parametrize(
    ("days_left", "priority"),
    [(59, NOT_URGENT), (60, "p1"), (70, "p1"), (71, NOT_URGENT), (200, NOT_URGENT)],
)
def test_an_extension_is_urgent_while_ten_days_or_fewer_are_left_for_notice(
    people: People, days_left: int, priority: str
) -> None:
    change(people, runs(days_left))

    def add_option(uow: Any, contract: Contract) -> None:
        uow.session.add(
            Clause(
                account_id=contract.account_id, version_id=contract.versions[0].id, article="第 20 条", position=20,
                clause_type="extension_option", params=OPTION, binds="us", text_zh="乙方可续约。",
            )
        )  # fmt: skip

    change(people, add_option)
    assert filed_priority(people, OWNER, {**EXTENSION, "contract": "D-2026-011"}) == priority


def test_an_extension_of_a_contract_without_notice_day_is_not_urgent(people: People) -> None:
    change(people, runs(5))
    assert filed_priority(people, OWNER, {**EXTENSION, "contract": "D-2026-011"}) == NOT_URGENT


def set_territory(**facts: Any) -> Callable[[Any, Contract], None]:
    def act(uow: Any, contract: Contract) -> None:
        runs(100)(uow, contract)
        for name, value in facts.items():
            setattr(contract.territories[0], name, value)

    return act


def unsign(_: Any, contract: Contract) -> None:
    contract.versions[0].signed_by_partner_on = None


@pytest.mark.parametrize(
    ("arrange", "province", "priority"),
    [
        (set_territory(), "510000", "p1"),
        (set_territory(), "440000", NOT_URGENT),
        (set_territory(), "", NOT_URGENT),
        (set_territory(province=None), "440000", "p1"),
        (set_territory(level="sole"), "510000", NOT_URGENT),
        (set_territory(level="non_exclusive"), "510000", NOT_URGENT),
        (runs(0), "510000", "p1"),
        (runs(-1), "510000", NOT_URGENT),
        (runs(100, days_ago=-1), "510000", NOT_URGENT),
        (unsign, "510000", NOT_URGENT),
    ],
)
def test_a_diversion_complaint_is_urgent_in_a_territory_of_ones_own(
    people: People, arrange: Callable[[Any, Contract], None], province: str, priority: str
) -> None:
    change(people, arrange)
    data = {**DIVERSION, "province": province, "files": pdf("小票.pdf")}
    assert filed_priority(people, OWNER, data) == priority


def test_a_neighbours_territory_makes_nothing_urgent(people: People) -> None:
    change(people, runs(100))
    assert filed_priority(people, LUO, {**DIVERSION, "files": pdf("小票.pdf")}) == "p3"


def test_what_the_contract_says_is_not_kept_among_the_facts_and_cannot_be_sent(people: People) -> None:
    data = {**DIVERSION, "province": "440000", "exclusive_territory": "y", "files": pdf("小票.pdf")}
    number = number_in(people.sign_in(LUO).post("/requests/", data))
    with people.backstage() as uow:
        service_request = uow.requests.get(number)
        assert (service_request.priority, "exclusive_territory" in service_request.fields) == ("p3", False)
