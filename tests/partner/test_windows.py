"""What a partner can still do about a contract, by when: on home once, on the contract's page with its clause (AZ3)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from portal.domain.contracts.clauses import Party
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.work import SHANGHAI
from tests.notify.acts import acting
from tests.notify.agreements import OPTION, OURS, PERFORMANCE, RENEWAL, agree
from tests.people import People

OWNER, NUMBER = "owner@minchuan.example", "D-2026-500"
US = {**RENEWAL, "who_may_refuse": "us"}


def end_in(days: int) -> date:
    return datetime.now(SHANGHAI).date() + timedelta(days=days)


@pytest.fixture(autouse=True)
def _quiet_cast(people: People) -> None:
    with people.backstage() as uow:
        uow.contracts.get("D-2026-011").terminated_on = date(2026, 1, 2)


def needs(people: People) -> str:
    return people.sign_in(OWNER).get("/").text.split('id="h-need"')[1].split("</section>")[0]


def shown(people: People) -> str:
    body = people.sign_in(OWNER).get(f"/contracts/{NUMBER}").text
    return body.split('id="windows"')[1].split("</ul>")[0] if 'id="windows"' in body else ""


@pytest.mark.parametrize(
    "clauses, days, on_home, on_page",
    [
        ({"auto_renewal": RENEWAL}, 140, ["您仍可拒绝自动续约", "80 天"], ["您仍可拒绝自动续约", "第 5 条"]),
        ({"auto_renewal": RENEWAL}, 300, [], ["您仍可拒绝自动续约", "240"]),
        ({"extension_option": OPTION}, 100, ["您仍可申请续签", "55"], ["您仍可申请续签", "按条款可延长 12 个月"]),
        ({"extension_option": OPTION}, 140, [], ["您很快可以申请续签"]),
        # once every notice day is over the end alone is left
        ({"auto_renewal": RENEWAL}, 40, ["您仍可与我们商定后续合作", "40"], ["您仍可与我们商定后续合作"]),
        ({}, 40, ["您仍可与我们商定后续合作"], ["您仍可与我们商定后续合作"]),
        ({"auto_renewal": US}, 140, [], ["我们可以拒绝自动续约"]),
        ({"extension_option": OURS}, 140, [], ["我们可以延长合同"]),
    ],
)  # fmt: skip
def test_what_can_still_be_done(
    people: People, clauses: dict[str, Any], days: int, on_home: list[str], on_page: list[str]
) -> None:
    with people.backstage() as uow:
        agree(uow, NUMBER, end_in(days - 1), clauses)
    home, page = needs(people), shown(people)
    assert all(words in home for words in on_home) and (NUMBER in home) is bool(on_home)
    assert home.count(f"/contracts/{NUMBER}") == bool(on_home)  # one contract, one thing to do
    assert all(words in page for words in on_page)


def test_the_nearest_last_day_stands_first(people: People) -> None:
    with people.backstage() as uow:
        for number, days in (("D-2026-501", 80), ("D-2026-502", 66), ("D-2026-503", 73)):
            agree(uow, number, end_in(days), {"auto_renewal": RENEWAL})
    shown = needs(people)
    assert shown.index("D-2026-502") < shown.index("D-2026-503") < shown.index("D-2026-501")


def test_what_was_done_needs_nobody(people: People) -> None:
    with people.backstage() as uow:
        agree(uow, NUMBER, end_in(100), {"auto_renewal": RENEWAL})
        uow.deadlines.give_notice(uow.contracts.get(NUMBER), "第 5 条", "refuse", side=Party.US, arrived_on=uow.today)
    assert NUMBER not in needs(people)
    assert "已拒绝自动续约" in shown(people) and "您仍可" not in shown(people)


def test_asking_for_an_extension_settles_what_it_answers(people: People) -> None:
    with people.backstage() as uow:
        agree(uow, NUMBER, end_in(100), {"extension_option": OPTION, "auto_renewal": RENEWAL})
    assert "您仍可申请续签" in shown(people)
    # once on the page: beneath the right it rests on
    assert people.sign_in(OWNER).get(f"/contracts/{NUMBER}").text.count("category=contract_extension") == 1
    with acting(people.app, OWNER) as uow:
        made = uow.requests.post(
            uow.accounts.get("D-000101"), category=RequestCategory.CONTRACT_EXTENSION, subject="续签", text="再签一年",
            contract=uow.contracts.get(NUMBER),
        )  # fmt: skip
        number = made.number
    assert "已申请续签" in shown(people) and "您仍可申请续签" not in shown(people)
    assert "您仍可拒绝自动续约" in needs(people)  # asking takes no right away
    with acting(people.app, OWNER) as uow:
        uow.requests.get(number).cancel(by=uow.actor, at=uow.now)
    assert "您仍可申请续签" in shown(people)


def test_working_days_are_counted_by_the_official_calendar(people: People) -> None:
    with people.backstage() as uow:
        agree(
            uow, NUMBER, end_in(60), {"auto_renewal": {**RENEWAL, "non_renew_notice_days": 10, "day_kind": "working"}}
        )
        (window,) = (
            one.window for one in uow.deadlines.of_contract(uow.contracts.get(NUMBER).id) if one.window.article
        )
    body = people.sign_in(OWNER).get(f"/contracts/{NUMBER}").text
    assert window.arrives_by < end_in(60) - timedelta(days=10)
    assert f"{window.arrives_by:%Y-%m-%d}" in body


@pytest.mark.parametrize("clauses", [{"extension_option": OPTION}, {"performance_extension": PERFORMANCE}, {}])
def test_two_countdowns_where_a_clause_lets_them_ask(people: People, clauses: dict[str, Any]) -> None:
    with people.backstage() as uow:
        agree(uow, NUMBER, end_in(60), clauses)
    owner = people.sign_in(OWNER)
    for address in ("/", f"/contracts/{NUMBER}"):
        assert ("申请续签还剩" in owner.get(address).text) is bool(clauses)
