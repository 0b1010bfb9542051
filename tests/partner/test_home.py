"""Home: what needs the partner stands first; figures are the partner's own; few statements (AZ3, AZ8)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from portal.domain.contracts.models import Contract
from tests.people import People

OWNER = "owner@minchuan.example"


def end_contract_in(people: People, days: int) -> date:
    with people.backstage() as uow:
        contract: Contract = uow.contracts.get("D-2026-011")
        contract.starts_on = uow.today - timedelta(days=300)
        contract.versions[0].effective_from = contract.starts_on
        contract.ends_on = uow.today + timedelta(days=days - 1)
        return contract.ends_on


def needs_of(body: str) -> str:
    return body.split('id="h-need"')[1].split("</section>")[0]


@pytest.mark.parametrize("days, needed", [(1, True), (90, True), (91, False)])
def test_a_contract_that_ends_within_ninety_days_needs_a_word(people: People, days: int, needed: bool) -> None:
    end_contract_in(people, days)
    body = people.sign_in(OWNER).get("/").text
    assert ("D-2026-011" in needs_of(body)) is needed
    assert f"<b>{days} <small>" in body or f'<b class="warn">{days} <small>' in body


def test_the_person_to_call_and_quick_filing(people: People) -> None:
    with people.backstage() as uow:
        manager = uow.accounts.get("D-000101").business_manager
        assert manager is not None
        manager.login.mobile = "15400000888"
    body = people.sign_in(OWNER).get("/").text
    assert "周一帆" in body and 'href="tel:15400000888"' in body
    assert body.count("/requests/new?category=") == 4


def test_a_viewer_is_not_offered_what_they_cannot_do(people: People) -> None:
    body = people.sign_in("viewer@minchuan.example").get("/").text
    assert "/requests/new" not in body


def test_home_shows_nothing_of_others_and_nothing_backstage(people: People) -> None:
    body = people.sign_in(OWNER).get("/").text
    assert not any(word in body for word in ("D-2026-012", "U-2024-001", "粤桥", "VIP", "顾婉"))


def test_home_asks_few_questions(people: People) -> None:
    owner, asked = people.sign_in(OWNER), []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append(statement)

    owner.get("/requests/")  # a process reads the calendar and the clock policy once a minute, not for a page
    event.listen(Engine, "before_cursor_execute", note)
    try:
        owner.get("/")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert 0 < len(asked) <= 12, "\n".join(statement[:120] for statement in asked)
