"""Cases of the extension rules, to the day: (clause, facts, asked on, outcome, days, codes of lines, notes)."""

from datetime import date
from typing import Any, NamedTuple

from portal.domain.contracts.clauses import read_clause
from portal.domain.contracts.computing.extension import EXTENSION_RULES
from portal.domain.contracts.computing.extension_facts import Exercise, Interruption
from portal.domain.contracts.computing.working import Assessment
from tests.domain.contracts.calendar_days import DAYS, moment


class Case(NamedTuple):
    """`params` and `facts` come over the usual ones of `code`; `days`, `lines` and `notes` must be in the answer."""

    code: str
    params: dict[str, Any]
    facts: dict[str, Any]
    asked: str
    outcome: str
    days: dict[str, str] = {}
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


END = {"ends_on": date(2026, 12, 31)}
USUAL: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "auto_renewal": ({"renew_months": 12, "non_renew_notice_days": 60, "who_may_refuse": "either"}, END),
    "extension_option": (
        {"holder": "either", "open_days": 180, "close_days": 60, "months": 12}, {"ends_on": date(2027, 2, 28)},
    ),
    "performance_extension": (
        {"metric": "purchase_amount", "period": "year", "steps": [["0.9", 6], [1, 12]], "topup_days": 30},
        {**END, "target_fen": 120_000_000, "actual_fen": 101_350_000},
    ),
    "priority_renewal": ({"match_days": 15, "offer_must_include": ["price", "quota", "deposit", "term"],
                          "penalty_article": "12"}, {"offer_includes": ("price", "quota", "deposit", "term")}),
    "sole_negotiation": ({"open_days": 120, "length_days": 60}, END),
    "interruption_extension": (
        {"min_gap_days": 7, "cap_days": 180, "cause": ["supplier_fault", "recall", "no_test_report"]}, END,
    ),
    "minimum_years": ({"years": 5}, {"starts_on": date(2024, 2, 29)}),
}  # fmt: skip


def answer(case: Case) -> Assessment:
    """What the rule says to the case."""
    params, facts = USUAL[case.code]
    terms = read_clause(case.code, params | case.params)
    record, rule = EXTENSION_RULES[type(terms)]
    return rule(terms, record(**facts | case.facts), date.fromisoformat(case.asked), DAYS)


def exercised(*notices: str) -> dict[str, Any]:
    """Exercises written as `moment by`."""
    split = (notice.rpartition(" ") for notice in notices)
    return {"exercises": tuple(Exercise(moment(when), by) for when, _, by in split)}


def gaps(*written: str, **facts: Any) -> dict[str, Any]:
    """Interruptions written as `first last cause`."""
    split = (gap.split() for gap in written)
    found = (Interruption(date.fromisoformat(a), date.fromisoformat(b), cause) for a, b, cause in split)
    return {"interruptions": tuple(found), **facts}


RENEWAL, OPTION, STEPS = "auto_renewal", "extension_option", "performance_extension"
OFFER, ALONE, GAPS, YEARS = "priority_renewal", "sole_negotiation", "interruption_extension", "minimum_years"
RENEWED = {"starts_on": "2027-01-01", "ends_on": "2027-12-31"}
LATE_WINTER = {"ends_on": date(2027, 2, 28)}

