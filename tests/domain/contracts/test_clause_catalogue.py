"""Every clause type reads, writes and refuses as its parameters say."""

import json
from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def mistakes(code, **changes):
    with pytest.raises(BadClause) as refused:
        read_clause(code, GOOD[code] | changes)
    return refused.value.errors


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


BAD = [
    ("auto_renewal", {"renew_months": "soon"}, {"renew_months": "not_a_number"}),
    ("auto_renewal", {"renew_months": True}, {"renew_months": "not_a_number"}),
    ("auto_renewal", {"renew_months": "1.5"}, {"renew_months": "not_whole"}),
    ("auto_renewal", {"renew_months": 0}, {"renew_months": "out_of_range"}),
    ("auto_renewal", {"renew_months": 10**400}, {"renew_months": "out_of_range"}),
    ("auto_renewal", {"renew_months": float("nan")}, {"renew_months": "not_a_number"}),
    ("auto_renewal", {"renew_months": [12]}, {"renew_months": "not_a_number"}),
    ("auto_renewal", {"who_may_refuse": "nobody"}, {"who_may_refuse": "unknown_choice"}),
    ("auto_renewal", {"conditions": ["weather"]}, {"conditions": "unknown_choice"}),
    ("auto_renewal", {"conditions": "no_uncured_breach"}, {"conditions": "not_a_list"}),
    ("auto_renewal", {"roll": "maybe"}, {"roll": "not_yes_or_no"}),
    ("auto_renewal", {"colour": "red"}, {"colour": "unknown_field"}),
    ("extension_option", {"close_days": 180}, {"close_days": "close_after_open"}),
    ("extension_option", {"close_days": 200}, {"close_days": "close_after_open"}),
    ("extension_option", {"price_rule": "change"}, {"price_change": "required"}),
    ("performance_extension", {"steps": []}, {"steps": "required"}),
    ("performance_extension", {"steps": [["1", 12], ["0.9", 6]]}, {"steps": "steps_not_ascending"}),
    ("performance_extension", {"steps": [["0.9", 6], ["0.90", 12]]}, {"steps": "steps_not_ascending"}),
    (
        "performance_extension",
        {"steps": [["x", 6], ["1", ""]]},
        {
            "steps-0-achievement": "not_a_number",
            "steps-1-months": "required",
        },
    ),
    ("performance_extension", {"steps": [{"achievement": "1", "bonus": 1}]}, {"steps-0": "wrong_shape"}),
    ("performance_extension", {"steps": "0.9"}, {"steps": "not_a_list"}),
    ("sole_negotiation", {"length_days": 121}, {"length_days": "past_the_end"}),
    ("interruption_extension", {"min_gap_days": 181}, {"min_gap_days": "over_cap"}),
    ("minimum_years", {"earliest_exit_on": "31/12/2026"}, {"earliest_exit_on": "not_a_date"}),
    ("penalty_fixed", {"amount_fen": -1}, {"amount_fen": "out_of_range"}),
    ("penalty_fixed", {"amount_fen": 10.5}, {"amount_fen": "too_many_decimals"}),
    ("penalty_fixed", {"cap_fen": -1}, {"cap_fen": "out_of_range"}),
    ("penalty_percent", {"cap_rate": "-0.1"}, {"cap_rate": "out_of_range"}),
    ("penalty_percent", {"cap_rate": "0.2"}, {"cap_base": "required"}),
    ("penalty_late_daily", {"rate_per_day": "0.5"}, {"rate_per_day": "out_of_range"}),
    ("penalty_late_daily", {"rate_per_day": "0.0000005"}, {"rate_per_day": "out_of_range"}),
    ("penalty_late_daily", {"rate_per_day": "0.0005005"}, {"rate_per_day": "too_many_decimals"}),
    ("penalty_goods_multiple", {"multiple": "3.125"}, {"multiple": "too_many_decimals"}),
    ("deposit_forfeiture", {"share": "1.01"}, {"share": "out_of_range"}),
    ("penalty_tiered", {"steps": [{"count": 2}, {"count": 2}]}, {"steps": "steps_not_ascending"}),
    ("takeback_compensation", {"min_months": 13}, {"min_months": "out_of_range"}),
    ("earnest_money", {"agreed_fen": 180_000_001}, {"agreed_fen": "over_value"}),
    ("exclusivity", {"territory": ["四川"]}, {"territory": "bad_line"}),
    ("exclusivity", {"lose_after_quarters": None}, {"lose_after_quarters": "required"}),
    ("minimum_purchase", {"targets_boxes": [1000]}, {"targets_boxes": "only_one"}),
    ("minimum_purchase", {"targets_fen": []}, {"targets_fen": "required"}),
    ("minimum_purchase", {"targets_fen": [1] * 501}, {"targets_fen": "too_many"}),
    ("payment_terms", {"credit_days": None}, {"credit_days": "required"}),
    ("flow_reporting", {"by_day_of_month": 29}, {"by_day_of_month": "out_of_range"}),
    ("dispute", {"place": "  "}, {"place": "required"}),
    ("dispute", {"place": 7}, {"place": "not_a_text"}),
    ("dispute", {"place": "a\x00b"}, {"place": "bad_characters"}),
    ("dispute", {"place": "院" * 201}, {"place": "too_long"}),
]


