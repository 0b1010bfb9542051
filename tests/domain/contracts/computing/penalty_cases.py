"""Cases of penalties (B1-B11), to the fen; the figures of the domain reference first."""

from typing import Any

from tests.domain.contracts.clause_examples import TIERS
from tests.domain.contracts.computing.asking import Case

BY = {"obligor": "partner", "notice_needed": False}
LATE = "penalty_late_daily"
USUAL: dict[str, dict[str, Any]] = {
    "penalty_fixed": {**BY, "trigger": "confidentiality", "amount_fen": 5_000_000},
    "penalty_percent": {**BY, "trigger": "shortfall", "rate": "0.05", "base": "shortfall"},
    LATE: {**BY, "rate_per_day": "0.0005", "grace_days": 5, "grace_mode": "retroactive", "cap_rate": "0.05"},
    "penalty_goods_multiple": {**BY, "multiple": 3},
    "deposit_forfeiture": {**BY, "trigger": "diversion", "share": "0.5", "topup_days": 15},
    "penalty_tiered": {**BY, "steps": TIERS, "window_months": 12},
    "penalty_qualification": {**BY, "per_day_fen": 100_000},
    "takeback_compensation": {**BY, "multiple": "2.0", "min_months": 6, "market_dev_fixed_fen": 15_000_000},
    "penalty_overlap": {"stack": "cumulative"},
    "earnest_money": {"giver": "us", "agreed_fen": 50_000_000, "contract_value_fen": 180_000_000},
}
COMPUTED, NOTHING, LACKS = "penalty_computed", "no_penalty", "not_enough_facts"
OWED = {"due_on": "2026-02-10", "principal_fen": 18_650_000}
FORGIVEN = {"grace_mode": "forgiven"}
PLAIN = {"grace_days": 0, "cap_rate": None}
GOODS = {"boxes_proven": 1700, "supply_price_fen": 2860}
TIERED = {**GOODS, "confirmed_on": "2026-08-12"}
THREE = [["late_payment", 456_925], ["diversion", 14_586_000], ["shortfall", 932_500]]


def claims(*rows: list[Any]) -> dict[str, Any]:
    names = ("trigger", "fen", "act")
    return {"penalties": [dict(zip(names, row, strict=False)) for row in rows]}


def loss(fen: int, **more: Any) -> dict[str, Any]:
    return {"shortfall_fen": 243_100_00, "loss_fen": fen, **more}


def late(paid_on: str, **more: Any) -> dict[str, Any]:
    return {**OWED, "paid_on": paid_on, **more}


def before(*rows: Any) -> dict[str, Any]:
    return {**TIERED, "deposit_fen": 0, "earlier": list(rows)}


