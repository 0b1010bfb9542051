"""Formal wording of penalty clauses: (condition, words) for each part of a text."""

from flask_babel import lazy_gettext as _l

from portal.web.clause_words.parts import Parts

PENALTY: dict[str, Parts] = {
    "penalty_fixed": (
        (
            "per=event",
            _l(
                "In the event of %(trigger)s, %(obligor)s shall pay liquidated damages of %(amount_fen)s for each "
                "event."
            ),
        ),
        (
            "per=contract",
            _l(
                "In the event of %(trigger)s, %(obligor)s shall pay liquidated damages of %(amount_fen)s, once under "
                "this Agreement."
            ),
        ),
    ),
    "penalty_percent": (
        ("", _l("In the event of %(trigger)s, %(obligor)s shall pay liquidated damages of %(rate)s of %(base)s.")),
    ),
    "penalty_late_daily": (
        (
            "!grace_days",
            _l(
                "In the event of %(trigger)s, %(obligor)s shall pay liquidated damages of %(rate_per_day)s of "
                "%(principal)s per day of delay."
            ),
        ),
        (
            "grace_days grace_mode=retroactive",
            _l(
                "In the event of %(trigger)s exceeding %(grace_days)s of grace, %(obligor)s shall pay liquidated "
                "damages of %(rate_per_day)s of %(principal)s per day, counted from the first day of delay."
            ),
        ),
        (
            "grace_days grace_mode=forgiven",
            _l(
                "In the event of %(trigger)s exceeding %(grace_days)s of grace, %(obligor)s shall pay liquidated "
                "damages of %(rate_per_day)s of %(principal)s per day beyond the grace period."
            ),
        ),
        ("", _l("Payment of liquidated damages does not replace performance.")),
    ),
    "penalty_goods_multiple": (
        (
            "",
            _l(
                "In the event of %(trigger)s, %(obligor)s shall pay liquidated damages of %(multiple)s times the value "
                "of the goods proven, calculated at %(goods_value_rule)s."
            ),
        ),
        ("buyback_days", _l("%(obligor)s shall also buy back the goods within %(buyback_days)s at %(buyback_price)s.")),
    ),
    "deposit_forfeiture": (
        (
            "",
            _l(
                "In the event of %(trigger)s by %(obligor_obj)s, %(share)s of the performance deposit shall be "
                "forfeited."
            ),
        ),
        ("order=before", _l("The forfeiture is applied before other liquidated damages.")),
        ("order=after", _l("The forfeiture is applied after other liquidated damages.")),
        ("topup_days", _l("The deposit shall be topped up within %(topup_days)s.")),
    ),
    "penalty_tiered": (
        (
            "",
            _l(
                "In the event of %(trigger)s, %(obligor)s shall be liable as follows, breaches confirmed within "
                "%(window_months)s being counted together and goods being valued at %(goods_value_rule)s: %(steps)s."
            ),
        ),
        ("", _l("Events proven by the same evidence or forming one continuous act count once.")),
    ),
    "penalty_qualification": (
        (
            "",
            _l(
                "Where a qualification of %(obligor_obj)s lapses, %(obligor)s shall pay %(per_day_fen)s for each day "
                "of lapse."
            ),
        ),
        ("stops_supply", _l("Supply shall be suspended meanwhile.")),
        (
            "receipt_excuses",
            _l("No liability arises within the renewal window if a receipt of the application is produced."),
        ),
    ),
    "takeback_compensation": (
        (
            "",
            _l(
                "Where %(obligor)s terminates or narrows the rights granted without breach by %(other_obligor_obj)s, "
                "gives the product to a third party or sells in the territory itself, %(obligor)s shall pay "
                "compensation of %(multiple)s times %(base)s."
            ),
        ),
        ("annualise", _l("Figures of fewer than twelve but at least %(min_months)s shall be annualised.")),
        ("!annualise", _l("At least %(min_months)s of figures are required.")),
        (
            "market_dev_fixed_fen",
            _l("A fixed market development compensation of %(market_dev_fixed_fen)s shall be paid in addition."),
        ),
        ("buyback_stock", _l("Stock shall be bought back at purchase price.")),
        ("refund_deposit", _l("The deposit shall be returned in full.")),
        ("notice_months", _l("Written notice of %(notice_months)s shall be given.")),
        ("tail_months", _l("Commission on hospitals already opened shall continue for %(tail_months)s.")),
    ),
    "penalty_overlap": (
        ("", _l("Liquidated damages for different acts: %(stack)s; for the same act and the same loss: %(same_act)s.")),
        ("global_cap_rate", _l("The total shall not exceed %(global_cap_rate)s of the contract value.")),
    ),
    "earnest_money": (
        (
            "",
            _l(
                "%(giver)s shall pay earnest money of %(agreed_fen)s, the contract value being %(contract_value_fen)s; "
                "the part above one fifth of the contract value is prepayment."
            ),
        ),
        (
            "",
            _l(
                "If %(giver)s fails to perform, the earnest money shall not be returned; if %(other_giver)s fails to "
                "perform, it shall be returned twofold. The party not in breach chooses either liquidated damages or "
                "earnest money."
            ),
        ),
    ),
}

EVERY_PENALTY: Parts = (
    ("cure_days !no_cure", _l("No liability arises if the breach is cured within %(cure_days)s of the notice.")),
    ("no_cure", _l("A later cure does not discharge the liability.")),
    ("cap_rate", _l("The total shall not exceed %(cap_rate)s of %(cap_base)s.")),
    ("cap_fen", _l("The total shall not exceed %(cap_fen)s.")),
    ("notice_needed", _l("Liability arises after written notice.")),
)
