"""Formal wording of clauses on goods against money: (condition, words) for each part of a text."""

from flask_babel import lazy_gettext as _l

from portal.web.clause_words.parts import Parts

TRADE: dict[str, Parts] = {
    "deposit": (
        (
            "",
            _l(
                "%(buyer)s shall pay a performance deposit of %(amount_fen)s within %(due_days)s of signing, securing: "
                "%(purpose)s. The deposit is not earnest money."
            ),
        ),
        ("", _l("A deposit reduced by deductions shall be topped up within %(topup_days)s.")),
        ("objection_days", _l("Each deduction shall be evidenced and may be objected to within %(objection_days)s.")),
        ("", _l("The balance shall be refunded within %(refund_days)s after settlement.")),
        ("interest_rate", _l("The deposit bears interest of %(interest_rate)s a year.")),
        ("!interest_rate", _l("The deposit bears no interest.")),
    ),
    "price_protection": (
        (
            "",
            _l(
                "Where a price is reduced (%(trigger)s), %(seller)s shall compensate the difference for goods "
                "purchased within %(lookback_days)s before the reduction and still in stock, proven by %(proof)s."
            ),
        ),
        ("", _l("Form of compensation: %(method)s.")),
    ),
    "price_adjustment": (
        (
            "",
            _l(
                "A price adjustment requires written notice of %(notice_days)s and applies to orders placed from its "
                "effective date."
            ),
        ),
        ("max_change", _l("A single adjustment shall not exceed %(max_change)s.")),
        ("limit_per_year", _l("Prices may be adjusted %(limit_per_year)s a year at most.")),
    ),
    "return_exchange": (
        (
            "",
            _l(
                "Goods with less than %(near_expiry_months)s to expiry may be returned or exchanged at %(credit_rate)s "
                "of the price, up to %(max_share)s of the year's purchases."
            ),
        ),
        ("", _l("Goods with quality defects shall be refunded in full including freight, without limit.")),
        ("no_return", _l("The following are excluded: %(no_return)s.")),
    ),
    "delivery": (
        ("", _l("%(seller)s shall deliver within %(days)s of receipt of the order.")),
        (
            "rate_per_day !grace_days",
            _l("For each day of delay %(seller)s shall pay %(rate_per_day)s of the value of the delayed goods."),
        ),
        (
            "rate_per_day grace_days grace_mode=retroactive",
            _l(
                "Where the delay exceeds %(grace_days)s, %(seller)s shall pay %(rate_per_day)s of the value of the "
                "delayed goods per day, counted from the first day."
            ),
        ),
        (
            "rate_per_day grace_days grace_mode=forgiven",
            _l(
                "Where the delay exceeds %(grace_days)s, %(seller)s shall pay %(rate_per_day)s of the value of the "
                "delayed goods per day beyond them."
            ),
        ),
        ("rate_per_day cap_rate", _l("The total shall not exceed %(cap_rate)s of that value.")),
    ),
    "payment_terms": (
        ("method=prepaid", _l("%(buyer)s shall pay in full before delivery.")),
        ("method=credit", _l("%(buyer)s shall pay within %(credit_days)s of the invoice date.")),
        ("credit_limit_fen", _l("The credit limit is %(credit_limit_fen)s; orders beyond it may be suspended.")),
    ),
    "rebate": (
        (
            "",
            _l(
                "%(seller)s shall grant a rebate on %(basis)s by the following period (%(period)s), %(tax)s: %(tiers)s."
            ),
        ),
        ("mode=whole", _l("The rate of the tier reached applies to the whole amount.")),
        ("mode=slab", _l("Each tier's rate applies to the part of the amount within that tier.")),
        ("tax=excluded vat_rate", _l("Amounts are converted at a VAT rate of %(vat_rate)s.")),
        ("", _l("The rebate is expressly recorded in both parties' books and paid as: %(pay_as)s.")),
    ),
}
