"""A program of others finds accounts by what their people may see, never by words that we stick on (AZ8, IN3)."""

import pytest
from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.search.finding import find
from portal.search.outside import find_accounts
from tests.people import People

OURS = "慢付大户"
"""A word on D-000101 and in the name of D-000777."""


@pytest.mark.parametrize(
    ("typed", "by_us", "by_programs"),
    [
        (OURS, {"D-000101", "D-000777"}, {"D-000777"}),
        ("慢付", {"D-000101", "D-000777"}, {"D-000777"}),
        ("岷川", {"D-000101"}, {"D-000101"}),
        ("岷川 慢付", {"D-000101"}, set()),
        ("minchuan", {"D-000101"}, {"D-000101"}),
        ("没有这样的词", set(), set()),
    ],
)
def test_our_words_find_nothing_for_programs(
    people: People, typed: str, by_us: set[str], by_programs: set[str]
) -> None:
    with people.backstage() as uow:
        uow.accounts.add("distributor", number="D-000777", name_zh=f"四川{OURS}医药")
        uow.tags.add(uow.accounts.get("D-000101"), OURS)
    with people.backstage() as uow:
        numbers = dict(uow.session.execute(select(Account.id, Account.number)).all())
        for found, expected in ((find(uow, typed, "account"), by_us), (find_accounts(uow, typed), by_programs)):
            assert {numbers[one] for one in found} == expected


def test_more_tagged_accounts_than_one_statement_reads(people: People) -> None:
    names = {f"D-0007{place:02}" for place in range(12)}
    with people.backstage() as uow:
        for number in sorted(names):
            uow.tags.add(uow.accounts.add("distributor", number=number, name_zh=f"凉山{number[-2:]}号医药"), OURS)
    with people.backstage() as uow:
        numbers = dict(uow.session.execute(select(Account.id, Account.number)).all())
        assert {numbers[one] for one in find_accounts(uow, "凉山")} == names
        assert find_accounts(uow, OURS) == []
