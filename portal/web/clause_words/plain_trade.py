"""Plain words of clauses on goods against money: (condition, words) for each part of a text."""

from flask_babel import lazy_gettext as _l

from portal.web.clause_words.parts import Parts

TRADE: dict[str, Parts] = {
    "deposit": (
        ("", _l("%(buyer)s must pay a deposit of %(amount_fen)s within %(due_days)s; it secures: %(purpose)s.")),
        ("", _l("After a deduction it must be topped up within %(topup_days)s.")),
        ("objection_days", _l("There are %(objection_days)s to object to a deduction.")),
        ("", _l("It is refunded within %(refund_days)s after settlement.")),
        ("interest_rate", _l("Interest: %(interest_rate)s a year.")),
        ("!interest_rate", _l("It bears no interest.")),
    ),
    "price_protection": (
        (
            "",
            _l(
                "When the price falls (%(trigger)s), %(seller)s must make good the difference on stock bought within "
                "the last %(lookback_days)s."
            ),
        ),
        ("", _l("Stock is proven by: %(proof)s. Paid as: %(method)s.")),
    ),
    "price_adjustment": (
        ("", _l("A new price needs notice of %(notice_days)s and counts for orders placed from its date.")),
        ("max_change", _l("One change is %(max_change)s at most.")),
        ("limit_per_year", _l("It may change %(limit_per_year)s a year at most.")),
    ),
    "return_exchange": (
        (
            "",
            _l(
                "Goods with less than %(near_expiry_months)s to expiry may be returned at %(credit_rate)s of the "
                "price, up to %(max_share)s of the year's purchase."
            ),
        ),
        ("", _l("Quality defects are refunded in full with freight.")),
        ("no_return", _l("Not taken back: %(no_return)s.")),
    ),
    "delivery": (
        ("", _l("%(seller)s must deliver within %(days)s of the order.")),
        ("rate_per_day grace_days", _l("Being late by %(grace_days)s or less costs nothing.")),
        (
            "rate_per_day grace_days grace_mode=retroactive",
            _l(
                "Beyond that, %(seller)s must pay %(rate_per_day)s of the goods' value for each day, from the first "
                "day on."
            ),
        ),
        (
            "rate_per_day grace_days grace_mode=forgiven",
            _l("Beyond that, %(seller)s must pay %(rate_per_day)s of the goods' value for each further day."),
        ),
        (
            "rate_per_day !grace_days",
            _l("For each day late, %(seller)s must pay %(rate_per_day)s of the goods' value."),
        ),
        ("rate_per_day cap_rate", _l("It is %(cap_rate)s at most.")),
    ),
    "payment_terms": (
        ("method=prepaid", _l("%(buyer)s must pay before delivery.")),
        ("method=credit", _l("%(buyer)s must pay within %(credit_days)s.")),
        ("credit_limit_fen", _l("Orders above an open balance of %(credit_limit_fen)s have to wait.")),
    ),
    "rebate": (
        ("", _l("A rebate on %(basis)s (%(period)s, %(tax)s): %(tiers)s.")),
        ("mode=whole", _l("The rate reached counts for everything.")),
        ("mode=slab", _l("Each slice counts at its own rate.")),
        ("tax=excluded vat_rate", _l("VAT of %(vat_rate)s is taken out first.")),
        ("", _l("Paid as: %(pay_as)s.")),
    ),
}
