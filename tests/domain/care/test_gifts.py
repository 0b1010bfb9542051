"""Gifts: hard stops, ceilings at their edges, who agrees (domain 7.3)."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.domain.accounts.kinds import Tier
from portal.domain.care.gifts import HARD, LIKE_CASH, Approver, Gift, GiftKind, Limits, Stop, approver, is_beside, stops

ON = date(2026, 9, 20)


def gift(**facts: Any) -> Gift:
    return Gift(**{"kind": GiftKind.LOCAL_FOOD, "cost": 10_000, "on": ON, "tier": Tier.VIP, **facts})


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, []),
        ({"cost": 20_000}, []),
        ({"cost": 20_001}, [Stop.ONE_GIFT]),
        ({"beside": 10_000}, []),
        ({"beside": 10_001}, [Stop.SPLIT]),
        ({"cost": 20_001, "beside": 1}, [Stop.ONE_GIFT]),
        ({"given_this_year": 70_000}, []),
        ({"given_this_year": 70_001}, [Stop.YEAR]),
        ({"tier": Tier.A, "given_this_year": 30_000}, []),
        ({"tier": Tier.A, "given_this_year": 30_001}, [Stop.YEAR]),
        ({"tier": Tier.B, "given_this_year": 10_000}, []),
        ({"tier": Tier.B, "given_this_year": 10_001}, [Stop.YEAR]),
        ({"tier": Tier.C, "cost": 5_000}, []),
        ({"tier": Tier.C, "cost": 5_001}, [Stop.YEAR]),
        ({"tier": Tier.PERIPHERAL_KEY, "cost": 20_000}, []),
        ({"tier": Tier.DORMANT, "cost": 1}, [Stop.YEAR]),
        ({"tier": Tier.DORMANT, "cost": 0}, []),
        ({"tier": None}, [Stop.NO_TIER]),
        ({"is_hcp": True, "cost": 1}, [Stop.HEALTHCARE]),
        ({"is_hcp": True, "kind": GiftKind.SAMPLE}, [Stop.HEALTHCARE]),
        ({"is_hcp": True, "kind": GiftKind.MEAL}, [Stop.HEALTHCARE]),
        ({"is_official": True, "cost": 1}, [Stop.OFFICIAL]),
        ({"has_consent": False}, [Stop.NO_CONSENT]),
        ({"tenders": (date(2026, 10, 20),)}, [Stop.TENDER]),
        ({"tenders": (date(2026, 10, 21),)}, []),
        ({"tenders": (date(2026, 8, 21),)}, [Stop.TENDER]),
        ({"tenders": (date(2026, 8, 20), date(2027, 1, 1))}, []),
        ({"is_hcp": True, "is_official": True, "cost": 90_000, "kind": GiftKind.CASH},
         [Stop.HEALTHCARE, Stop.OFFICIAL, Stop.LIKE_CASH, Stop.ONE_GIFT, Stop.YEAR]),
    ],
)  # fmt: skip
def test_what_is_refused_names_every_rule(facts: dict[str, Any], found: list[Stop]) -> None:
    assert stops(gift(**facts)) == found


@pytest.mark.parametrize(
    ("days", "occasion", "found"),
    [(0, "listing", True), (1, "listing", False), (30, "birthday", True), (-30, "birthday", True),
     (31, "birthday", False)],
)  # fmt: skip
def test_what_comes_on_one_day_or_for_one_occasion_is_one_gift(days: int, occasion: str, found: bool) -> None:
    assert is_beside(ON, "birthday", ON + timedelta(days=days), occasion) is found


@pytest.mark.parametrize(
    ("tier", "ceiling"),
    [
        (Tier.VIP, 80_000), (Tier.A, 40_000), (Tier.B, 20_000), (Tier.C, 5_000), (Tier.DORMANT, 0),
        (Tier.PERIPHERAL_KEY, 20_000), (Tier.PERIPHERAL, 0),
    ],
)  # fmt: skip
def test_the_ceiling_of_a_year_at_its_edges(tier: Tier, ceiling: int) -> None:
    """One fen below it, at it, one fen above it, whatever was given before (domain 7.1)."""
    for given in {0, ceiling // 2, max(ceiling - 20_000, 0)}:
        for more, found in ((-1, []), (0, []), (1, [Stop.YEAR])):
            cost = ceiling - given + more
            if 0 <= cost <= 20_000:
                assert stops(gift(tier=tier, cost=cost, given_this_year=given)) == found, (given, more)


@pytest.mark.parametrize(("fen", "found"), [(19_999, []), (20_000, []), (20_001, [Stop.ONE_GIFT])])
def test_the_most_of_one_gift_at_its_edges(fen: int, found: list[Stop]) -> None:
    assert stops(gift(cost=fen)) == found


@pytest.mark.parametrize(("days", "found"), [(29, [Stop.TENDER]), (30, [Stop.TENDER]), (31, [])])
def test_the_days_around_a_tender_at_their_edges(days: int, found: list[Stop]) -> None:
    for way in (-1, 1):
        assert stops(gift(tenders=(ON + timedelta(days=way * days),))) == found


@pytest.mark.parametrize("kind", list(GiftKind))
def test_what_is_like_money_is_never_given(kind: GiftKind) -> None:
    assert (Stop.LIKE_CASH in stops(gift(kind=kind, cost=1))) is (kind in LIKE_CASH)


def test_no_limit_of_a_company_lifts_a_hard_stop() -> None:
    wide = Limits(a_gift=10**9, yearly=dict.fromkeys(Tier, 10**9), around_tender=0)
    worst = gift(kind=GiftKind.TRAVEL, is_hcp=True, is_official=True, tenders=(ON,), cost=10**8)
    assert set(stops(worst, wide)) == HARD


@pytest.mark.parametrize(
    ("fen", "who"),
    [(0, "care_owner"), (10_000, "care_owner"), (10_001, "head"), (20_000, "head"), (20_001, "compliance")],
)
def test_who_agrees(fen: int, who: str) -> None:
    assert approver(fen) is Approver(who)