@pytest.mark.parametrize("code, changes, errors", BAD)
def test_bad_parameters_are_named(code, changes, errors):
    assert mistakes(code, **changes) == errors


def test_all_mistakes_are_told_at_once():
    changes = {"open_days": "x", "months": -1, "holder": "them", "price_rule": "change", "extra": 1}
    assert mistakes("extension_option", **changes) == {
        "open_days": "not_a_number",
        "months": "out_of_range",
        "holder": "unknown_choice",
        "price_change": "required",
        "extra": "unknown_field",
    }


def test_typed_mistakes_are_told_by_the_name_of_the_input():
    typed = typed_of(read_clause("rebate", GOOD["rebate"])) | {"tiers-0-from_fen": ["0.001"], "tiers-1-rate": ["lots"]}
    with pytest.raises(BadClause) as refused:
        read_typed("rebate", typed | {"mode": ["either"]})
    assert refused.value.errors["tiers-0-from_fen"] == "too_many_decimals"
    assert refused.value.errors["mode"] == "unknown_choice"


def test_empty_rows_of_a_form_are_left_out():
    typed = typed_of(read_clause("performance_extension", GOOD["performance_extension"]))
    typed |= {"steps-2-achievement": [""], "steps-2-months": [" "]}
    assert len(read_typed("performance_extension", typed).steps) == 2


@pytest.mark.parametrize("code", ["", "nothing", None, 3, ["deposit"]])
def test_an_unknown_type_is_refused(code):
    with pytest.raises(BadClause) as refused:
        read_clause(code, {})
    assert refused.value.errors == {"clause_type": "unknown_choice"}


@pytest.mark.parametrize("params", [None, [], "x", 5])
def test_parameters_must_be_an_object(params):
    with pytest.raises(BadClause) as refused:
        read_clause("compliance", params)
    assert refused.value.errors == {"params": "wrong_shape"}


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


def some_value(field):
    """Any JSON value that the field's own description allows."""
    match field.kind:
        case "integer" | "days" | "months" | "years" | "fen":
            return st.integers(int(field.minimum), int(field.maximum))
        case "percent" | "rate":
            return st.decimals(field.minimum, field.maximum, places=6).map(str)
        case "multiple":
            return st.decimals(field.minimum, field.maximum, places=2).map(str)
        case "choice":
            return st.sampled_from(field.choices)
        case "choices":
            return st.lists(st.sampled_from(field.choices), min_size=1)
        case "lines":
            return st.lists(st.from_regex(r"[0-9]{2}", fullmatch=True), min_size=1, max_size=5)
        case "fens" | "integers":
            return st.lists(st.integers(1, 10**9), min_size=1, max_size=12)
        case "bool":
            return st.booleans()
        case "date":
            return st.dates().map(str)
        case "text":
            return st.text("甲乙丙abc １２", min_size=1, max_size=40).filter(str.strip)
    first, *others = field.columns
    row = st.fixed_dictionaries({column.name: some_value(column) for column in field.columns})
    return st.lists(row, min_size=1, max_size=5, unique_by=lambda r: Decimal(r[first.name])).map(
        lambda rows: sorted(rows, key=lambda r: Decimal(r[first.name]))
    )


@pytest.mark.parametrize("code", EVERY_CODE)
@given(data=st.data())
def test_whatever_a_form_can_say_survives_or_is_refused_between_fields(code, data):
    params = {field.name: data.draw(some_value(field)) for field in fields_of(code)}
    if code == "minimum_purchase":
        params.pop(data.draw(st.sampled_from(["targets_fen", "targets_boxes"])))
    try:
        clause = read_clause(code, params)
    except BadClause as bad:
        assert set(bad.errors.values()) <= {"close_after_open", "past_the_end", "over_cap", "over_value"}
        return
    assert read_clause(code, json.loads(json.dumps(write_clause(clause)))) == clause
    assert read_typed(code, typed_of(clause)) == clause


@pytest.mark.parametrize("code", EVERY_CODE)
@given(
    junk=st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers()), st.just({"a": 1})
    )
)
def test_junk_is_refused_by_name_and_never_breaks(code, junk):
    for field in fields_of(code):
        try:
            read_clause(code, GOOD[code] | {field.name: junk})
        except BadClause as bad:
            assert bad.errors
