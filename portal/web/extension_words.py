"""Sentences for the answers of the extension rules (A1-A7), by their codes.

Blanks of LINES are the facts of the line: dates, `_fen` money, `_days` days, `_boxes` boxes, `months`, `years`, shares
(`achievement`, `step`, `change`), choices (`by`, `cause`, `condition`, `part`). Numbers come with their unit. The other
sentences have no blanks; the days of an answer stand beside it under DAYS.
"""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

OUTCOMES: dict[str, LazyString] = {
    "renews": _l("The contract renews by itself."),
    "refused": _l("Renewal was refused in time: the contract ends."),
    "renewals_used_up": _l("All agreed renewals are used up: the contract ends."),
    "conditions_failed": _l("A condition is not met: the term is not extended."),
    "option_not_open_yet": _l("The option cannot be used yet."),
    "option_open": _l("The option can be used now."),
    "option_lapsed": _l("The option was not used in time and has lapsed."),
    "option_exercised": _l("The option was used in time: the term is extended without anybody's consent."),
    "treated_as_offer": _l("The notice does not extend the term; it counts as an offer the other side may accept."),
    "exercises_used_up": _l("The option has been used as often as agreed."),
    "term_extended": _l("The term is extended."),
    "topup_open": _l("No step is reached yet; what is missing may still be topped up."),
    "not_extended": _l("The term is not extended."),
    "no_offer": _l("The supplier has shown no third-party offer yet."),
    "offer_incomplete": _l("The offer shown is incomplete: the time to match has not begun."),
    "match_open": _l("The offer can still be matched."),
    "matched": _l("The offer was matched in time: the contract is to be renewed on these terms."),
    "waived": _l("The offer was not matched in time: the priority is waived."),
    "priority_breached": _l("The supplier signed with a third party against the priority."),
    "negotiation_not_open_yet": _l("The sole negotiation period has not begun."),
    "negotiation_open": _l("The sole negotiation period is running: the supplier may talk with us only."),
    "negotiation_over": _l("The sole negotiation period is over."),
    "negotiation_breached": _l("The supplier talked with a third party inside the sole negotiation period."),
    "bound": _l("The supplier is bound: it may not leave without cause yet."),
    "free_to_exit": _l("The minimum years are over: the supplier may leave."),
    "exit_allowed": _l("The supplier may leave on that day."),
    "early_exit": _l("The supplier leaves too early."),
    "not_enough_facts": _l("Facts are missing; there is no answer yet."),
}

