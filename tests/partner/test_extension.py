"""An extension asked in self-service, from the right without a click to the moved end (AZ4, AZ6, AZ8, AZ11, BI3)."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.domain.contracts.computing.day_counting import extended_end
from tests.filing import pdf
from tests.partner.extending import (
    ASK,
    BUSINESS,
    CONTRACT,
    LEGAL,
    MEMBER,
    NEIGHBOUR,
    OPTION,
    OWNER,
    VIEWER,
    acknowledge,
    add_clause,
    approve,
    ask,
    end_of,
    ends_in,
    extension_of,
    kinds_about,
    main_of,
    offered,
    propose,
    state_of,
    waiting_proposal,
)
from tests.people import People

PERFORMANCE = {
    "metric": "purchase_amount", "period": "year", "steps": [{"achievement": "0.9", "months": 6}],
}  # fmt: skip
FORM = f"/requests/new?category=contract_extension&contract={CONTRACT}"


def english(people: People, *names: str) -> None:
    """Let these people read English, so that a test can say what they read."""
    from sqlalchemy import update

    from portal.domain.people.models import Login

    with people.backstage() as uow:
        uow.session.execute(update(Login).where(Login.email.in_(names)).values(locale="en"))


@pytest.mark.parametrize(
    ("days_left", "clause", "params", "title", "says"),
    [
        (100, "extension_option", OPTION, "You have the right to extend", "41 days left to ask"),
        (60, "extension_option", OPTION, "You have the right to extend", "1 day left to ask"),
        (59, "extension_option", OPTION, "it counts as an offer", "The time to use the right of this clause ended on"),
        (181, "extension_option", OPTION, "it counts as an offer", "The clause gives you a right from"),
        (100, "extension_option", {**OPTION, "holder": "us"}, "counts as an offer", "The right in this clause is ours"),
        (100, "extension_option", {**OPTION, "conditions": ["nothing_overdue"]}, "if the conditions are met",
         "Nothing overdue"),
        (100, "performance_extension", PERFORMANCE, "if the conditions", "What counts is what was achieved"),
        (100, "performance_extension", {**PERFORMANCE, "ask_days": 60}, "if the conditions", "41 days left to ask"),
        (60, "performance_extension", {**PERFORMANCE, "ask_days": 60}, "if the conditions", "1 day left to ask"),
        (59, "performance_extension", {**PERFORMANCE, "ask_days": 60}, "it counts as an offer",
         "The time to ask by this clause ended on"),
        (100, "auto_renewal", {"renew_months": 6, "non_renew_notice_days": 30, "who_may_refuse": "either"},
         "It renews by itself", "unless one side refuses in time"),
        (100, "", {}, "it counts as an offer", "This contract has no clause about extension"),
    ],
)  # fmt: skip
def test_the_form_says_without_a_click_whether_a_right_exists_why_and_until_when(
    people: People, days_left: int, clause: str, params: dict[str, Any], title: str, says: str
) -> None:
    ends_in(people, days_left)
    if clause:
        add_clause(people, clause, params)
    english(people, OWNER)
    for address in (FORM, f"/contracts/{CONTRACT}"):
        read = main_of(people.sign_in(OWNER).get(address))
        assert title in read and says in read, address


def test_from_asking_to_the_moved_end(people: People) -> None:
    old = ends_in(people, 100)
    new = extended_end(old, 12)
    add_clause(people, "extension_option", OPTION)
    number = ask(people, MEMBER)
    with people.backstage() as uow:
        extension = extension_of(uow, number)
        assert (extension.right, extension.article, extension.outcome) == ("exists", "第 20 条", "option_exercised")
        assert extension.arrived_at == extension.request.posted_at and extension.ask_by == old - timedelta(60)
    assert propose(people, number, words="照旧。").status_code == 303
    assert state_of(people, number) == ("proposed", "new") and end_of(people) == old
    assert approve(people, number).status_code == 303
    assert state_of(people, number) == ("approved", "waiting_partner") and end_of(people) == old
    page = people.sign_in(OWNER).get(f"/requests/{number}").text
    assert page.count(old.isoformat()) >= 2 and new.isoformat() in page, "the question names both ends"
    assert acknowledge(people, number).status_code == 303
    assert state_of(people, number) == ("acknowledged", "closed") and end_of(people) == new
    assert kinds_about(people, number) == [
        "extension.asked", "extension.proposed", "extension.approved", "contract.extended", "extension.acknowledged",
    ]  # fmt: skip
    with people.backstage() as uow:
        assert uow.requests.get(number).resolved_at is not None, "to the partner it is done"
        contract = uow.contracts.get(CONTRACT)
        amendment = contract.versions[-1]
        assert (amendment.no, amendment.effective_from, amendment.clauses) == (2, old + timedelta(1), [])
        assert amendment.signed_by_us_on == amendment.signed_by_partner_on == uow.today
        assert old.isoformat() in amendment.summary and new.isoformat() in amendment.summary
        assert [c.article for c in uow.contracts.terms(contract, new)] == ["第 9 条", "第 20 条"], "all else stays"
    for address in (f"/requests/{number}", f"/contracts/{CONTRACT}"):
        assert new.isoformat() in people.sign_in(VIEWER).get(address).text
    for who, address in ((VIEWER, f"/contracts/{CONTRACT}"), (LEGAL, f"/staff/contracts/{CONTRACT}")):
        listed = main_of(people.sign_in(who).get(address))
        for named in (old.isoformat(), (old + timedelta(1)).isoformat(), "何晓岷", "沈立言", "刘岷川", number):
            assert named in listed, f"who asked, approved and confirmed: {named}"
    assert new.isoformat() in people.sign_in(BUSINESS).get(f"/staff/contracts/{CONTRACT}").text


def test_a_second_term_needs_its_own_asking_and_counts_on(people: People) -> None:
    old = ends_in(people, 100)
    acknowledge(people, offered(people))
    acknowledge(people, offered(people, kind="counter", months="6"))
    assert end_of(people) == extended_end(extended_end(old, 12), 6)
    with people.backstage() as uow:
        versions = uow.contracts.get(CONTRACT).versions
        assert [v.no for v in versions] == [1, 2, 3] and versions[2].effective_from == extended_end(
            old, 12
        ) + timedelta(1)


def test_nothing_of_a_proposal_reaches_the_partner_before_it_is_approved(people: People) -> None:
    ends_in(people, 100)
    number = ask(people)
    before = {who: people.sign_in(who).get(f"/requests/{number}").text for who in (OWNER, VIEWER)}
    propose(people, number, kind="counter", months="7", conditions="MARK-CONDITIONS", words="MARK-WORDS")
    for who, page in before.items():
        now = people.sign_in(who).get(f"/requests/{number}").text
        assert "MARK-" not in now
        assert main_without_tokens(now) == main_without_tokens(page), "not even that there is one"
    assert not people.sign_in(OWNER).get("/notifications/").text.count("MARK-")
    assert approve(people, number).status_code == 303
    page = people.sign_in(VIEWER).get(f"/requests/{number}").text
    assert "MARK-CONDITIONS" in page and "MARK-WORDS" in page


def main_without_tokens(page: str) -> str:
    import re

    return re.sub(r'value="[^"]*"', "", page.partition("<main")[2])


def test_a_counter_offer_and_its_conditions_become_part_of_the_amendment(people: People) -> None:
    old = ends_in(people, 100)
    number = offered(people, kind="counter", months="6", conditions="任务量上浮 10%")
    assert acknowledge(people, number).status_code == 303
    assert end_of(people) == extended_end(old, 6)
    with people.backstage() as uow:
        assert "任务量上浮 10%" in uow.contracts.get(CONTRACT).versions[-1].summary
    assert "任务量上浮 10%" in people.sign_in(VIEWER).get(f"/contracts/{CONTRACT}").text


def test_a_counter_offer_can_name_the_last_day(people: People) -> None:
    old = ends_in(people, 100)
    last = old + timedelta(45)
    assert acknowledge(people, offered(people, kind="counter", ends_on=last.isoformat())).status_code == 303
    assert end_of(people) == last


def test_a_refusal_ends_it_with_the_reason_shown(people: People) -> None:
    old = ends_in(people, 100)
    number = ask(people)
    assert propose(people, number, kind="refuse", words="总部另有安排").status_code == 303
    assert "总部另有安排" not in people.sign_in(OWNER).get(f"/requests/{number}").text
    assert approve(people, number).status_code == 303
    assert state_of(people, number) == ("refused", "rejected") and end_of(people) == old
    assert "总部另有安排" in people.sign_in(VIEWER).get(f"/requests/{number}").text
    assert acknowledge(people, number).status_code == 409 and end_of(people) == old
    assert ask(people), "nothing stands in the way of asking again"


def test_declining_leaves_the_end_and_is_told_to_the_desk(people: People) -> None:
    old = ends_in(people, 100)
    number = offered(people)
    answer = people.sign_in(OWNER).post(f"/requests/{number}/declination", {"text": "想要两年"})
    assert answer.status_code == 303
    assert state_of(people, number) == ("declined", "closed") and end_of(people) == old
    assert "想要两年" in people.sign_in(BUSINESS).get(f"/staff/requests/{number}").text


@pytest.mark.parametrize("when", ["asked", "proposed", "approved"])
def test_the_partner_takes_it_back_until_it_is_confirmed(people: People, when: str) -> None:
    old = ends_in(people, 100)
    number = ask(people) if when != "approved" else offered(people)
    if when == "proposed":
        propose(people, number)
    assert people.sign_in(OWNER).post(f"/requests/{number}/withdrawal").status_code == 303
    assert state_of(people, number) == ("withdrawn", "cancelled") and end_of(people) == old
    if when == "proposed":
        assert approve(people, number).status_code == 409
    assert acknowledge(people, number).status_code == 409
    assert people.sign_in(OWNER).post(f"/requests/{number}/withdrawal").status_code == 409
    assert end_of(people) == old


def test_who_of_the_account_may_do_what(people: People) -> None:
    old = ends_in(people, 100)
    viewer, member = people.sign_in(VIEWER), people.sign_in(MEMBER)
    assert viewer.post("/requests/", ASK).status_code == 404
    number = ask(people, MEMBER)
    assert viewer.post(f"/requests/{number}/withdrawal").status_code == 404
    propose(people, number)
    approve(people, number)
    assert acknowledge(people, number, MEMBER).status_code == 404
    assert member.post(f"/requests/{number}/declination").status_code == 404
    assert member.post(f"/requests/{number}/withdrawal").status_code == 409, (
        "what we agreed to is the owner's to give up"
    )
    read = member.get(f"/requests/{number}").text
    assert "acknowledgement" not in read and "刘岷川" in main_of(member.get(f"/requests/{number}"))
    assert state_of(people, number)[0] == "approved" and end_of(people) == old


def test_the_neighbour_finds_none_of_it(people: People) -> None:
    ends_in(people, 100)
    number = offered(people)
    neighbour = people.sign_in(NEIGHBOUR)
    for act in ("acknowledgement", "declination", "withdrawal", "scans"):
        assert neighbour.post(f"/requests/{number}/{act}").status_code == 404
    assert neighbour.post("/requests/", ASK).status_code == 422
    assert number not in neighbour.get("/").text
    assert state_of(people, number) == ("approved", "waiting_partner")


def test_one_extension_of_a_contract_at_a_time(people: People) -> None:
    ends_in(people, 100)
    number = ask(people)
    again = people.sign_in(MEMBER).post("/requests/", {**ASK, "text": "再问一次，别丢了我的话"})
    assert again.status_code == 422 and number in again.text and "再问一次，别丢了我的话" in again.text
    assert len(people.events("request.posted")) == 1
    assert number in people.sign_in(OWNER).get(FORM).text


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda c: setattr(c, "terminated_on", date(2026, 6, 30)), 422),
        (lambda c: (setattr(c, "settled_on", date(2026, 7, 1)), setattr(c, "archived_on", date(2026, 7, 2))), 422),
        (lambda c: setattr(c, "ends_on", date(2026, 1, 31)), 303),
    ],
)
def test_a_terminated_contract_cannot_be_asked_for_and_one_that_ended_can(
    people: People, change: Any, status: int
) -> None:
    with people.backstage() as uow:
        change(uow.contracts.get(CONTRACT))
    assert people.sign_in(OWNER).post("/requests/", ASK).status_code == status


def test_it_ends_with_its_own_steps_and_not_with_those_of_any_request(people: People) -> None:
    ends_in(people, 100)
    number, service = ask(people), people.sign_in(BUSINESS)
    for verb in ("reject", "resolve"):
        moved = service.post(f"/staff/requests/{number}/state", {"verb": verb, "text": "一个人就拒绝"})
        assert moved.status_code == 409
    assert people.sign_in(OWNER).post(f"/requests/{number}/cancellation").status_code == 409
    sent = {"text": "办了", "resolve": "y", "seen": "0"}
    assert service.post(f"/staff/requests/{number}/answers", sent).status_code == 409
    assert state_of(people, number)[0] == "asked"


def test_a_click_is_no_seal_and_the_scan_can_follow(people: People) -> None:
    ends_in(people, 100)
    number = offered(people)
    owner = people.sign_in(OWNER)
    multipart: dict[str, Any] = {"content_type": "multipart/form-data"}
    sent = owner.post(f"/requests/{number}/acknowledgement", {"files": pdf("补充协议.pdf")}, **multipart)
    assert sent.status_code == 303
    assert owner.post(f"/requests/{number}/scans").status_code == 422
    sent = people.sign_in(MEMBER).post(f"/requests/{number}/scans", {"files": pdf("盖章件.pdf")}, **multipart)
    assert sent.status_code == 303 and len(people.events("extension.scan_attached")) == 1
    page = people.sign_in(LEGAL).get(f"/staff/requests/{number}").text
    assert "补充协议.pdf" in page and "盖章件.pdf" in page


def test_confirming_too_late_or_while_the_contract_is_rewritten_is_refused_with_words(people: People) -> None:
    old = ends_in(people, 100)
    number = offered(people)
    keeper = people.sign_in(LEGAL)
    keeper.post(f"/staff/contracts/{CONTRACT}/versions", {"effective_from": old.isoformat(), "summary": "改"})
    answer = acknowledge(people, number)
    assert answer.status_code == 409 and f"/requests/{number}/acknowledgement" in answer.text
    with people.backstage() as uow:
        uow.session.delete(uow.contracts.get(CONTRACT).versions[-1])
        extension_of(uow, number).acknowledge_by = uow.today - timedelta(1)
    assert acknowledge(people, number).status_code == 409
    with people.backstage() as uow:
        extension_of(uow, number).acknowledge_by = uow.today
        uow.contracts.get(CONTRACT).ends_on = old + timedelta(1)
    assert acknowledge(people, number).status_code == 409
    assert end_of(people) == old + timedelta(1) and state_of(people, number)[0] == "approved"
    with people.backstage() as uow:
        uow.contracts.get(CONTRACT).ends_on = old
    assert acknowledge(people, number).status_code == 303, "nothing else was wrong with what was refused"


def test_asked_on_the_phone_it_is_theirs_all_the_same(people: People) -> None:
    ends_in(people, 100)
    business = people.sign_in(BUSINESS)
    assert (
        f"account=D-000101&amp;category=contract_extension&amp;contract={CONTRACT}"
        in business.get(f"/staff/contracts/{CONTRACT}").text
    )
    made = business.post("/staff/requests/", {**ASK, "account": "D-000101"})
    number = made.headers["Location"].rsplit("/", 1)[1]
    propose(people, number)
    approve(people, number, proposal=waiting_proposal(people, number))
    assert acknowledge(people, number).status_code == 303
    with people.backstage() as uow:
        assert uow.requests.get(number).channel == "phone"
