"""Sentences for the steps of rules on goods against money; blanks are the facts of the line, `fen` its sum."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

TRADE_LINES: dict[str, LazyString] = {
    "deposit_paid": _l("%(on)s: paid in, %(fen)s."),
    "deposit_topup": _l("%(on)s: topped up, %(fen)s."),
    "deposit_deduction": _l("%(on)s: deducted, %(fen)s."),
    "deposit_refund": _l("%(on)s: refunded, %(fen)s."),
    "deduction_objection": _l("The deduction can be objected to until %(until_on)s."),
    "deposit_balance": _l("Balance of the deposit: %(fen)s."),
    "deposit_asked": _l("A deposit of %(fen)s is due by %(due_by)s."),
    "deposit_short": _l("Not paid in yet: %(fen)s."),
    "topup_due": _l("To be topped up by %(topup_by)s: %(fen)s."),
    "refund_due_by": _l("Stock and statement settled on %(settled_on)s: %(fen)s to be refunded by %(refund_by)s."),
    "deposit_interest": _l("Interest at %(rate)s a year up to %(until_on)s: %(fen)s."),
    "cut_not_covered": _l("This kind of price cut is not covered: %(cut)s."),
    "price_not_lower": _l("The price did not fall: %(old_fen)s before, %(new_fen)s after."),
    "stock_eligible": _l(
        "In stock: %(stock_boxes)s; bought from %(from_on)s until the day before %(cut_on)s: "
        "%(recent_boxes)s. The smaller number counts."
    ),
    "price_difference": _l("(%(old_fen)s − %(new_fen)s) × %(eligible_boxes)s = %(fen)s."),
    "protected_by_credit": _l("It is credited against later orders."),
    "protected_by_goods": _l("It is made good in goods."),
    "new_price": _l("Price of a box: %(old_fen)s before, %(new_fen)s after."),
    "new_price_from": _l("By the notice, the new price can count from %(earliest_on)s."),
    "change_too_large": _l("The change is larger than the agreed %(share)s."),
    "changes_used_up": _l("Changes so far this year: %(count)s; agreed at most: %(most)s."),
    "price_of_order": _l("An order of %(ordered_on)s has the price of %(fen)s a box."),
    "price_at_least": _l("Sold at %(sold_fen)s, not below %(least_fen)s."),
    "price_below": _l("Sold at %(sold_fen)s, below %(least_fen)s."),
    "no_temperature_record": _l("Cold-chain goods do not come back without their temperature record."),
    "goods_excluded": _l("These goods are not taken back: %(goods)s."),
    "goods_refunded": _l("%(returned_boxes)s × %(price_fen)s = %(fen)s, refunded in full."),
    "freight_refunded": _l("Freight: %(fen)s."),
    "near_expiry": _l("Usable until %(expires_on)s, asked on %(asked_on)s: fewer than %(months)s are left."),
    "not_near_expiry": _l("Usable until %(expires_on)s, asked on %(asked_on)s: %(months)s or more are left."),
    "goods_credited": _l("%(returned_boxes)s × %(price_fen)s × %(rate)s = %(fen)s."),
    "credit_cap": _l(
        "Cap: %(share)s of the year's purchase of %(year_fen)s, less %(credited_fen)s credited before: %(fen)s."
    ),
    "credit_capped": _l("%(uncapped_fen)s is above what is left; it comes to %(fen)s."),
    "delivery_due": _l("Delivery is due by %(due_by)s."),
    "no_late_rate": _l("Late by %(late_days)s; no rate for late delivery is agreed."),
    "cap_of_goods": _l("Cap: %(rate)s of the goods' value of %(goods_fen)s = %(fen)s."),
    "payment_due": _l("Payment is due by %(due_by)s."),
    "order_prepaid": _l("Order of %(order_fen)s, paid before: %(prepaid_fen)s."),
    "prepayment_short": _l("Still missing before it may ship: %(fen)s."),
    "no_credit_limit": _l("No credit limit is agreed."),
    "order_within_limit": _l("%(balance_fen)s open + %(order_fen)s ordered, not above the limit of %(limit_fen)s."),
    "order_over_limit": _l("%(balance_fen)s open + %(order_fen)s ordered is %(fen)s above the limit of %(limit_fen)s."),
    "rebate_basis": _l("%(amount_fen)s less %(returned_fen)s returned or diverted = %(fen)s."),
    "without_tax": _l("VAT of %(rate)s taken out of %(amount_fen)s: %(fen)s."),
    "no_tier_reached": _l("The first tier begins at %(from_fen)s: it is not reached."),
    "rebate_on_everything": _l("%(rate)s of everything (tier from %(from_fen)s): %(basis_fen)s × %(rate)s = %(fen)s."),
    "rebate_on_slice": _l("Slice from %(from_fen)s: %(basis_fen)s × %(rate)s = %(fen)s."),
    "rebate_as_allowance": _l("Paid as an allowance on the invoice."),
    "rebate_as_goods": _l("Paid in goods."),
}
