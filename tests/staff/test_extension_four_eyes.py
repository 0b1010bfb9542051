"""Who asked for an extension never approves it, whoever asked in whose name: AZ11."""

import pytest

from tests.filing import number_in
from tests.partner.extending import ASK, BUSINESS, DIRECTOR, LEGAL, approve, ends_in, propose, state_of
from tests.people import People


@pytest.mark.parametrize("kind", ["grant", "refuse"])
def test_whoever_of_us_filed_the_wish_for_the_partner_cannot_approve_either(people: People, kind: str) -> None:
    ends_in(people, 100)
    manager = people.sign_in(BUSINESS)
    number = number_in(manager.post("/staff/requests/", {**ASK, "account": "D-000101"}))
    assert propose(people, number, LEGAL, kind, words="不再续签。").status_code == 303
    assert f"/staff/requests/{number}/approvals" not in manager.get(f"/staff/requests/{number}").text
    answer = approve(people, number, BUSINESS)
    assert answer.status_code == 409 and "须由他人批准" in answer.text
    assert state_of(people, number)[0] == "proposed" and people.events("extension.approved") == []
    assert approve(people, number, DIRECTOR).status_code == 303
