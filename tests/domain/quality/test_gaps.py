"""What counts as a gap, how bad it is, and when that changes by time alone (domain 2.1, 2.5, 2.6, 7.1)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.accounts.fields import weights_for
from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.papers.catalogue import Party, asked_of
from portal.domain.quality.gaps import KEY_FIELDS, Archive, Figures, judge

TODAY = date(2026, 11, 28)
DAY = timedelta(days=1)
AGO = TODAY - timedelta(days=365)
COMPANY = asked_of(Party("distributor", "wholesale")).must


def whole(kind: str, tier: str = "b", **more: object) -> Archive:
    """An archive without a gap."""
    tiered = {"tier": tier, "entity_type": "wholesale"}
    facts = {**dict.fromkeys(weights_for(kind, tiered), "x"), "care_owner_id": 1, "sponsor_id": 2, **tiered}
    papers = dict.fromkeys(asked_of(Party(kind, "wholesale", promotes=True)).must, date.max)
    return replace(Archive(kind, facts, AGO, papers), **more)


def without(archive: Archive, *names: str) -> Archive:
    facts = {name: value for name, value in archive.facts.items() if name not in names}
    papers = {name: day for name, day in archive.papers.items() if name not in names}
    return replace(archive, facts=facts, papers=papers)


def codes(figures: Figures) -> list[str]:
    return [gap.code for gap in figures.gaps]


@pytest.mark.parametrize("kind", ["supplier", "distributor", "individual", "peripheral"])
def test_a_whole_archive_has_no_gap_until_a_key_field_is_a_year_old(kind: str) -> None:
    figures = judge(whole(kind), TODAY)
    assert (figures.percent, figures.gaps, figures.rank) == (100, (), 0)
    assert figures.turns_on == TODAY + DAY
    stale = judge(whole(kind), TODAY + DAY)
    asked = weights_for(kind, {"entity_type": "wholesale"})
    assert codes(stale) == [f"stale.{name}" for name in KEY_FIELDS if name in asked] and stale.percent == 100


def test_each_kind_of_gap_has_its_points_and_the_worst_comes_first() -> None:
    lacking = without(whole("distributor", "vip"), "tel", "uscc", "poa", "care_owner_id", "sponsor_id")
    expired = replace(lacking, papers={**lacking.papers, "bank_permit": TODAY - DAY}, confirmed={"mobile": AGO - DAY})
    figures = judge(expired, TODAY)
    assert codes(figures) == [
        "error.sponsor_id", "error.care_owner_id", "expired.bank_permit", "paper.poa", "missing.uscc", "missing.tel",
        "stale.mobile",
    ]  # fmt: skip
    assert figures.rank == (5 + 5 + 4 + 2 + 2 + 1 + 1) * 5
    weights = weights_for("distributor", expired.facts)
    assert figures.weight == sum(weights.values()) + 2 * len(COMPANY)
    assert figures.weight - figures.filled == 2 + 2 + 2 + 2 + 2 + 1  # owners, uscc, two papers, tel


@pytest.mark.parametrize(
    "tier, running, rank", [("vip", 0, 5), ("vip", 1, 10), ("a", 9, 16), ("c", 3, 8), ("dormant", 0, 1), ("b", 2, 9)]
)
def test_tier_and_running_contracts_weigh(tier: str, running: int, rank: int) -> None:
    assert judge(without(whole("distributor", tier, running=running), "tel"), TODAY).rank == rank


def test_a_gap_that_is_put_off_rests_through_its_last_day() -> None:
    archive = replace(without(whole("individual"), "poa"), put_off={"paper.poa": TODAY}, confirmed=ALL_CONFIRMED)
    figures = judge(archive, TODAY)
    assert (codes(figures), [gap.code for gap in figures.resting], figures.rank) == ([], ["paper.poa"], 0)
    assert figures.percent < 100 and figures.turns_on == TODAY + DAY
    assert codes(judge(archive, TODAY + DAY)) == ["paper.poa"]


@given(st.sampled_from(list(AccountKind)), st.sets(st.sampled_from(["short_name", "mobile", "source", "stage", "poa"])))
def test_percent_falls_with_every_thing_that_is_missing(kind: str, gone: set[str]) -> None:
    asked = weights_for(kind, {}).keys() | set(asked_of(Party(kind)).must)
    figures = [judge(without(whole(kind), *sorted(gone)[:count]), TODAY) for count in range(len(gone) + 1)]
    percents = [one.percent for one in figures]
    assert percents == sorted(percents, reverse=True) and percents[0] == 100
    assert (percents[-1] < 100) == bool(gone & asked)


ALL_CONFIRMED = dict.fromkeys(KEY_FIELDS, TODAY)


def test_papers_are_asked_as_of_the_partner_and_end_by_time_alone() -> None:
    whole_until_today = whole("supplier", confirmed=ALL_CONFIRMED, papers=dict.fromkeys(COMPANY, TODAY))
    figures = judge(whole_until_today, TODAY)
    assert (figures.gaps, figures.turns_on) == ((), TODAY + DAY)
    assert codes(judge(whole_until_today, TODAY + DAY)) == [f"expired.{paper}" for paper in COMPANY]
    paid = whole("individual", confirmed=ALL_CONFIRMED, promotes=True)
    assert codes(judge(without(paid, "service_contractor_proof"), TODAY)) == ["paper.service_contractor_proof"]
