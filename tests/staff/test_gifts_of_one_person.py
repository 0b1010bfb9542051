"""Somebody who stands at two accounts with one mobile number is one person: their marks, tenders, words and year count
wherever they are met (domain 7.3; AZ1, AL1)."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from portal.domain.accounts.kinds import Tier
from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.care.consent import words_of
from portal.domain.care.gifts import DEFAULT, Stop
from portal.domain.care.giving.checking import Person, people_before
from portal.domain.care.giving.models import Giving, TenderDay
from portal.domain.privacy.purposes import ConsentChannel, Purpose
from portal.domain.unit_of_work import UnitOfWork
from tests.breaches import acting_staff
from tests.people import People

CARE = "care@demo.example"
NUMBER = "15400000777"
DAY = date(2026, 11, 23)


@pytest.fixture
def two(people: People) -> tuple[int, int]:
    """Ids of the rows of one person: at Minchuan, and at Yueqiao."""
    with people.backstage() as uow:
        rows = [Contact(account_id=uow.accounts.get(number).id, name=name, mobile=NUMBER)
                for number, name in (("D-000101", "何双"), ("D-000102", "何先生"))]  # fmt: skip
        uow.session.add_all(rows)
        uow.session.execute(update(AccountStanding).values(tier=Tier.A))
        uow.session.flush()
        return rows[0].id, rows[1].id


def before(uow: UnitOfWork, contact_id: int, year: int = DAY.year) -> Person:
    return people_before(uow.session, [uow.session.get_one(Contact, contact_id)], year, DEFAULT)[contact_id]


def stops(uow: UnitOfWork, contact_id: int, occasion: str = "mid_autumn") -> list[Stop]:
    return before(uow, contact_id).stops("local_food", 100, DAY, occasion)


@pytest.mark.parametrize(
    ("mark", "stop"),
    [("is_hcp", Stop.HEALTHCARE), ("is_hcp_relative", Stop.HEALTHCARE), ("is_public_official", Stop.OFFICIAL)],
)
def test_a_mark_at_the_other_account_stops_gifts_here(
    people: People, two: tuple[int, int], mark: str, stop: Stop
) -> None:
    with people.backstage() as uow:
        assert stops(uow, two[0]) == []
        setattr(uow.session.get_one(Contact, two[1]), mark, True)
        uow.session.flush()
        assert stops(uow, two[0]) == [stop]


def test_a_tender_of_the_other_unit_stops_gifts_here(people: People, two: tuple[int, int]) -> None:
    with people.backstage() as uow:
        other = uow.session.get_one(Contact, two[1]).account_id
        somebody = uow.people.staff()[0].id
        uow.session.add(TenderDay(account_id=other, on=DAY, what="省标", noted_by_id=somebody, noted_at=uow.now))
        uow.session.flush()
        assert stops(uow, two[0]) == [Stop.TENDER]


def test_a_year_is_the_persons_and_ends_with_december(people: People, two: tuple[int, int]) -> None:
    with people.backstage() as uow:
        somebody = uow.people.staff()[0].id
        for place, (contact_id, on, cost) in enumerate(
            [(two[0], DAY, 10_000), (two[1], DAY, 12_000), (two[1], date(2027, 1, 2), 15_000)]
        ):
            contact = uow.session.get_one(Contact, contact_id)
            uow.session.add(
                Giving(
                    account_id=contact.account_id, contact_id=contact_id, number=f"GF-202611-000{place}", on=on,
                    recipient=contact.name, kind="local_food", item="茶叶", cost=cost, occasion="listing",
                    state="sent", approver="head", proposed_by_id=somebody, proposed_at=uow.now,
                )
            )  # fmt: skip
        uow.session.flush()
        assert [before(uow, one).given for one in two] == [22_000, 22_000]
        assert [before(uow, two[0], year).given for year in (2027, 2028)] == [15_000, 0]


@pytest.mark.parametrize(
    ("here", "there", "last"), [(None, False, False), (True, False, False), (False, True, True), (None, True, True)]
)
def test_the_last_word_of_a_person_holds_wherever_it_was_said(
    people: People, two: tuple[int, int], here: bool | None, there: bool, last: bool
) -> None:
    """`here` was said before `there`."""
    with acting_staff(people, CARE) as uow:
        for hour, (contact_id, word) in enumerate(zip(two, (here, there), strict=True), start=1):
            if word is not None:
                row = uow.consents.record(
                    uow.session.get_one(Contact, contact_id), Purpose.BIRTHDAY_CARE, word,
                    channel=ConsentChannel.PHONE, evidence="电话",
                )  # fmt: skip
                row.at = datetime(2026, 11, 20, hour, tzinfo=UTC)
        uow.session.flush()
        assert words_of(uow.session, two) == {one: {Purpose.BIRTHDAY_CARE: last} for one in two}
        expected = [] if last else [Stop.NO_CONSENT]
        assert stops(uow, two[0]) == expected and stops(uow, two[0], "birthday") == expected


def test_the_no_of_a_namesake_without_a_number_stops_too(people: People, two: tuple[int, int]) -> None:
    with acting_staff(people, CARE) as uow:
        account = uow.session.scalars(select(Account).where(Account.number == "D-000101")).one()
        twin = Contact(account_id=account.id, name="何双")
        uow.session.add(twin)
        uow.session.flush()
        for contact, word in ((twin, False), (uow.session.get_one(Contact, two[0]), True)):
            uow.consents.record(contact, Purpose.BIRTHDAY_CARE, word, channel=ConsentChannel.PHONE, evidence="电话")
        uow.session.flush()
        assert stops(uow, two[0]) == [Stop.NO_CONSENT]