LINES: dict[str, LazyString] = {
    "refusal_due": _l("May refuse: %(by)s; the notice must arrive by %(notice_by)s, 24:00."),
    "refusal_in_time": _l("The refusal arrived on %(arrived_on)s, in time."),
    "refusal_too_late": _l("The refusal arrived on %(arrived_on)s, after %(notice_by)s: it has no effect."),
    "refusal_not_entitled": _l("The refusal that arrived on %(arrived_on)s has no effect; may refuse: %(by)s."),
    "renewals_used": _l("Renewals so far: %(count)s; agreed at most: %(most)s."),
    "renewal_counted": _l("This is renewal no. %(number)s."),
    "renewal_counted_of": _l("This is renewal no. %(number)s; agreed at most: %(most)s."),
    "new_term": _l("New term: %(months)s, from %(starts_on)s to %(ends_on)s."),
    "condition_met": _l("Condition met: %(condition)s."),
    "condition_failed": _l("Condition not met: %(condition)s."),
    "condition_achievement_met": _l("Achievement %(achievement)s, at least %(step)s is asked: met."),
    "condition_achievement_failed": _l("Achievement %(achievement)s is below the %(step)s asked: not met."),
    "option_window": _l("Holder of the option: %(by)s; a notice may arrive from %(opens_on)s to %(notice_by)s, 24:00."),
    "exercise_in_time": _l("Notice of %(arrived_on)s (%(by)s): inside the window, it takes effect on arrival."),
    "exercise_too_early": _l("Notice of %(arrived_on)s (%(by)s): before the window opens."),
    "exercise_too_late": _l("Notice of %(arrived_on)s (%(by)s): after the window has closed."),
    "exercise_by_other": _l("Notice of %(arrived_on)s (%(by)s): not by the holder of the option."),
    "exercise_same_day": _l("Notice of %(arrived_on)s (%(by)s): on the same day, both count once."),
    "exercise_after_extension": _l(
        "Notice of %(arrived_on)s (%(by)s): the term was extended already; the next one has a window of its own."
    ),
    "exercises_used": _l("Used so far: %(count)s; agreed at most: %(most)s."),
    "price_same": _l("The price stays the same."),
    "price_change": _l("The price changes by %(change)s."),
    "price_cpi": _l("The price follows consumer prices (CPI)."),
    "achievement_fen": _l("%(actual_fen)s ÷ %(target_fen)s = %(achievement)s, cut off and never rounded up."),
    "achievement_boxes": _l("%(actual_boxes)s ÷ %(target_boxes)s = %(achievement)s, cut off and never rounded up."),
    "step_reached": _l("Step %(step)s is reached: %(months)s more."),
    "step_missed_fen": _l("Below step %(step)s (%(months)s more); missing: %(gap_fen)s."),
    "step_missed_boxes": _l("Below step %(step)s (%(months)s more); missing: %(gap_boxes)s."),
    "topup_possible": _l("What is missing may be topped up by %(topup_by)s."),
    "topup_in_time_fen": _l("Topped up with %(topup_fen)s on %(topped_up_on)s, in time."),
    "topup_in_time_boxes": _l("Topped up with %(topup_boxes)s on %(topped_up_on)s, in time."),
    "topup_too_late": _l("The top-up of %(topped_up_on)s came after %(topup_by)s and does not count."),
    "topup_not_agreed": _l("This clause agrees no top-up; what was topped up does not count."),
    "offer_arrived": _l("The third-party offer was shown on %(offer_on)s."),
    "improved_offer": _l("An improved offer was shown on %(offer_on)s: a new period begins."),
    "offer_lacks": _l("The offer does not state: %(part)s."),
    "match_due": _l("It can be matched by %(notice_by)s, 24:00."),
    "match_in_time": _l("It was matched on %(arrived_on)s, in time."),
    "match_before_offer": _l("The match of %(arrived_on)s came before this offer and does not answer it."),
    "match_too_late": _l("The match of %(arrived_on)s came too late."),
    "signed_with_other": _l("The supplier signed with the third party on %(signed_on)s."),
    "penalty_article": _l("Penalty: article %(article)s."),
    "negotiation_window": _l("Sole negotiation from %(opens_on)s to %(closes_on)s, both days included."),
    "negotiation_ended_early": _l("Ended early in writing on %(closes_on)s."),
    "talked_inside": _l("Talks with a third party on %(talked_on)s: inside the period."),
    "talked_outside": _l("Talks with a third party on %(talked_on)s: outside the period."),
    "gap_counted": _l("No supply from %(starts_on)s to %(ends_on)s: %(gap_days)s."),
    "gap_too_short": _l("No supply from %(starts_on)s to %(ends_on)s: %(gap_days)s, less than %(min_gap_days)s."),
    "cause_not_covered": _l("No supply from %(starts_on)s to %(ends_on)s: this cause does not count (%(cause)s)."),
    "interruptions_total": _l("Counted in all: %(total_days)s."),
    "interruptions_capped": _l("Agreed at most: %(cap_days)s."),
    "end_moved": _l("The end moves by %(added_days)s to %(ends_on)s."),
    "earliest_exit": _l("Minimum: %(years)s; the earliest exit without cause takes effect on %(earliest_exit_on)s."),
    "exit_late_enough": _l("The exit takes effect on %(exits_on)s, not before that day."),
    "exit_with_cause": _l("The exit takes effect on %(exits_on)s, early, but with a cause in law or contract."),
    "exit_too_early": _l("The exit takes effect on %(exits_on)s, %(short_days)s too early and without cause."),
}

NOTES: dict[str, LazyString] = {
    "refusal_still_possible": _l("A refusal can still arrive in time."),
    "option_still_open": _l("The window is still open: the holder can give notice again."),
    "as_it_stands": _l("The term still runs; this is how it stands today."),
    "counters_carry_over": _l("Breaches counted so far carry over into the new term."),
    "counters_restart": _l("Breaches are counted from zero in the new term."),
    "looks_reached": _l("With two decimals it prints as reached; exactly it is below, and that counts."),
    "calendar_provisional": _l("The official calendar of that year is not out yet: a day may still move."),
    "no_penalty_article": _l("The clause names no penalty article; damages must be proven."),
    "leads_to_takeback": _l("An early exit leads to the take-back compensation: compute it by that clause."),
}

DAYS: dict[str, LazyString] = {
    "ends_on": _l("Last day of the term"),
    "starts_on": _l("First day of the new term"),
    "opens_on": _l("Opens on"),
    "closes_on": _l("Closes on"),
    "notice_by": _l("Notice must arrive by"),
    "remind_on": _l("Act by (last working day)"),
    "exercised_on": _l("Option used on"),
    "topup_by": _l("Top up by"),
    "offer_on": _l("Offer shown on"),
    "earliest_exit_on": _l("Earliest exit"),
}

NOTICES: dict[str, LazyString] = {
    "ask": _l("Ask for the extension"),
    "refuse": _l("Refuse the renewal"),
    "match": _l("Match the offer"),
    "negotiate": _l("Negotiate alone"),
}
