"""What is wrong with a clause is told by field and code, all at once."""

import pytest

from portal.domain.contracts.clauses import (
    BadClause,
    read_clause,
    read_typed,
    typed_of,
)
from tests.domain.contracts.clause_examples import GOOD


def mistakes(code, **changes):
    with pytest.raises(BadClause) as refused:
        read_clause(code, GOOD[code] | changes)
    return refused.value.errors


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