WHOLE = {"rate": 1}
CASES = [
    # B1
    Case("penalty_fixed", {}, {"events": 3}, COMPUTED, 15_000_000, {"fixed_for_each": 15_000_000}),
    Case("penalty_fixed", {"per": "contract"}, {"events": 3}, COMPUTED, 5_000_000, {"fixed_once": 5_000_000}),
    Case("penalty_fixed", {}, {"events": 0}, NOTHING, 0),
    Case("penalty_fixed", {}, {}, LACKS, missing=("events",)),
    Case("penalty_fixed", {"cap_fen": 12_000_000}, {"events": 3}, COMPUTED, 12_000_000, {"capped": 12_000_000}),
    Case("penalty_fixed", {"cap_fen": 15_000_000}, {"events": 3}, COMPUTED, 15_000_000, {"cap_sum": 15_000_000}),
    Case("penalty_fixed", {"cap_rate": "0.1", "cap_base": "contract_value"}, {"events": 3}, LACKS,
         missing=("contract_value_fen",)),
    Case("penalty_fixed", {"cap_rate": "0.1", "cap_base": "contract_value", "cap_fen": 13_000_000},
         {"events": 3, "contract_value_fen": 120_000_000}, COMPUTED, 12_000_000, {"cap_share": 12_000_000}),
    # put right
    Case("penalty_fixed", {"cure_days": 5}, {"events": 1, "notified_on": "2026-11-20", "cured_on": "2026-11-25"},
         "cured_in_time", 0, {"cured_in_time": None}, days={"cure_by": "2026-11-25"}),
    Case("penalty_fixed", {"cure_days": 5}, {"events": 1, "notified_on": "2026-11-20", "cured_on": "2026-11-26"},
         COMPUTED, 5_000_000, {"cured_too_late": None}),
    Case("penalty_fixed", {"cure_days": 8}, {"events": 1, "notified_on": "2026-11-20", "cured_on": "2026-11-30"},
         "cured_in_time", 0, days={"cure_by": "2026-11-30"}),  # Saturday 28 rolls to Monday
    Case("penalty_fixed", {"cure_days": 5}, {"events": 1, "cured_on": "2026-11-25"}, LACKS, missing=("notified_on",)),
    Case("penalty_fixed", {"cure_days": 5, "no_cure": True},
         {"events": 1, "notified_on": "2026-11-20", "cured_on": "2026-11-21"}, COMPUTED, 5_000_000),
    Case("penalty_fixed", {"cure_days": 5}, {"events": 1, "notified_on": "2026-11-20"}, COMPUTED, 5_000_000,
         notes=("cure_still_possible",), days={"cure_by": "2026-11-25"}),
    Case("penalty_fixed", {"cure_days": 5, "notice_needed": True}, {"events": 1}, COMPUTED, 5_000_000,
         notes=("notice_missing", "cure_not_begun")),
    # B2
    Case("penalty_percent", {}, {"shortfall_fen": 18_650_000}, COMPUTED, 932_500, {"percent_of_base": 932_500}),
    Case("penalty_percent", {}, {}, LACKS, missing=("shortfall_fen",)),
    Case("penalty_percent", {"base": "contract_value"}, {"annual_quota_boxes": 120_000, "agreed_price_fen": 1000},
         COMPUTED, 6_000_000),
    Case("penalty_percent", {"base": "contract_value"}, {"annual_quota_boxes": 120_000}, LACKS,
         missing=("contract_value_fen",)),
    Case("penalty_percent", {"rate": "0.5"}, {"shortfall_fen": 5}, COMPUTED, 3),  # 2.5 fen goes up
    Case("penalty_percent", {"rate": "0.1"}, {"shortfall_fen": 2665}, COMPUTED, 267),
    # B3
    Case(LATE, {}, late("2026-02-15"), NOTHING, 0, {"within_grace": None}, days={"due_on": "2026-02-10"}),
    Case(LATE, FORGIVEN, late("2026-02-15"), NOTHING, 0),
    Case(LATE, {}, late("2026-02-16"), COMPUTED, 55_950, {"grace_lost": None, "late_slice": 55_950}),
    Case(LATE, FORGIVEN, late("2026-02-16"), COMPUTED, 9_325, {"grace_forgiven": None, "late_slice": 9_325}),
    Case(LATE, {}, late("2026-03-31"), COMPUTED, 456_925, {"principal_came": None, "cap_share": 932_500}),
    Case(LATE, FORGIVEN, late("2026-03-31"), COMPUTED, 410_300),
    Case(LATE, {}, late("2026-07-01"), COMPUTED, 932_500, {"late_slice": 1_314_825, "capped": 932_500}),
    Case(LATE, FORGIVEN, late("2026-07-01"), COMPUTED, 932_500, {"late_slice": 1_268_200}),
    Case(LATE, PLAIN, late("2024-03-01", due_on="2024-02-28", principal_fen=3_333_333), COMPUTED, 3_333),
    Case(LATE, PLAIN, late("2025-03-01", due_on="2025-02-28", principal_fen=3_333_333), COMPUTED, 1_667),
    Case(LATE, {}, OWED, COMPUTED, 932_500, {"principal_still_due": None}, ("still_running",)),
    Case(LATE, {}, late("2026-02-10"), NOTHING, 0, {"not_late": None}),
    Case(LATE, {}, OWED, NOTHING, 0, {"principal_still_due": None}, asked="2026-02-12"),
    Case(LATE, {}, {"due_on": "2026-02-10"}, LACKS, missing=("principal_fen",)),
    Case(LATE, PLAIN, late("2026-10-10", due_on="2026-10-01"), COMPUTED, 18_650, {"due_rolled": None},
         days={"due_on": "2026-10-08"}),
    Case(LATE, PLAIN | {"roll": False}, late("2026-10-10", due_on="2026-10-01"), COMPUTED, 83_925),
    Case(LATE, PLAIN | {"day_kind": "working"}, late("2026-02-25"), COMPUTED, 55_950, {"late_slice": 55_950}),
    Case(LATE, PLAIN, late("2026-02-20", parts=[["2026-02-15", 6_650_000]]), COMPUTED, 46_625 + 30_000,
         {"late_slice": 30_000}),
    Case(LATE, PLAIN, late("2026-02-20", parts=[["2026-02-15", 6_650_000], ["2026-02-09", 2_000_000]]),
         COMPUTED, 41_625 + 25_000),
    Case(LATE, {}, late("2026-02-16", parts=[["2026-02-13", 8_650_000]]), COMPUTED, 27_975 + 15_000),
    Case(LATE, FORGIVEN, late("2026-02-17", parts=[["2026-02-16", 8_650_000]]), COMPUTED, 9_325 + 5_000),
    # three slices of half a fen and less: each is rounded once, half a fen goes up
    Case(LATE, PLAIN | {"rate_per_day": "0.05"}, late("2026-02-13", principal_fen=30, parts=[["2026-02-11", 10],
         ["2026-02-12", 10]]), COMPUTED, 2 + 1 + 1),
    Case(LATE, PLAIN | {"principal": "undelivered"}, {**OWED, "parts": [["2026-02-12", 18_650_000]]}, COMPUTED, 18_650,
         {"goods_came": None}),
    Case(LATE, PLAIN | {"principal": "undelivered"}, OWED, COMPUTED, 9_325, {"goods_still_due": None},
         asked="2026-02-11"),
    Case(LATE, {"cap_base": "unpaid", "grace_days": 0}, {**OWED, "parts": [["2026-02-01", 8_650_000]]}, COMPUTED,
         500_000, {"cap_share": 500_000}),
    # B4
    Case("penalty_goods_multiple", {"buyback_days": 7}, {**GOODS, "notified_on": "2026-08-12"}, COMPUTED, 14_586_000,
         {"goods_proven": 4_862_000, "goods_multiple": 14_586_000, "buyback": 4_862_000},
         days={"buyback_by": "2026-08-19"}),
    Case("penalty_goods_multiple", {}, {**GOODS, "boxes_claimed": 2500}, COMPUTED, 14_586_000,
         {"only_proven_count": None}),
    Case("penalty_goods_multiple", {}, {"boxes_proven": 100, "listed_price_fen": 3860}, COMPUTED, 1_158_000,
         {"listed_price_instead": None}),
    Case("penalty_goods_multiple", {"buyback_days": 7}, {"goods_value_fen": 4_862_000}, COMPUTED, 14_586_000,
         {"goods_given": 4_862_000, "buyback_agreed": None}),
    Case("penalty_goods_multiple", {}, {"boxes_proven": 100}, LACKS, missing=("supply_price_fen",)),
    Case("penalty_goods_multiple", {}, {"supply_price_fen": 1}, LACKS, missing=("boxes_proven",)),
    Case("penalty_goods_multiple", {"cap_rate": 2, "cap_base": "goods_value"}, GOODS, COMPUTED, 9_724_000),
    # B5
    Case("deposit_forfeiture", {}, {"deposit_fen": 10_000_000}, COMPUTED, 5_000_000,
         {"deposit_share_kept": 5_000_000, "taken_as_kept": 5_000_000, "deposit_left": None}),
    Case("deposit_forfeiture", {}, {"deposit_fen": 10_000_000, "other_penalties_fen": 8_000_000,
         "deducted_on": "2026-11-01"}, COMPUTED, 5_000_000,
         {"taken_for_others": 8_000_000, "taken_as_kept": 2_000_000, "remainder_payable": 3_000_000},
         days={"topup_by": "2026-11-16"}),
    Case("deposit_forfeiture", {"order": "before"}, {"deposit_fen": 10_000_000, "other_penalties_fen": 8_000_000},
         COMPUTED, 5_000_000,
         {"taken_for_others": 5_000_000, "taken_as_kept": 5_000_000, "remainder_payable": 3_000_000}),
    Case("deposit_forfeiture", {}, {"deposit_fen": 10_000_000, "loss_fen": 1_000_000}, COMPUTED, 5_000_000,
         notes=("may_be_reduced",)),
    Case("deposit_forfeiture", {}, {}, LACKS, missing=("deposit_fen",)),
    Case("deposit_forfeiture", {}, {"deposit_fen": 0}, NOTHING, 0),
    # B6
    Case("penalty_tiered", {}, TIERED, COMPUTED, 14_586_000, {"warning_given": None, "breach_number": None},
         days={"counts_until": "2027-08-12"}),
    Case("penalty_tiered", {}, before(["2025-08-12", "", ""]), COMPUTED, 24_310_000, {"breach_counts": None}),
    Case("penalty_tiered", {}, before(["2025-08-11", "", ""]), COMPUTED, 14_586_000, {"breach_outside_window": None}),
    Case("penalty_tiered", {}, before(["2026-01-01", "", ""], ["2026-02-01", "", ""]), COMPUTED, 48_620_000,
         {"termination_right": None}),
    Case("penalty_tiered", {}, {**before({"confirmed_on": "2024-02-29"}), "confirmed_on": "2025-02-28"}, COMPUTED,
         24_310_000),
    Case("penalty_tiered", {}, {**before({"confirmed_on": "2024-02-29"}), "confirmed_on": "2025-03-01"}, COMPUTED,
         14_586_000),
    Case("penalty_tiered", {}, {**before(["2026-01-01", "batch 26031702", ""]), "evidence": "batch 26031702"},
         COMPUTED, 14_586_000, {"breach_counted_once": None}),
    Case("penalty_tiered", {}, before(["2026-01-01", "", "A"], ["2026-02-01", "", "A"], ["2026-09-01", "", ""]),
         COMPUTED, 24_310_000, {"breach_later": None}),
    # a chain of shared evidence and act is one event
    Case("penalty_tiered", {}, {**before(["2026-01-01", "x", ""], ["2026-02-01", "x", "A"]), "act": "A"}, COMPUTED,
         14_586_000),
    Case("penalty_tiered", {}, {**before(["2026-01-01", "", ""]), "deposit_fen": 10_000_000}, COMPUTED, 29_310_000,
         {"deposit_share_kept": 5_000_000}),
    Case("penalty_tiered", {}, {**TIERED, "earlier": [["2026-01-01", "", ""]]}, COMPUTED, 24_310_000,
         {"deposit_share_apart": None}, ("deposit_share_apart",)),
    Case("penalty_tiered", {"steps": [[2, True, 5, 0, False]]}, TIERED, NOTHING, 0, {"no_step_yet": None}),
    Case("penalty_tiered", {"steps": [[1, True, 0, 0, False]]}, {"confirmed_on": "2026-08-12"}, NOTHING, 0,
         {"warning_given": None}),
    Case("penalty_tiered", {}, GOODS, LACKS, missing=("confirmed_on",)),
    Case("penalty_tiered", {}, {"confirmed_on": "2026-08-12"}, LACKS, missing=("boxes_proven", "supply_price_fen")),
    # B7
    Case("penalty_qualification", {}, {"valid_until": "2026-10-31", "valid_again_on": "2026-11-16"}, COMPUTED,
         1_500_000, {"per_day": 1_500_000, "out_of_date_from": None}),
    Case("penalty_qualification", {}, {"valid_until": "2026-10-31"}, COMPUTED, 2_300_000, {"supply_stops": None},
         ("still_running",)),
    Case("penalty_qualification", {}, {"valid_until": "2026-10-31", "receipt_shown": True,
         "renewal_window_until": "2026-12-31"}, NOTHING, 0, {"receipt_excuses": None}),
    Case("penalty_qualification", {}, {"valid_until": "2026-10-31", "receipt_shown": True,
         "renewal_window_until": "2026-11-20"}, COMPUTED, 300_000),
    Case("penalty_qualification", {"receipt_excuses": False}, {"valid_until": "2026-10-31", "receipt_shown": True},
         COMPUTED, 2_300_000),
    Case("penalty_qualification", {}, {"valid_until": "2026-10-31", "receipt_shown": True}, LACKS,
         missing=("renewal_window_until",)),
    Case("penalty_qualification", {}, {"valid_until": "2027-10-31"}, NOTHING, 0, {"document_valid": None}),
    Case("penalty_qualification", {"day_kind": "working"}, {"valid_until": "2026-11-13"}, COMPUTED, 600_000),
    # B8
    Case("takeback_compensation", {}, {"profit_total_fen": 115_854_416, "stock_fen": 35_678_000,
         "remaining_months": 20}, COMPUTED, 282_386_832,
         {"profit_multiple": 231_708_832, "stock_bought_back": 35_678_000, "remaining_term": 193_090_693,
          "deposit_returned_apart": None}, ("substitute_period",)),
    Case("takeback_compensation", {}, {"profit_total_fen": 62_420_197, "profit_months": 7, "stock_fen": 0}, COMPUTED,
         229_012_104, {"profit_annualised": 107_006_052, "profit_multiple": 214_012_104}),
    Case("takeback_compensation", {"annualise": False}, {"profit_total_fen": 62_420_197, "profit_months": 7,
         "stock_fen": 0}, COMPUTED, 139_840_394),
    Case("takeback_compensation", {}, {"profit_total_fen": 62_420_197, "profit_months": 5, "stock_fen": 0,
         "deposit_fen": 7}, COMPUTED, 15_000_000, {"profit_months_too_few": None, "deposit_returned": 7},
         ("fixed_sum_only",)),
    Case("takeback_compensation", {"buyback_stock": False, "tail_months": 12}, {"profit_total_fen": -5}, COMPUTED,
         15_000_000, {"no_profit": 0, "tail_commission": None}),
    Case("takeback_compensation", {"buyback_stock": False, "min_months": 2, "market_dev_fixed_fen": 0},
         {"notice_on": "2026-11-23", "months": [
             ["2025-10-01", 99_999, 0, 0, 0], ["2025-11-30", 10_000, 4_000, 500, 500],
             ["2026-10-15", 10_000, 12_000, 0, 0], ["2026-11-01", 99_999, 0, 0, 0]]},
         COMPUTED, 36_000, {"months_outside": None, "profit_total": 3_000, "profit_annualised": 18_000}),
    Case("takeback_compensation", {}, {"stock_fen": 1}, LACKS, missing=("months",)),
    Case("takeback_compensation", {}, {"months": [["2026-10-01", 1, 0, 0, 0]]}, LACKS,
         missing=("notice_on", "stock_fen")),
    Case("takeback_compensation", {}, {"own_breach": True}, NOTHING, 0, {"own_breach": None}),
    Case("takeback_compensation", {"notice_months": 6}, {"profit_total_fen": 1, "stock_fen": 0,
         "notice_on": "2026-06-30", "ends_early_on": "2026-12-29"}, COMPUTED, 15_000_002, notes=("notice_too_short",)),
    # B9
    Case("penalty_overlap", {"global_cap_rate": "0.20"}, {**claims(*THREE), "contract_value_fen": 120_000_000},
         COMPUTED, 15_975_425, {"penalties_total": 15_975_425, "global_cap": 24_000_000, "penalty_counts": 456_925}),
    Case("penalty_overlap", {"global_cap_rate": "0.10"}, {**claims(*THREE), "contract_value_fen": 120_000_000},
         COMPUTED, 12_000_000, {"penalty_share": 343_221}),
    Case("penalty_overlap", {"global_cap_rate": "0.10"}, {**claims(*THREE), "contract_value_fen": 120_000_000},
         COMPUTED, 12_000_000, {"penalty_share": 10_956_328}),
    Case("penalty_overlap", {"global_cap_rate": "0.10"}, {**claims(*THREE), "contract_value_fen": 120_000_000},
         COMPUTED, 12_000_000, {"penalty_share": 700_451}),
    Case("penalty_overlap", {"stack": "highest_only"}, claims(*THREE), COMPUTED, 14_586_000,
         {"penalty_set_aside": 932_500}),
    Case("penalty_overlap", {"stack": "late_plus_highest"}, claims(*THREE), COMPUTED, 15_042_925),
    Case("penalty_overlap", {}, claims(["diversion", 500, "A"], ["price", 700, "A"], ["shortfall", 50, "B"]), COMPUTED,
         750),
    Case("penalty_overlap", {"same_act": "cumulative"}, claims(["diversion", 500, "A"], ["price", 700, "A"]), COMPUTED,
         1200),
    Case("penalty_overlap", {"global_cap_rate": "0.1"}, claims(*THREE), LACKS, missing=("contract_value_fen",)),
    Case("penalty_overlap", {}, {}, LACKS, missing=("penalties",)),
    # B10
    Case("penalty_percent", WHOLE, loss(97_240_00), COMPUTED, 243_100_00, {"excess_above_loss": None},
         ("may_be_reduced",)),
    Case("penalty_percent", WHOLE, loss(97_240_00, malicious=True), COMPUTED, 243_100_00, {}, ("cut_unlikely",)),
    Case("penalty_percent", WHOLE, loss(300_000_00), COMPUTED, 243_100_00, {"excess_below_loss": None}),
    Case("penalty_percent", WHOLE, loss(0), COMPUTED, 243_100_00, {"excess_no_loss": None}, ("may_be_reduced",)),
    Case("penalty_percent", WHOLE, {"shortfall_fen": 1}, COMPUTED, 1, notes=("excess_not_assessed",)),
    # B11
    Case("earnest_money", {}, {}, "earnest_standing", 36_000_000,
         {"earnest_effective": 36_000_000, "earnest_prepayment": 14_000_000}, ("earnest_over_fifth",)),
    Case("earnest_money", {}, {"in_breach": "partner", "penalty_fen": 1}, "earnest_doubled", 86_000_000,
         {"earnest_twice": 72_000_000, "earnest_prepayment_back": 14_000_000, "choose_one": None}, ("choose_one",)),
    Case("earnest_money", {}, {"in_breach": "us"}, "earnest_lost", 36_000_000,
         {"earnest_kept_by_receiver": 36_000_000, "earnest_rest_back": 14_000_000}),
    Case("earnest_money", {}, {"in_breach": "us", "unperformed_share": "0.25", "paid_fen": 20_000_000}, "earnest_lost",
         5_000_000, {"earnest_part": 5_000_000, "earnest_rest_back": 15_000_000}),
    Case("earnest_money", {}, {"in_breach": "either"}, "earnest_standing", 36_000_000, notes=("both_in_breach",)),
    Case("earnest_money", {"agreed_fen": 1, "contract_value_fen": 4}, {}, "earnest_standing", 0),
]  # fmt: skip
