"""Sentences for the steps of penalty rules (B1-B11); blanks are the facts of the line, `fen` its sum."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

PENALTY_LINES: dict[str, LazyString] = {
    "cured_in_time": _l("Put right on %(cured_on)s, by %(cure_by)s: there is no penalty."),
    "cured_too_late": _l("Put right on %(cured_on)s, after %(cure_by)s: the penalty stays."),
    "cap_share": _l("Cap: %(rate)s of %(base_fen)s (%(base)s) = %(fen)s."),
    "cap_sum": _l("Cap as a sum: %(fen)s."),
    "capped": _l("%(uncapped_fen)s is above the cap; it comes to %(fen)s."),
    "excess_above_loss": _l(
        "Beside a loss estimate of %(loss_fen)s, the penalty of %(penalty_fen)s is %(above)s above; 130%% of "
        "the loss is %(limit_fen)s."
    ),
    "excess_below_loss": _l(
        "The penalty of %(penalty_fen)s is below the loss estimate of %(loss_fen)s; 130%% of the loss is %(limit_fen)s."
    ),
    "excess_no_loss": _l("By the estimate there was no loss beside the penalty of %(penalty_fen)s."),
    "fixed_for_each": _l("%(amount_fen)s × %(events)s = %(fen)s."),
    "fixed_once": _l("%(amount_fen)s once for the whole contract; proven breaches: %(events)s. Together %(fen)s."),
    "percent_of_base": _l("%(rate)s of %(base_fen)s (%(base)s) = %(fen)s."),
    "due_rolled": _l("Due on %(due_on)s, a rest day: it moves to %(rolled_on)s."),
    "not_late": _l("It is not late."),
    "within_grace": _l("Late by %(late_days)s, within the grace of %(grace_days)s: nothing is charged."),
    "grace_lost": _l("The grace of %(grace_days)s is exceeded: every day late is charged."),
    "grace_forgiven": _l("The grace of %(grace_days)s stays free: only the days after it are charged."),
    "late_slice": _l("%(open_fen)s × %(rate)s × %(late_days)s = %(fen)s."),
    "principal_still_due": _l(
        "Besides, the principal is still to be paid: %(open_fen)s. A penalty for lateness does not replace it."
    ),
    "principal_came": _l("The principal has been paid."),
    "goods_still_due": _l(
        "Besides, goods are still to be delivered, worth %(open_fen)s. A penalty for lateness does not replace them."
    ),
    "goods_came": _l("All goods have been delivered."),
    "goods_given": _l("Value of the goods as given: %(fen)s."),
    "goods_proven": _l("%(proven_boxes)s proven × %(price_fen)s = %(fen)s."),
    "only_proven_count": _l("%(claimed_boxes)s are claimed, %(proven_boxes)s are proven: only proven boxes count."),
    "listed_price_instead": _l("No supply price is known; the listed price is used."),
    "goods_multiple": _l("%(goods_fen)s × %(multiple)s = %(fen)s."),
    "buyback": _l(
        "Beyond the penalty, the goods are bought back within %(buyback_days)s: %(proven_boxes)s × "
        "%(price_fen)s = %(fen)s."
    ),
    "buyback_agreed": _l("Beyond the penalty, the goods are bought back within %(buyback_days)s."),
    "deposit_share_kept": _l("%(share)s of the deposit of %(deposit_fen)s = %(fen)s."),
    "deposit_share_apart": _l(
        "Besides, %(share)s of the deposit is kept; without the balance of the deposit it is not in this sum."
    ),
    "taken_as_kept": _l("Of the %(claim_fen)s kept, the deposit covers %(fen)s."),
    "taken_for_others": _l("Of the other penalties of %(claim_fen)s, the deposit covers %(fen)s."),
    "remainder_payable": _l("The deposit does not cover %(fen)s; that remainder stays payable."),
    "deposit_left": _l("%(left_fen)s of the deposit are left; it is to be topped up within %(topup_days)s."),
    "breach_counts": _l("The breach confirmed on %(confirmed_on)s counts until %(counts_until)s."),
    "breach_outside_window": _l("The breach confirmed on %(confirmed_on)s counted until %(counts_until)s only."),
    "breach_counted_once": _l(
        "The breach confirmed on %(confirmed_on)s has the same evidence or is the same act: it counts once."
    ),
    "breach_later": _l("The breach confirmed on %(confirmed_on)s came later and does not count here."),
    "breach_number": _l("This is breach number %(number)s."),
    "no_step_yet": _l("The clause sets nothing for this number yet."),
    "warning_given": _l("A warning goes with it."),
    "termination_right": _l("It also gives a right to end the contract."),
    "out_of_date_from": _l("The document is out of date from %(from_on)s on."),
    "document_valid": _l("The document is valid."),
    "receipt_excuses": _l("The application receipt excuses until %(until_on)s."),
    "per_day": _l("%(per_day_fen)s × %(late_days)s = %(fen)s."),
    "supply_stops": _l("Supply stops until the document is valid again."),
    "own_breach": _l("A breach of our own gave the right to end it: there is no compensation."),
    "months_outside": _l("Months outside the twelve before the notice, left out: %(count)s."),
    "profit_months_too_few": _l(
        "Profit of %(months)s only, at least %(least_months)s are needed: the profit part is left out."
    ),
    "profit_total": _l("Gross profit of %(months)s: %(fen)s."),
    "no_profit": _l("There was no profit in all: that part comes to %(fen)s."),
    "profit_annualised": _l("Converted to a full year: %(profit_fen)s × 12 ÷ %(months)s = %(fen)s."),
    "profit_multiple": _l("%(profit_fen)s × %(multiple)s = %(fen)s, multiplied before rounding."),
    "market_development": _l("Fixed sum for market development: %(fen)s."),
    "stock_bought_back": _l("Stock bought back at purchase price: %(fen)s."),
    "remaining_term": _l("Cross-check: %(months)s left × the monthly average = %(fen)s."),
    "deposit_returned": _l("Apart from this, the deposit is returned: %(fen)s."),
    "deposit_returned_apart": _l("Apart from this, the deposit is returned."),
    "tail_commission": _l("Commission on the hospitals opened goes on for %(months)s."),
    "penalty_counts": _l("Counts: %(trigger)s, %(fen)s."),
    "penalty_set_aside": _l("Set aside, because penalties do not add up here: %(trigger)s, %(fen)s."),
    "penalties_total": _l("Together %(fen)s."),
    "global_cap": _l("Cap of all penalties: %(rate)s of the contract value of %(contract_value_fen)s = %(fen)s."),
    "penalty_share": _l("Share under the cap: %(trigger)s, %(fen)s."),
    "earnest_effective": _l(
        "Paid %(paid_fen)s; up to %(rate)s of %(contract_value_fen)s works as earnest money: %(fen)s."
    ),
    "earnest_prepayment": _l("The rest is plain prepayment: %(fen)s."),
    "earnest_part": _l("%(share)s was not performed: the rule applies to %(fen)s."),
    "earnest_kept_by_receiver": _l("The giver is in breach: the receiver keeps %(fen)s."),
    "earnest_rest_back": _l("Given back: %(fen)s."),
    "earnest_twice": _l(
        "The receiver is in breach: with the amount lost added, %(effective_fen)s becomes %(fen)s to hand back."
    ),
    "earnest_prepayment_back": _l("The prepayment is handed back too: %(fen)s."),
    "choose_one": _l(
        "Either the earnest money (%(earnest_fen)s) or the penalty (%(penalty_fen)s) is chosen, never both."
    ),
}
