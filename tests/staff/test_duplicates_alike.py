"""Which accounts may be the same one: what they share, the strongest key first, and what says nothing."""

from typing import Any

from portal.domain.accounts.merging.duplicates import CROWD
from tests.people import People

USCC, MOBILE = "91519999MADX0006X3", "15400000101"
"""Minchuan's, D-000101."""


def pairs(people: People, *others: tuple[str, str, dict[str, Any]]) -> list[tuple[str, str, tuple[str, ...]]]:
    with people.backstage() as uow:
        for kind, number, facts in others:
            uow.accounts.add(kind, number=number, **{"name_zh": f"另一家{number}", **facts})
    with people.backstage() as uow:
        return [(pair.first.number, pair.second.number, pair.why) for pair in uow.duplicates.pairs()]


def test_the_strongest_key_comes_first_and_of_equals_what_shares_more(people: People) -> None:
    found = pairs(
        people,
        ("distributor", "D-000551", {"mobile": MOBILE}),
        ("distributor", "D-000552", {"mobile": MOBILE, "name_zh": "成都岷川医药有限责任公司"}),
        ("distributor", "D-000553", {"uscc": USCC}),
    )
    assert found == [
        ("D-000101", "D-000553", ("uscc",)),
        ("D-000101", "D-000552", ("mobile", "name")),
        ("D-000101", "D-000551", ("mobile",)),
        ("D-000551", "D-000552", ("mobile",)),
    ]


def test_a_supplier_is_no_distributor(people: People) -> None:
    """One company may sell to us and buy from us: two accounts, and both are right."""
    found = pairs(people, ("supplier", "S-000777", {"uscc": USCC}), ("supplier", "S-000778", {"uscc": USCC}))
    assert found == [("S-000777", "S-000778", ("uscc",))]


def test_what_a_crowd_shares_says_nothing_of_any_two(people: People) -> None:
    crowd = [("distributor", f"D-0006{nth:02}", {"mobile": "15400000666"}) for nth in range(CROWD)]
    assert len(pairs(people, *crowd)) == CROWD * (CROWD - 1) // 2
    assert pairs(people, ("distributor", "D-000699", {"mobile": "15400000666"})) == []
