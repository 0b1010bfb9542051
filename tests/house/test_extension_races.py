"""Many at once about one extension: exactly one decides, one confirms, and the end is right at every step (AZ11, BI3).

A few rounds here; `python -m tests.house.extension_racing 500` runs as many as one wants, on either engine.
"""

from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import TestResponse

from portal.notify.jobs import JOBS, run_due
from tests.house.extension_racing import APPROVERS, Racing
from tests.house.racing import at_once, posting, statuses
from tests.partner.extending import (
    ASK,
    BUSINESS,
    CONTRACT,
    MEMBER,
    OWNER,
    acknowledge,
    ask,
    end_of,
    ends_in,
    extension_of,
    offered,
    propose,
    state_of,
    waiting_proposal,
)
from tests.people import People

ROUNDS = 6


def test_of_raced_approvals_and_confirmations_exactly_one_counts(people: People) -> None:
    tally = Racing(people).run(ROUNDS)
    assert tally.wrong == []
    assert (sum(tally.winners.values()), tally.refused) == (ROUNDS, ROUNDS * (len(APPROVERS) - 1))
    assert [len(people.events(kind)) for kind in ("extension.approved", "contract.extended")] == [ROUNDS, ROUNDS]
    with people.backstage() as uow:
        versions = uow.contracts.get(CONTRACT).versions
        assert [version.no for version in versions] == list(range(1, ROUNDS + 2))


@pytest.mark.parametrize("other", ["withdrawal", "return"])
def test_an_approval_meets_somebody_who_wants_it_otherwise(people: People, other: str) -> None:
    end, owner = ends_in(people, 100), people.sign_in(OWNER)
    approvers = [people.sign_in(name) for name in APPROVERS]
    for _ in range(3):
        number = ask(people)
        propose(people, number, BUSINESS)
        sent = {"proposal": waiting_proposal(people, number)}
        desk = f"/staff/requests/{number}"
        against = (
            posting(owner, f"/requests/{number}/withdrawal")
            if other == "withdrawal"
            else posting(approvers[2], f"{desk}/returns", **sent, why="再议")
        )
        answers = at_once([*(posting(one, f"{desk}/approvals", **sent) for one in approvers[:2]), against])
        approved = [each.status_code for each in answers[:2]].count(303)
        assert set(statuses(answers)) <= {303, 409} and approved <= 1
        if other == "withdrawal":
            assert answers[2].status_code == 303 and state_of(people, number) == ("withdrawn", "cancelled")
        else:
            assert approved + (answers[2].status_code == 303) == 1
            assert state_of(people, number)[0] == ("approved" if approved else "asked")
            assert owner.post(f"/requests/{number}/withdrawal").status_code == 303
        assert end_of(people) == end
        assert acknowledge(people, number).status_code == 409


def test_two_who_ask_at_once_begin_one(people: People) -> None:
    ends_in(people, 100)
    filers = [people.sign_in(name) for name in (OWNER, MEMBER) * 2]
    answers = at_once([posting(one, "/requests/", **ASK) for one in filers])
    assert statuses(answers) == {303: 1, 422: 3}
    assert len(people.events("extension.asked")) == 1 and len(people.events("request.posted")) == 1


def test_confirming_and_lapsing_at_the_same_moment(people: People) -> None:
    """On the day after the last one the worker lapses; whatever the owner sends then is refused."""
    end = ends_in(people, 100)
    [job] = [job for job in JOBS if job.name == "lapse_offers"]
    number = offered(people)
    with people.backstage() as uow:
        extension_of(uow, number).acknowledge_by = uow.today - timedelta(days=1)
    owner = people.sign_in(OWNER)

    def lapse() -> TestResponse:
        with people.app.app_context():
            run_due(job, datetime.now(UTC))
        return owner.get("/")

    answers = at_once([lapse, posting(owner, f"/requests/{number}/acknowledgement")])
    assert answers[1].status_code == 409 and end_of(people) == end
    lapse()
    assert state_of(people, number)[0] in ("lapsed", "approved")
    assert len(people.events("contract.extended")) == 0