CASES = [
    # A1
    Case(RENEWAL, {}, {"refused_at": moment("2026-11-01 23:59:59")}, "2026-11-02", "refused",
         {"ends_on": "2026-12-31", "notice_by": "2026-11-01", "remind_on": "2026-10-30"}, ("refusal_in_time",)),
    Case(RENEWAL, {}, {"refused_at": moment("2026-11-02 00:00:00")}, "2026-11-02", "renews", RENEWED,
         ("refusal_due", "refusal_too_late", "new_term", "renewal_counted"), ("counters_carry_over",)),
    Case(RENEWAL, {}, {}, "2026-11-01", "renews", RENEWED, (), ("refusal_still_possible",)),
    Case(RENEWAL, {"reset_on_renewal": True}, LATE_WINTER, "2026-12-31", "renews",
         {"notice_by": "2026-12-30", "starts_on": "2027-03-01", "ends_on": "2028-02-29"}, (), ("counters_restart",)),
    Case(RENEWAL, {"renew_months": 6}, {"ends_on": date(2027, 2, 28)}, "2027-01-10", "renews",
         {"ends_on": "2027-08-31"}),
    Case(RENEWAL, {"who_may_refuse": "us"}, {"refused_at": moment("2026-10-01 09:00"), "refused_by": "partner"},
         "2026-12-01", "renews", RENEWED, ("refusal_not_entitled",)),
    Case(RENEWAL, {"who_may_refuse": "us"}, {"refused_at": moment("2026-10-01 09:00"), "refused_by": "us"},
         "2026-12-01", "refused"),
    Case(RENEWAL, {"who_may_refuse": "us"}, {"refused_at": moment("2026-10-01 09:00")}, "2026-12-01",
         "not_enough_facts", {"notice_by": "2026-11-01"}, missing=("refused_by",)),
    Case(RENEWAL, {"max_renewals": 2}, {"renewal_count": 1}, "2026-12-01", "renews", RENEWED,
         ("renewal_counted_of",)),
    Case(RENEWAL, {"max_renewals": 2}, {"renewal_count": 2}, "2026-12-01", "renewals_used_up",
         {"ends_on": "2026-12-31"}, ("renewals_used",)),
    Case(RENEWAL, {"conditions": ["no_uncured_breach", "nothing_overdue"]}, {"no_uncured_breach": True}, "2026-12-01",
         "not_enough_facts", {"notice_by": "2026-11-01"}, ("condition_met",), ("as_it_stands",), ("nothing_overdue",)),
    Case(RENEWAL, {"conditions": ["no_uncured_breach", "nothing_overdue"]}, {"no_uncured_breach": False}, "2027-01-01",
         "conditions_failed", {"ends_on": "2026-12-31"}, ("condition_failed",)),
    Case(RENEWAL, {"conditions": ["no_uncured_breach"]},
         {"no_uncured_breach": None, "refused_at": moment("2026-10-01 09:00")}, "2026-12-01", "refused"),
    Case(RENEWAL, {"achievement_at_least": "0.9"}, {"actual_boxes": 90, "target_boxes": 100}, "2026-12-01", "renews",
         RENEWED, ("condition_achievement_met",)),
    Case(RENEWAL, {"achievement_at_least": "0.9"}, {"target_boxes": 100}, "2026-12-01", "not_enough_facts",
         missing=("actual_boxes",)),
    Case(RENEWAL, {"achievement_at_least": "0.9"}, {}, "2026-12-01", "not_enough_facts",
         missing=("actual_fen", "target_fen")),
    Case(RENEWAL, {"day_kind": "working"}, {"refused_at": moment("2026-10-10 09:00")}, "2026-10-12", "renews",
         {"notice_by": "2026-10-09", **RENEWED}, ("refusal_too_late",)),
    # A2
    Case(OPTION, {}, exercised("2026-12-30 22:10 us"), "2026-12-31", "option_exercised",
         {"opens_on": "2026-09-01", "notice_by": "2026-12-30", "exercised_on": "2026-12-30", "starts_on": "2027-03-01",
          "ends_on": "2028-02-29"}, ("exercise_in_time", "new_term", "price_same")),
    Case(OPTION, {}, exercised("2026-12-31 00:00 us"), "2026-12-31", "treated_as_offer", {"ends_on": "2027-02-28"},
         ("exercise_too_late",)),
    Case(OPTION, {}, exercised("2026-08-31 23:59:59 us"), "2026-09-01", "treated_as_offer", {"ends_on": "2027-02-28"},
         ("exercise_too_early",), ("option_still_open",)),
    Case(OPTION, {}, exercised("2026-09-01 00:00 partner"), "2026-09-01", "option_exercised"),
    Case(OPTION, {"max_exercises": 1}, exercised("2026-10-09 15:00 partner", "2026-10-09 09:00 us"), "2026-10-10",
         "option_exercised", {"ends_on": "2028-02-29", "exercised_on": "2026-10-09"},
         ("exercise_in_time", "exercise_same_day")),
    Case(OPTION, {}, exercised("2026-10-09 15:00 partner", "2026-10-10 09:00 us"), "2026-10-12", "option_exercised",
         {"ends_on": "2028-02-29"}, ("exercise_after_extension",)),
    Case(OPTION, {"max_exercises": 1}, exercised("2026-10-09 15:00 us") | {"exercise_count": 1}, "2026-10-10",
         "exercises_used_up", {"ends_on": "2027-02-28"}, ("exercises_used",)),
    Case(OPTION, {"holder": "partner"}, exercised("2026-10-09 15:00 us"), "2027-01-01", "treated_as_offer", {},
         ("exercise_by_other",)),
    Case(OPTION, {}, {}, "2026-08-31", "option_not_open_yet"),
    Case(OPTION, {}, {}, "2026-09-01", "option_open", {"remind_on": "2026-12-30"}),
    Case(OPTION, {}, {}, "2026-12-31", "option_lapsed"),
    Case(OPTION, {"conditions": ["no_uncured_breach"]}, exercised("2026-10-09 15:00 us"), "2026-10-10",
         "not_enough_facts", {"notice_by": "2026-12-30"}, missing=("no_uncured_breach",)),
    Case(OPTION, {"conditions": ["qualifications_valid"], "price_rule": "change", "price_change": "-0.05"},
         exercised("2026-10-09 15:00 us") | {"qualifications_valid": True}, "2026-10-10", "option_exercised", {},
         ("condition_met", "price_change")),
    Case(OPTION, {"price_rule": "cpi", "months": 60, "holder": "us"},
         exercised("2028-09-01 08:00 us") | {"ends_on": date(2029, 2, 28)}, "2028-09-02", "option_exercised",
         {"opens_on": "2028-09-01", "ends_on": "2034-02-28"}, ("price_cpi",), ("calendar_provisional",)),
    Case(OPTION, {"achievement_at_least": "0.9"},
         exercised("2026-10-09 15:00 us") | {"actual_fen": 8_999_996, "target_fen": 10_000_000}, "2026-10-10",
         "conditions_failed", {"ends_on": "2027-02-28"}, ("condition_achievement_failed",), ("looks_reached",)),
    # A3
    Case(STEPS, {}, {}, "2027-01-10", "topup_open", {"ends_on": "2026-12-31", "topup_by": "2027-02-01"},
         ("achievement_fen", "step_missed_fen", "topup_possible"), ("calendar_provisional",)),
    Case(STEPS, {"roll": False}, {}, "2027-01-30", "topup_open", {"topup_by": "2027-01-30", "remind_on": "2027-01-29"}),
    Case(STEPS, {}, {"topup_fen": 6_650_000, "topped_up_on": date(2027, 2, 1)}, "2027-02-02", "term_extended",
         {"starts_on": "2027-01-01", "ends_on": "2027-06-30"}, ("topup_in_time_fen", "step_reached")),
    Case(STEPS, {}, {"topup_fen": 6_650_000, "topped_up_on": date(2027, 2, 2)}, "2027-02-02", "not_extended",
         {"ends_on": "2026-12-31"}, ("topup_too_late",)),
    Case(STEPS, {}, {"topup_fen": 6_649_999, "topped_up_on": date(2027, 1, 4)}, "2027-02-02", "not_extended", {}, (),
         ("looks_reached",)),
    Case(STEPS, {}, {"topup_fen": 1}, "2027-02-02", "not_enough_facts", missing=("topped_up_on",)),
    Case(STEPS, {"topup_days": 0}, {"topup_fen": 18_650_000}, "2027-01-04", "not_extended", {}, ("topup_not_agreed",)),
    Case(STEPS, {}, {"actual_fen": 120_000_000}, "2026-12-31", "term_extended", {"ends_on": "2027-12-31"}, (),
         ("as_it_stands",)),
    Case(STEPS, {}, {"actual_fen": 8_999_996, "target_fen": 10_000_000}, "2027-03-01", "not_extended", {},
         ("step_missed_fen",), ("looks_reached",)),
    Case(STEPS, {"metric": "purchase_boxes"}, {"actual_boxes": 89, "target_boxes": 99}, "2027-01-04", "topup_open", {},
         ("achievement_boxes", "step_missed_boxes")),
    Case(STEPS, {"metric": "purchase_boxes"},
         {"actual_boxes": 89, "target_boxes": 99, "topup_boxes": 1, "topped_up_on": date(2027, 1, 4)}, "2027-01-04",
         "term_extended", {"ends_on": "2027-06-30", "topup_by": "2027-02-01"}, ("topup_in_time_boxes",)),
    Case(STEPS, {"metric": "purchase_boxes"}, {"actual_boxes": 89}, "2027-01-04", "not_enough_facts",
         missing=("target_boxes",)),
    # A4
    Case(OFFER, {}, {}, "2026-09-01", "no_offer"),
    Case(OFFER, {}, {"signed_with_other_on": date(2026, 9, 1)}, "2026-09-01", "priority_breached", {},
         ("signed_with_other", "penalty_article")),
    Case(OFFER, {}, {"offer_arrived_at": moment("2026-09-18 10:00")}, "2026-10-08", "match_open",
         {"offer_on": "2026-09-18", "notice_by": "2026-10-08", "remind_on": "2026-10-08"},
         ("offer_arrived", "match_due")),
    Case(OFFER, {}, {"offer_arrived_at": moment("2026-09-18 10:00")}, "2026-10-09", "waived"),
    Case(OFFER, {}, {"offer_arrived_at": moment("2026-09-18 10:00"), "matched_at": moment("2026-10-08 23:59:59")},
         "2026-10-09", "matched", {}, ("match_in_time",)),
    Case(OFFER, {}, {"offer_arrived_at": moment("2026-09-18 10:00"), "matched_at": moment("2026-10-09 00:00")},
         "2026-10-09", "waived", {}, ("match_too_late",)),
    Case(OFFER, {}, {"offer_arrived_at": moment("2026-09-18 10:00"), "offer_includes": ("price", "term")},
         "2026-12-01", "offer_incomplete", {"offer_on": "2026-09-18"}, ("offer_lacks",)),
    Case(OFFER, {}, {"offer_arrived_at": moment("2026-09-18 10:00"), "improved_at": moment("2026-10-20 10:00"),
                     "matched_at": moment("2026-09-28 09:00")}, "2026-10-21", "match_open",
         {"offer_on": "2026-10-20", "notice_by": "2026-11-04"}, ("improved_offer", "match_before_offer")),
    Case(OFFER, {}, {"offer_arrived_at": moment("2026-09-18 10:00"), "signed_with_other_on": date(2026, 10, 8)},
         "2026-10-09", "priority_breached", {}, ("penalty_article",)),
    Case(OFFER, {}, {"offer_arrived_at": moment("2026-09-18 10:00"), "signed_with_other_on": date(2026, 10, 9)},
         "2026-10-09", "waived"),
    Case(OFFER, {"penalty_article": None},
         {"offer_arrived_at": moment("2026-09-18 10:00"), "matched_at": moment("2026-09-20 10:00"),
          "signed_with_other_on": date(2026, 12, 1)}, "2026-12-02", "priority_breached", {}, ("match_in_time",),
         ("no_penalty_article",)),
    # A5
    Case(ALONE, {}, {}, "2026-09-01", "negotiation_not_open_yet",
         {"opens_on": "2026-09-02", "closes_on": "2026-10-31", "remind_on": "2026-10-30"}),
    Case(ALONE, {}, {}, "2026-10-31", "negotiation_open"),
    Case(ALONE, {}, {}, "2026-11-01", "negotiation_over"),
    Case(ALONE, {}, {"talked_with_other_on": date(2026, 10, 31)}, "2026-11-01", "negotiation_breached", {},
         ("talked_inside",)),
    Case(ALONE, {}, {"talked_with_other_on": date(2026, 9, 1)}, "2026-09-02", "negotiation_open", {},
         ("talked_outside",)),
    Case(ALONE, {}, {"talked_with_other_on": date(2026, 10, 1), "ended_early_on": date(2026, 9, 30)}, "2026-10-02",
         "negotiation_over", {"closes_on": "2026-09-30"}, ("negotiation_ended_early", "talked_outside")),
    Case(ALONE, {"day_kind": "working", "open_days": 5, "length_days": 5}, {"ends_on": date(2026, 10, 8)},
         "2026-09-30", "negotiation_open", {"opens_on": "2026-09-23", "closes_on": "2026-09-30"}),
    # A6
    Case(GAPS, {}, gaps("2026-03-01 2026-03-20 supplier_fault", "2026-03-15 2026-04-06 recall"), "2027-01-01",
         "term_extended", {"ends_on": "2027-02-06"}, ("gap_counted", "interruptions_total", "end_moved")),
    Case(GAPS, {}, gaps("2026-03-04 2026-03-07 recall", "2026-03-01 2026-03-03 recall"), "2026-12-31", "term_extended",
         {"ends_on": "2027-01-07"}, (), ("as_it_stands",)),
    Case(GAPS, {}, gaps("2026-03-01 2026-03-03 recall", "2026-03-05 2026-03-09 recall"), "2027-01-01", "not_extended",
         {"ends_on": "2026-12-31"}, ("gap_too_short",)),
    Case(GAPS, {}, gaps("2026-03-01 2026-03-20 force_majeure"), "2027-01-01", "not_extended", {},
         ("cause_not_covered",)),
    Case(GAPS, {"cap_days": 30}, gaps("2026-03-01 2026-04-06 recall"), "2027-01-01", "term_extended",
         {"ends_on": "2027-01-30"}, ("interruptions_capped",)),
    Case(GAPS, {}, gaps("2026-03-20 2026-03-01 recall"), "2027-01-01", "not_enough_facts", missing=("interruptions",)),
    Case(GAPS, {}, {}, "2027-01-01", "not_extended", {"ends_on": "2026-12-31"}, ("interruptions_total",)),
    # A7
    Case(YEARS, {}, {}, "2029-02-28", "bound", {"earliest_exit_on": "2029-03-01"}),
    Case(YEARS, {}, {}, "2029-03-01", "free_to_exit"),
    Case(YEARS, {"earliest_exit_on": "2028-12-31"}, {"exits_on": date(2028, 12, 31)}, "2028-06-01", "exit_allowed",
         {"earliest_exit_on": "2028-12-31"}, ("exit_late_enough",)),
    Case(YEARS, {}, {"exits_on": date(2029, 2, 28)}, "2028-06-01", "not_enough_facts", missing=("has_cause",)),
    Case(YEARS, {}, {"exits_on": date(2029, 2, 28), "has_cause": False}, "2028-06-01", "early_exit", {},
         ("exit_too_early",), ("leads_to_takeback",)),
    Case(YEARS, {}, {"exits_on": date(2026, 2, 28), "has_cause": True}, "2028-06-01", "exit_allowed", {},
         ("exit_with_cause",)),
]  # fmt: skip
