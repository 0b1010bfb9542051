"""Every clause type reads, writes and refuses as its parameters say."""

import json
from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest

from portal.domain.contracts.clauses import (
    CLAUSE_TYPES,
    BadClause,
    Group,
    Side,
    fields_of,
    read_clause,
    read_typed,
    typed_defaults,
    typed_of,
    write_clause,
)
from portal.domain.contracts.clauses.extension import ExtensionStep
from tests.domain.contracts.clause_examples import GOOD

EVERY_CODE = list(CLAUSE_TYPES)


def test_the_catalogue_holds_every_type_in_three_groups():
    assert list(GOOD) == EVERY_CODE
    groups = [CLAUSE_TYPES[code].group for code in EVERY_CODE]
    assert [groups.count(group) for group in Group] == [7, 10, 20]
    assert groups == sorted(groups, key=list(Group).index)


@pytest.mark.parametrize("code", EVERY_CODE)
def test_a_good_clause_survives_json(code):
    clause = read_clause(code, GOOD[code])
    assert read_clause(code, json.loads(json.dumps(write_clause(clause)))) == clause
    assert type(clause) is CLAUSE_TYPES[code]
    assert clause.schema == 1


@pytest.mark.parametrize("code", EVERY_CODE)
def test_a_good_clause_survives_the_form(code):
    clause = read_clause(code, GOOD[code])
    assert read_typed(code, typed_of(clause)) == clause


@pytest.mark.parametrize("code", EVERY_CODE)
def test_the_proposals_of_a_form_are_good_as_far_as_they_go(code):
    without_proposal = {field.name for field in fields_of(code) if field.required and field.default is None}
    if code == "minimum_purchase":
        without_proposal = {"targets_fen"}
    try:
        read_typed(code, typed_defaults(code))
        left = {}
    except BadClause as bad:
        left = bad.errors
    assert left == dict.fromkeys(without_proposal, "required")


@pytest.mark.parametrize("code", [code for code in EVERY_CODE if any(f.required for f in fields_of(code))])
def test_what_is_required_is_asked_for_all_at_once(code):
    with pytest.raises(BadClause) as refused:
        read_clause(code, {})
    required = {field.name for field in fields_of(code) if field.required}
    assert {name for name, error in refused.value.errors.items() if error == "required"} >= required


def test_numbers_are_exact():
    late = read_clause("penalty_late_daily", GOOD["penalty_late_daily"])
    assert (late.rate_per_day, late.cap_rate, late.grace_days) == (Decimal("0.0005"), Decimal("0.05"), 5)
    steps = read_clause("performance_extension", GOOD["performance_extension"]).steps
    assert steps == (ExtensionStep(Decimal("0.9"), 6), ExtensionStep(Decimal(1), 12))
    assert read_clause("rebate", GOOD["rebate"]).tiers[1].from_fen == 100_000_000
    quota = read_clause("minimum_purchase", GOOD["minimum_purchase"])
    assert (quota.unit, sum(quota.targets)) == ("yuan", 120_000_000)


@pytest.mark.parametrize(
    "raw, rate",
    [("0.0005", "0.0005"), ("０．０００５", "0.0005"), ("0.05%", "0.0005"), ("０．５‰", "0.0005"), (0.0005, "0.0005")],
)
def test_a_rate_is_read_from_any_spelling(raw, rate):
    clause = read_clause("penalty_late_daily", GOOD["penalty_late_daily"] | {"rate_per_day": raw})
    assert clause.rate_per_day == Decimal(rate)


@pytest.mark.parametrize(
    "typed, fen",
    [("150,000.00", 15_000_000), ("１５００００", 15_000_000), ("¥0.01", 1), ("￥38.6", 3860), ("12元", 1200)],
)
def test_money_is_typed_in_yuan(typed, fen):
    form = typed_of(read_clause("penalty_fixed", GOOD["penalty_fixed"])) | {"amount_fen": [typed]}
    assert read_typed("penalty_fixed", form).amount_fen == fen


ONE_SIDED = {
    Side.UPSTREAM: {"priority_renewal", "sole_negotiation", "minimum_years", "takeback_compensation", "tender_support"},
    Side.DOWNSTREAM: {"price_floor", "flow_reporting", "non_compete"},
}


@pytest.mark.parametrize("code", EVERY_CODE)
@pytest.mark.parametrize("side", list(Side))
def test_a_type_stands_on_its_side_only(code, side):
    other = Side.DOWNSTREAM if side is Side.UPSTREAM else Side.UPSTREAM
    if code not in ONE_SIDED[other]:
        assert read_clause(code, GOOD[code], side)
        return
    with pytest.raises(BadClause) as refused:
        read_clause(code, GOOD[code], side)
    assert refused.value.errors == {"clause_type": "wrong_side"}


@pytest.mark.parametrize(
    "code, changes, notes",
    [
        ("price_floor", {}, ("resale_price_fixing",)),
        ("earnest_money", {}, ("earnest_money_over_fifth",)),
        ("earnest_money", {"agreed_fen": 36_000_000}, ()),
        ("earnest_money", {"agreed_fen": 36_000_001}, ("earnest_money_over_fifth",)),
        ("deposit", {}, ()),
    ],
)
def test_what_a_lawyer_should_see_is_noted_and_not_refused(code, changes, notes):
    assert read_clause(code, GOOD[code] | changes).notes() == notes


def test_a_clause_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        read_clause("deposit", GOOD["deposit"]).amount_fen = 1
