"""Sentences for the steps of rules on rights, targets, support and duties; blanks are the facts of the line."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

MARKET_LINES: dict[str, LazyString] = {
    "exclusive_rule": _l("Below %(step)s for %(quarters)s in a row, the exclusive right can end."),
    "quarter_below": _l("Quarter from %(starts_on)s: %(achievement)s, below %(step)s."),
    "quarter_reached": _l("Quarter from %(starts_on)s: %(achievement)s, not below %(step)s."),
    "quarters_in_a_row": _l("%(quarters)s in a row were below, up to %(ended_on)s."),
    "exclusive_ends": _l("Notice arrived on %(notified_on)s: non-exclusive from %(non_exclusive_on)s."),
    "prorated_fen": _l(
        "Target of period %(number)s in proportion: %(full_fen)s × %(run_days)s ÷ %(whole_days)s = %(target_fen)s."
    ),
    "prorated_boxes": _l(
        "Target of period %(number)s in proportion: %(full_boxes)s × %(run_days)s ÷ %(whole_days)s = "
        "%(target_boxes)s, rounded down."
    ),
    "period_met_fen": _l("Period %(number)s: %(actual_fen)s against %(target_fen)s, met."),
    "period_missed_fen": _l("Period %(number)s: %(actual_fen)s against %(target_fen)s, %(short_fen)s short."),
    "period_met_boxes": _l("Period %(number)s: %(actual_boxes)s against %(target_boxes)s, met."),
    "period_missed_boxes": _l("Period %(number)s: %(actual_boxes)s against %(target_boxes)s, %(short_boxes)s short."),
    "carried_forward_fen": _l("Carried over to the next period: %(carried_fen)s."),
    "carried_forward_boxes": _l("Carried over to the next period: %(carried_boxes)s."),
    "gap_so_far_fen": _l("Ahead (or behind, with a minus) so far: %(gap_fen)s."),
    "gap_so_far_boxes": _l("Ahead (or behind, with a minus) so far: %(gap_boxes)s."),
    "shortfall_fen": _l("Shortfall in all: %(shortfall_fen)s."),
    "shortfall_boxes": _l("Shortfall in all: %(shortfall_boxes)s."),
    "papers_due": _l("Asked for on %(asked_on)s: the papers are due by %(papers_by)s."),
    "tender_missed_otherwise": _l("The tender was not missed by the supplier's fault."),
    "tender_missed_by_supplier": _l("The tender was missed by the supplier's fault."),
    "quota_relief": _l("The quota of %(quota_fen)s falls by %(share)s = %(fen)s."),
    "quota_relief_days": _l(
        "The quota of %(quota_fen)s falls by %(share)s × %(left_days)s ÷ %(whole_days)s = %(fen)s."
    ),
    "quota_after_relief": _l("Quota that remains: %(quota_fen)s."),
    "meetings": _l("Meetings held: %(held)s; agreed for a year: %(agreed)s."),
    "evidence_lacks": _l("Evidence missing: %(evidence)s."),
    "support_spent": _l("Spent %(spent_fen)s, budget %(budget_fen)s: %(fen)s."),
    "answer_due": _l("The answer is due by %(respond_by)s."),
    "evidence_at_hand": _l("Evidence at hand: %(evidence)s."),
    "evidence_not_given": _l("Evidence not at hand: %(evidence)s."),
    "buyback_due": _l("The goods are to be bought back by %(buyback_by)s."),
    "penalty_by_article": _l("The penalty is computed by article %(article)s."),
    "harmed_agent_share": _l("For the agent who was harmed: %(share)s of %(penalty_fen)s = %(fen)s."),
    "document_absent": _l("Not on file: %(doc)s."),
    "document_runs": _l("Valid until %(until_on)s: %(doc)s."),
    "document_lapsed": _l("Out of date since %(until_on)s: %(doc)s."),
    "copies_due": _l("Copies are due by %(deliver_by)s."),
    "report_due": _l("The report for the month beginning on %(month_on)s is due by %(due_by)s."),
    "rebate_withheld": _l("The rebate is withheld until the report comes."),
    "secret_while_it_runs": _l("Secret as long as the contract runs, and for the agreed years after it."),
    "secret_after_end": _l("Secret for %(years)s after the end, until %(secret_until)s."),
    "damages_to_prove": _l("No penalty is agreed: damages must be proven."),
    "barred_while_it_runs": _l(
        "No competing products as long as the contract runs, and for the agreed months after it."
    ),
    "barred_after_end": _l("No competing products for %(months)s after the end, until %(barred_until)s."),
    "sold_while_barred": _l("A competing product was sold on %(sold_on)s, while that was barred."),
    "sold_when_free": _l("A competing product was sold on %(sold_on)s, when that was free."),
    "ends_without_cure": _l(
        "A breach of integrity gives the right to end the contract at once, without time to put it right."
    ),
    "right_lapses_after": _l("Known since %(known_on)s: the right to end the contract lapses after %(end_by)s."),
    "no_consent_agreed": _l("The contract asks for no consent."),
    "control_does_not_count": _l("A change of control does not count as a transfer here."),
    "control_counts": _l("A change of control counts as a transfer and needs written consent."),
    "consent_agreed": _l("A transfer needs written consent."),
    "decided_by_court": _l("Disputes go to the court at: %(place)s."),
    "decided_by_arbitration": _l("Disputes go to arbitration: %(place)s."),
}
