"""Who asked for an extension never approves it, whoever asked in whose name: AZ11."""

import pytest

from tests.filing import number_in
from tests.partner.extending import (
    ASK,
    BUSINESS,
    DIRECTOR,
    LEGAL,
    approve,
    ends_in,
    propose,
    state_of,
    waiting_proposal,
)
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


def test_with_two_deciders_the_panel_says_who_is_left_and_the_way_out_works(people: People) -> None:
    """The rule stays; whoever reads the panel learns what can be done."""
    ends_in(people, 100)
    manager, legal = people.sign_in(BUSINESS), people.sign_in(LEGAL)
    number = number_in(manager.post("/staff/requests/", {**ASK, "account": "D-000101"}))
    propose(people, number, LEGAL)
    page = legal.get(f"/staff/requests/{number}").text
    assert "可以审批的人：" in page and "陈立衡" in page
    assert "没有人可以审批" not in page
    with people.backstage() as uow:
        for post in uow.people.staff():
            if post.login.email not in (BUSINESS, LEGAL):
                post.login.deactivated_at = uow.now
    for person in (manager, legal):
        assert "没有人可以审批" in person.get(f"/staff/requests/{number}").text
    back = {"proposal": waiting_proposal(people, number), "why": "改由商务提出"}
    assert legal.post(f"/staff/requests/{number}/returns", back).status_code == 303
    assert propose(people, number, BUSINESS).status_code == 303
    assert "没有人可以审批" not in manager.get(f"/staff/requests/{number}").text
    assert approve(people, number, LEGAL).status_code == 303 and state_of(people, number)[0] == "approved"
