"""Stages and tiers: what is met and missing, up by confirmation, down by two quarters; overrides that end."""

from datetime import date

import pytest

from portal.domain.accounts.kinds import AccountKind, Stage, Tier
from portal.domain.care.stages import Criterion, after_quarters, next_step, reached, step_to
from portal.domain.care.tiers import Override, TierFacts, longest_override, tier_of

C = Criterion
STABLE = {C.SIGNED, C.ON_TARGET}
TRUST = STABLE | {C.SHARES_INTEL, C.MULTI_PRODUCT, C.PROMOTER}


@pytest.mark.parametrize(
    ("there", "stage"),
    [
        (set(), "s0"),
        ({C.SIGNED}, "s1"),
        (STABLE, "s2"),
        ({C.ON_TARGET}, "s0"),
        (TRUST, "s3"),
        (TRUST - {C.PROMOTER}, "s2"),
        (set(Criterion), "s4"),
        (set(Criterion) - {C.ON_TARGET}, "s1"),
    ],
)
def test_a_stage_is_reached_with_all_that_it_and_those_before_ask(there: set[Criterion], stage: str) -> None:
    assert reached(there) is Stage(stage)


def test_what_is_met_and_missing_for_the_next_one() -> None:
    step = next_step(Stage.S2, STABLE | {C.PROMOTER})
    assert step is not None and step.stage is Stage.S3 and not step.is_reached
    assert step.met == (C.SIGNED, C.ON_TARGET, C.PROMOTER) and step.missing == (C.SHARES_INTEL, C.MULTI_PRODUCT)
    assert next_step(Stage.S4, TRUST) is None
    assert step_to(Stage.S0, set()).is_reached


@pytest.mark.parametrize(
    ("stage", "quarters", "after"),
    [
        ("s3", [STABLE | {C.PROMOTER}] * 2, "s2"),
        ("s3", [STABLE | {C.PROMOTER}], "s3"),
        ("s3", [STABLE, TRUST], "s3"),
        ("s3", [STABLE, TRUST - {C.PROMOTER}], "s3"),
        ("s3", [TRUST, STABLE, STABLE], "s2"),
        ("s0", [set(), set()], "s0"),
        ("s1", [set(), set()], "s1"),
        ("s4", [TRUST, TRUST], "s3"),
    ],
)
def test_two_criteria_failing_for_two_quarters_cost_one_stage(
    stage: str, quarters: list[set[Criterion]], after: str
) -> None:
    assert after_quarters(Stage(stage), quarters) is Stage(after)


ON, D = date(2026, 11, 23), AccountKind.DISTRIBUTOR


@pytest.mark.parametrize(
    ("facts", "tier"),
    [
        (TierFacts(D, Tier.VIP, date(2026, 11, 1), True), "vip"),
        (TierFacts(D, Tier.B, date(2026, 5, 27), True), "b"),
        (TierFacts(D, Tier.B, date(2026, 5, 26), True), "dormant"),
        (TierFacts(D, Tier.B, date(2026, 5, 26), False), None),
        (TierFacts(D, None, None, True), "c"),
        (TierFacts(D, None, date(2026, 11, 1), True), "c"),
        (TierFacts(D), None),
        (TierFacts(AccountKind.SUPPLIER, Tier.B, date(2026, 11, 1), True, is_strategic=True), "vip"),
        (TierFacts(AccountKind.PERIPHERAL, rating=4), "peripheral_key"),
        (TierFacts(AccountKind.PERIPHERAL, rating=3), "peripheral"),
        (TierFacts(AccountKind.PERIPHERAL), "peripheral"),
    ],
)
def test_the_tier_follows_from_what_happened(facts: TierFacts, tier: str | None) -> None:
    assert tier_of(facts, ON) == (tier and Tier(tier))


def test_a_tier_set_by_hand_ends_by_itself() -> None:
    facts = TierFacts(D, Tier.B, date(2026, 11, 1), True)
    assert longest_override(ON) == date(2027, 11, 23)
    by_hand = Override(Tier.VIP, "省级龙头，正在谈五年", ON)
    assert tier_of(facts, ON, by_hand) is Tier.VIP and tier_of(facts, date(2026, 11, 24), by_hand) is Tier.B
