"""The partner's papers: own ones, until when they are good, what stops, whose numbers owners read (AZ3, AZ6)."""

import re
from datetime import timedelta

import pytest

from portal.domain.accounts.models import Qualification
from portal.domain.accounts.papers.catalogue import Party, asked_of
from tests.people import People


@pytest.mark.parametrize("days, state", [(-1, "badge-bad"), (0, "badge-warn"), (90, "badge-warn"), (91, "badge-good")])
def test_a_paper_is_good_through_its_last_day(people: People, days: int, state: str) -> None:
    """Ninety days before its last day it is called expiring (domain 2.5)."""
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        for paper in uow.accounts.qualifications(account.id):
            uow.session.delete(paper)
        until = uow.today + timedelta(days=days)
        uow.session.add(Qualification(account_id=account.id, doc_type="drug_licence", number="川AA1", expires_on=until))
    body = people.sign_in("viewer@minchuan.example").get("/documents/").text
    [row] = re.findall(r'<tr id="drug_licence">.*?</tr>', body, re.S)
    assert "川AA1" in row and state in row


def test_only_own_papers(people: People) -> None:
    body = people.sign_in("owner@minchuan.example").get("/documents/").text
    assert "POA-D-000101" in body and "POA-D-000102" not in body


@pytest.mark.parametrize(("doc_type", "number", "for_all"), [
    ("bank_permit", "6222021234567890123", False), ("poa_person_id", "11010519491231002X", False),
    ("business_licence", "91519999MADX0006X3", True)])  # fmt: skip
def test_bank_and_identity_numbers_are_for_owners(people: People, doc_type: str, number: str, for_all: bool) -> None:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        uow.session.add(Qualification(account_id=account.id, doc_type=doc_type, number=number))
    for role, sees in (("owner", True), ("member", for_all), ("viewer", for_all)):
        person = people.sign_in(f"{role}@minchuan.example")
        assert (number in person.get("/documents/").text) is sees
        assert number not in person.get("/").text


def test_an_account_without_papers_reads_what_is_missing(people: People) -> None:
    with people.backstage() as uow:
        for paper in uow.accounts.qualifications(uow.accounts.get("D-000101").id):
            uow.session.delete(paper)
    body = people.sign_in("owner@minchuan.example").get("/documents/").text
    assert body.count("缺少") == len(asked_of(Party("distributor", "wholesale")).must)
    assert 'href="/documents/new?type=drug_licence"' in body
