"""Papers that go with a request: listed, given, looked at, asked for; the neighbour finds none (AZ3, AZ8, IN1)."""

import re
from typing import Any

import pytest

from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.categories.overlay import Overlay
from portal.domain.requests.categories.own import Named, Paper
from portal.domain.requests.states import RequestState
from tests.filing import filed, pdf
from tests.people import People

SERVICE, MEMBER, VIEWER = "service@demo.example", "member@minchuan.example", "viewer@minchuan.example"
NEIGHBOUR = "owner@yueqiao.example"
PAPERS = (Paper("poa"), Paper("business_licence"), Paper("rep_filing", required=False),
          Paper("free_1", label=Named("送货单照片", "Photo of the delivery note")))  # fmt: skip


@pytest.fixture
def number(people: People) -> str:
    """A request that asks for four papers; of one the archive holds a valid one."""
    code = RequestCategory.DELIVERY_QUERY
    with people.backstage() as uow:
        uow.category_settings.prepare(code, Overlay(papers=PAPERS), seen="0.0")
        uow.category_settings.publish(code)
    number = filed(people)
    with people.backstage() as uow:  # what is asked of later ones is nothing to this one
        uow.category_settings.take_back(code, 0)
    return number


def lines(people: People, number: str) -> dict[str, Any]:
    with people.backstage() as uow:
        found = {one.paper.code: one for one in uow.papers.of(uow.requests.get(number))}
        uow.session.expunge_all()
        return found


def test_papers_are_given_looked_at_and_asked_for(people: People, number: str) -> None:
    member, desk = people.sign_in(MEMBER), people.sign_in(SERVICE)
    at = {code: one.paper.id for code, one in lines(people, number).items()}
    assert {code: one.stands for code, one in lines(people, number).items()} == {
        "poa": "archive", "business_licence": "missing", "rep_filing": "missing", "free_1": "missing",
    }  # fmt: skip
    page = member.get(f"/requests/{number}").text
    assert "有效期至 2026-12-31" in page and "送货单照片" in page and "有则提供" in page

    address, checks = f"/requests/{number}/papers", f"/staff/requests/{number}/papers"
    given = {"paper": str(at["business_licence"]), "files": pdf("执照.pdf")}
    assert member.post(address, given).status_code == 303
    assert member.post(address, {"paper": str(at["free_1"])}).status_code == 422
    assert desk.post(checks, {"paper": str(at["business_licence"]), "verb": "refuse"}).status_code == 422
    refused = {"paper": str(at["business_licence"]), "verb": "refuse", "reason": "没有年检页"}
    assert desk.post(checks, refused).status_code == 303
    assert "没有年检页" in member.get(f"/requests/{number}").text

    shown = desk.get(f"/staff/requests/{number}").text
    asks = re.search(r'<textarea[^>]*id="ask-papers"[^>]*>([^<]*)</textarea>', shown)
    assert asks and "1. 营业执照（没有年检页）\n2. 送货单照片" in asks[1] and "法人授权" not in asks[1]
    demand = {"text": asks[1], "seen": "0"}
    assert desk.post(f"/staff/requests/{number}/paper-demands", demand).status_code == 303
    late = desk.post(f"/staff/requests/{number}/paper-demands", demand)
    assert late.status_code == 409  # somebody answered meanwhile: oneself
    with people.backstage() as uow:
        assert uow.requests.get(number).state == RequestState.WAITING_PARTNER
    assert "送货单照片" in member.get(f"/requests/{number}").text

    assert desk.post(checks, {"paper": str(at["business_licence"]), "verb": "accept"}).status_code == 303  # on paper
    assert not people.events("request.replied")
    assert member.post(address, {"paper": str(at["free_1"]), "files": pdf("单.pdf")}).status_code == 303
    with people.backstage() as uow:  # the last one: back to work
        assert uow.requests.get(number).state == RequestState.IN_PROGRESS
    kinds = [event.kind for event in people.events() if event.kind.startswith("request.")]
    assert kinds == [
        "request.posted", "request.paper_given", "request.paper_refused", "request.answered", "request.waiting",
        "request.paper_accepted", "request.paper_given", "request.replied",
    ]  # fmt: skip
    assert "资料已补齐" in desk.get(f"/staff/requests/{number}").text


def test_nobody_else_and_not_for_ever(people: People, number: str) -> None:
    paper = str(lines(people, number)["free_1"].paper.id)
    address = f"/requests/{number}/papers"
    for who in (NEIGHBOUR, VIEWER):
        assert people.sign_in(who).post(address, {"paper": paper, "files": pdf()}).status_code == 404
    other, member = filed(people), people.sign_in(MEMBER)
    assert "资料" not in re.sub(r"<nav.*?</nav>", "", member.get(f"/requests/{other}").text.split('class="steps"')[1])
    # a paper of another request is none of this one's
    assert member.post(f"/requests/{other}/papers", {"paper": paper, "files": pdf()}).status_code == 404
    assert people.sign_in(SERVICE).post(f"/staff/requests/{other}/papers", {"paper": paper, "verb": "accept"}
                                        ).status_code == 404  # fmt: skip
    assert member.post(f"/requests/{number}/cancellation").status_code == 303
    assert member.post(address, {"paper": paper, "files": pdf()}).status_code == 409
    assert not people.events("request.paper_given")
