"""An asked extension at the desk: three ways to answer, four eyes, what exceeds our own right (AZ1, AZ7, AZ11, BI3)."""

from datetime import timedelta
from typing import Any

import pytest

from portal.domain.contracts.computing.day_counting import extended_end
from portal.notify.jobs import JOBS, run_due
from tests.notify.acts import dispatch_all, told
from tests.partner.extending import (
    BUSINESS,
    CONTRACT,
    DIRECTOR,
    LEGAL,
    MEMBER,
    OWNER,
    acknowledge,
    approve,
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


def test_whoever_proposes_cannot_approve(people: People) -> None:
    old = ends_in(people, 100)
    number = ask(people)
    propose(people, number, BUSINESS)
    own = people.sign_in(BUSINESS).get(f"/staff/requests/{number}").text
    assert f"/staff/requests/{number}/approvals" not in own
    answer = approve(people, number, BUSINESS)
    assert answer.status_code == 409 and "error-summary" not in answer.text
    assert state_of(people, number)[0] == "proposed" and people.events("extension.approved") == []
    assert f"/staff/requests/{number}/approvals" in people.sign_in(LEGAL).get(f"/staff/requests/{number}").text
    assert approve(people, number, DIRECTOR).status_code == 303 and end_of(people) == old


@pytest.mark.parametrize("who", ["service", "care", "quality", "finance"])
def test_others_of_us_read_it_and_decide_nothing(people: People, who: str) -> None:
    ends_in(people, 100)
    number = ask(people)
    person = people.sign_in(f"{who}@demo.example")
    for act in ("proposals", "approvals", "returns"):
        assert person.post(f"/staff/requests/{number}/{act}", {"kind": "grant"}).status_code == 404
    page = person.get(f"/staff/requests/{number}").text
    assert 'id="extension"' in page and f"/staff/requests/{number}/proposals" not in page


@pytest.mark.parametrize(
    ("kind", "facts", "field"),
    [
        ("refuse", {}, "refuse-words"),
        ("counter", {}, "counter-months"),
        ("counter", {"months": "0"}, "counter-months"),
        ("counter", {"months": "121"}, "counter-months"),
        ("counter", {"months": "six"}, "counter-months"),
        ("counter", {"ends_on": "2026-01-31"}, "counter-months"),
        ("counter", {"ends_on": "soon"}, "counter-ends"),
        ("royal", {}, ""),
        ("", {}, ""),
    ],
)
def test_what_cannot_be_proposed_comes_back_with_the_typed_text(
    people: People, kind: str, facts: dict[str, str], field: str
) -> None:
    ends_in(people, 100)
    number = ask(people)
    typed = {"conditions": "任务量上浮", **facts} if kind == "counter" else facts
    answer = propose(people, number, kind=kind, **typed)
    assert answer.status_code == 422 and (not field or f'href="#{field}"' in answer.text)
    assert kind != "counter" or "任务量上浮" in answer.text
    assert state_of(people, number)[0] == "asked" and people.events("extension.proposed") == []


def test_a_proposal_sent_back_is_made_anew(people: People) -> None:
    old = ends_in(people, 100)
    number = ask(people)
    propose(people, number, BUSINESS)
    first = waiting_proposal(people, number)
    legal = people.sign_in(LEGAL)
    assert legal.post(f"/staff/requests/{number}/returns", {"proposal": first, "why": ""}).status_code == 422
    sent = legal.post(f"/staff/requests/{number}/returns", {"proposal": first, "why": "先核对达成率"})
    assert sent.status_code == 303
    assert "先核对达成率" in people.sign_in(BUSINESS).get(f"/staff/requests/{number}").text
    assert "先核对达成率" not in people.sign_in(OWNER).get(f"/requests/{number}").text
    assert propose(people, number, BUSINESS, kind="counter", months="6").status_code == 303
    assert approve(people, number, LEGAL, first).status_code == 409, "that is not the one that was read"
    assert approve(people, number, LEGAL).status_code == 303
    assert acknowledge(people, number).status_code == 303 and end_of(people) == extended_end(old, 6)


def test_a_second_proposal_beside_the_one_that_waits_is_refused_by_name(people: People) -> None:
    ends_in(people, 100)
    number = ask(people)
    propose(people, number, BUSINESS)
    late = propose(people, number, LEGAL, kind="refuse", words="我也写好了")
    assert late.status_code == 409 and "周一帆" in late.text
    assert len(people.events("extension.proposed")) == 1


def test_no_step_is_skipped_repeated_or_turned_back(people: People) -> None:
    old = ends_in(people, 100)
    number = ask(people)
    assert acknowledge(people, number).status_code == 409
    assert approve(people, number, proposal="1").status_code == 409
    propose(people, number)
    assert acknowledge(people, number).status_code == 409
    first = waiting_proposal(people, number)
    approve(people, number)
    for again in (approve(people, number, DIRECTOR, first), propose(people, number, DIRECTOR)):
        assert again.status_code == 409
    assert end_of(people) == old
    assert acknowledge(people, number).status_code == 303
    assert acknowledge(people, number).status_code == 409
    assert end_of(people) == extended_end(old, 12), "once, not twice"
    with people.backstage() as uow:
        assert len(uow.contracts.get(CONTRACT).versions) == 2


def test_more_than_we_hold_upstream_needs_a_reason_that_is_kept(people: People) -> None:
    old = ends_in(people, 100)
    with people.backstage() as uow:
        uow.contracts.get("U-2024-001").ends_on = old
    number = ask(people)
    assert "U-2024-001" in people.sign_in(BUSINESS).get(f"/staff/requests/{number}").text
    bare = propose(people, number)
    assert bare.status_code == 422 and 'href="#grant-override"' in bare.text
    assert propose(people, number, override="总代合同正在续签").status_code == 303
    assert "总代合同正在续签" in people.sign_in(LEGAL).get(f"/staff/requests/{number}").text
    assert people.events("contract.override_recorded") == []
    assert approve(people, number).status_code == 303
    assert len(people.events("contract.override_recorded")) == 1
    assert "总代合同正在续签" not in people.sign_in(OWNER).get(f"/requests/{number}").text
    assert acknowledge(people, number).status_code == 303


def test_what_waits_for_a_second_person_stands_on_their_day(people: People) -> None:
    ends_in(people, 100)
    number = ask(people)
    propose(people, number, BUSINESS)
    for who, sees in ((LEGAL, True), (BUSINESS, True), ("service@demo.example", False)):
        assert ('id="approvals"' in people.sign_in(who).get("/staff/").text) is sees, who
    approve(people, number)
    assert 'id="approvals"' not in people.sign_in(LEGAL).get("/staff/").text


INBOX, EMAIL = "inbox", "email"
ADMIN, CARE = "admin@demo.example", "care@demo.example"
TOLD: dict[str, set[tuple[str, str]]] = {
    "extension.asked": {(LEGAL, INBOX), (OWNER, INBOX)},
    "extension.proposed": {(LEGAL, INBOX), (DIRECTOR, INBOX), (ADMIN, INBOX)},
    "extension.approved": {(MEMBER, INBOX), (MEMBER, EMAIL), (OWNER, INBOX), (OWNER, EMAIL), (BUSINESS, INBOX)},
    "extension.acknowledged": {
        (MEMBER, INBOX), (MEMBER, EMAIL), (BUSINESS, INBOX), ("service@demo.example", INBOX), (CARE, INBOX),
        (LEGAL, INBOX),
    },
}  # fmt: skip


def test_everybody_concerned_is_told_at_every_step(people: People) -> None:
    ends_in(people, 100)
    number = ask(people, MEMBER)
    propose(people, number, BUSINESS)
    approve(people, number, LEGAL)
    acknowledge(people, number)
    dispatch_all(people.app)
    assert {kind: told(people.app, kind) for kind in TOLD} == TOLD


ENDS: dict[str, tuple[Any, set[tuple[str, str]]]] = {
    "extension.refused": (
        lambda people, n: (propose(people, n, kind="refuse", words="另有安排"), approve(people, n)),
        {(OWNER, INBOX), (OWNER, EMAIL), (BUSINESS, INBOX), (CARE, INBOX)},
    ),
    "extension.returned": (
        lambda people, n: (
            propose(people, n),
            people.sign_in(LEGAL).post(
                f"/staff/requests/{n}/returns", {"proposal": waiting_proposal(people, n), "why": "再议"}
            ),
        ),
        {(BUSINESS, INBOX)},
    ),
    "extension.withdrawn": (
        lambda people, n: people.sign_in(MEMBER).post(f"/requests/{n}/withdrawal"),
        {(OWNER, INBOX), ("service@demo.example", INBOX), (BUSINESS, INBOX), (CARE, INBOX)},
    ),
}


@pytest.mark.parametrize("kind", ENDS)
def test_everybody_is_told_how_it_ends(people: People, kind: str) -> None:
    do, listeners = ENDS[kind]
    ends_in(people, 100)
    do(people, ask(people))
    dispatch_all(people.app)
    assert told(people.app, kind) == listeners


def test_an_offer_lapses_once_however_long_the_worker_was_down(people: People) -> None:
    from datetime import UTC, datetime, timedelta

    old = ends_in(people, 100)
    number = offered(people)
    [job] = [job for job in JOBS if job.name == "lapse_offers"]
    with people.backstage() as uow:
        last = extension_of(uow, number).acknowledge_by
    assert last is not None
    noon = datetime(last.year, last.month, last.day, 4, tzinfo=UTC)
    with people.app.app_context():
        assert run_due(job, noon) == 0, "the last day itself still counts"
        assert run_due(job, noon + timedelta(days=40)) == 1
        assert [run_due(job, noon + timedelta(days=40 + n)) for n in (0, 1, 2)] == [0, 0, 0]
        assert run_due(job, noon - timedelta(days=1)) == 0, "nor after the clock was set back"
    assert state_of(people, number) == ("lapsed", "closed") and end_of(people) == old
    assert len(people.events("extension.lapsed")) == 1
    assert acknowledge(people, number).status_code == 409 and end_of(people) == old
    dispatch_all(people.app)
    assert {(OWNER, INBOX), (OWNER, EMAIL), (BUSINESS, INBOX)} <= told(people.app, "extension.lapsed")
    assert ask(people), "it can be asked for again"


def test_a_request_filed_before_extensions_were_kept_begins_with_the_first_proposal(people: People) -> None:
    old = ends_in(people, 100)
    number = ask(people)
    with people.backstage() as uow:
        uow.session.delete(extension_of(uow, number))
    assert "extension" in people.sign_in(BUSINESS).get(f"/staff/requests/{number}").text
    assert propose(people, number).status_code == 303
    approve(people, number)
    assert acknowledge(people, number).status_code == 303 and end_of(people) == extended_end(old, 12)


def test_an_end_that_is_unclear_is_no_change(people: People) -> None:
    old = ends_in(people, 100)
    number = ask(people)
    both = {"months": "6", "ends_on": (extended_end(old, 6) + timedelta(1)).isoformat()}
    refused = propose(people, number, kind="counter", **both)
    assert refused.status_code == 422 and 'href="#counter-ends"' in refused.text
    assert people.events("extension.proposed") == []
    both["ends_on"] = extended_end(old, 6).isoformat()
    assert propose(people, number, kind="counter", **both).status_code == 303


def test_what_takes_effect_in_the_past_is_warned_of_on_every_side(people: People) -> None:
    old = ends_in(people, -10)
    number = ask(people)
    assert "倒签" in people.sign_in(BUSINESS).get(f"/staff/requests/{number}").text
    propose(people, number)
    approve(people, number)
    assert "追溯生效" in people.sign_in(OWNER).get(f"/requests/{number}").text
    assert acknowledge(people, number).status_code == 303 and end_of(people) == extended_end(old, 12)
    assert "倒签" in people.sign_in(LEGAL).get(f"/staff/contracts/{CONTRACT}").text
    assert "早于双方约定之日" in people.sign_in(OWNER).get(f"/contracts/{CONTRACT}").text
