"""People who ask for, decide about and confirm extensions, for tests that need one on its way."""

import re
from datetime import date, timedelta
from typing import Any

from werkzeug.test import TestResponse

from portal.domain.contracts.models import Clause
from portal.domain.requests.extension import TermExtension
from tests.filing import number_in
from tests.people import People

OWNER, MEMBER, VIEWER = "owner@minchuan.example", "member@minchuan.example", "viewer@minchuan.example"
NEIGHBOUR = "owner@yueqiao.example"
BUSINESS, LEGAL, DIRECTOR = "business@demo.example", "legal@demo.example", "director@demo.example"
CONTRACT = "D-2026-011"
ASK = {
    "category": "contract_extension", "subject": "想续一年", "text": "想续一年，量不减。", "months": "12",
    "contract": CONTRACT,
}  # fmt: skip
OPTION = {"holder": "partner", "open_days": 180, "close_days": 60, "months": 12}


def ends_in(people: People, days: int, number: str = CONTRACT) -> date:
    """Let the contract end so many days from today; the last day it has then."""
    with people.backstage() as uow:
        contract = uow.contracts.get(number)
        contract.starts_on, contract.ends_on = uow.today - timedelta(300), uow.today + timedelta(days)
        contract.versions[0].effective_from = contract.starts_on
        return contract.ends_on


def add_clause(people: People, clause_type: str, params: dict[str, Any], number: str = CONTRACT) -> None:
    with people.backstage() as uow:
        version = uow.contracts.get(number).versions[0]
        uow.session.add(
            Clause(
                account_id=version.account_id, version_id=version.id, article="第 20 条", position=20,
                clause_type=clause_type, params=params, binds="us", text_zh="乙方可续约。",
            )
        )  # fmt: skip


def ask(people: People, who: str = OWNER, **changes: Any) -> str:
    """Ask for more; the number of the request."""
    return number_in(people.sign_in(who).post("/requests/", {**ASK, **changes}))


def propose(people: People, number: str, who: str = BUSINESS, kind: str = "grant", **facts: Any) -> TestResponse:
    return people.sign_in(who).post(f"/staff/requests/{number}/proposals", {"kind": kind, **facts})


def waiting_proposal(people: People, number: str) -> str:
    with people.backstage() as uow:
        proposal = extension_of(uow, number).proposal
        assert proposal is not None
        return str(proposal.id)


def approve(people: People, number: str, who: str = LEGAL, proposal: str = "") -> TestResponse:
    sent = {"proposal": proposal or waiting_proposal(people, number)}
    return people.sign_in(who).post(f"/staff/requests/{number}/approvals", sent)


def offered(people: People, kind: str = "grant", **facts: Any) -> str:
    """An extension that is asked, proposed and approved; the number of its request."""
    number = ask(people)
    assert propose(people, number, kind=kind, **facts).status_code == 303
    assert approve(people, number).status_code == 303
    return number


def acknowledge(people: People, number: str, who: str = OWNER) -> TestResponse:
    return people.sign_in(who).post(f"/requests/{number}/acknowledgement")


def extension_of(uow: Any, number: str) -> TermExtension:
    extension: TermExtension = uow.extensions.of(uow.requests.get(number))
    return extension


def state_of(people: People, number: str) -> tuple[str, str]:
    """State of the extension, and of its request."""
    with people.backstage() as uow:
        extension = extension_of(uow, number)
        return extension.state, extension.request.state


def end_of(people: People, number: str = CONTRACT) -> date:
    with people.backstage() as uow:
        return uow.contracts.get(number).ends_on


def kinds_about(people: People, number: str) -> list[str]:
    """What the event log says of a request's extension and of the contract's end."""
    told = (
        event for event in people.events() if event.kind.startswith("extension.") or event.kind == "contract.extended"
    )
    return [event.kind for event in told if event.number in (number, CONTRACT)]


def main_of(answer: TestResponse) -> str:
    """What a page says, without menus and markup."""
    return re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2])
