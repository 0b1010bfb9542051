"""Plain words of penalty clauses: (condition, words) for each part of a text."""

from flask_babel import lazy_gettext as _l

from portal.web.clause_words.parts import Parts

PENALTY: dict[str, Parts] = {
    "penalty_fixed": (
        ("per=event", _l("For %(trigger)s, %(obligor)s must pay %(amount_fen)s each time.")),
        ("per=contract", _l("For %(trigger)s, %(obligor)s must pay %(amount_fen)s, once for the whole contract.")),
    ),
    "penalty_percent": (("", _l("For %(trigger)s, %(obligor)s must pay %(rate)s of %(base)s.")),),
    "penalty_late_daily": (
        ("grace_days", _l("For %(trigger)s up to %(grace_days)s, nothing is charged.")),
        (
            "grace_days grace_mode=retroactive",
            _l(
                "Beyond that, %(obligor)s must pay %(rate_per_day)s of %(principal)s for each day, from the first day "
                "on."
            ),
        ),
        (
            "grace_days grace_mode=forgiven",
            _l("Beyond that, %(obligor)s must pay %(rate_per_day)s of %(principal)s for each further day."),
        ),
        ("!grace_days", _l("For %(trigger)s, %(obligor)s must pay %(rate_per_day)s of %(principal)s for each day.")),
        ("", _l("What was due is still due.")),
    ),
    "penalty_goods_multiple": (
        (
            "",
            _l(
                "For %(trigger)s, %(obligor)s must pay %(multiple)s times the value of the proven goods at "
                "%(goods_value_rule)s."
            ),
        ),
        ("buyback_days", _l("The goods must also be bought back within %(buyback_days)s at %(buyback_price)s.")),
    ),
    "deposit_forfeiture": (
        ("", _l("For %(trigger)s by %(obligor)s, %(share)s of the deposit is kept.")),
        ("order=before", _l("It is kept before other penalties are taken.")),
        ("order=after", _l("It is kept after other penalties are taken.")),
        ("topup_days", _l("The deposit must be topped up within %(topup_days)s.")),
    ),
    "penalty_tiered": (
        ("", _l("For %(trigger)s by %(obligor)s: %(steps)s.")),
        (
            "",
            _l("Breaches confirmed within %(window_months)s count together; goods are valued at %(goods_value_rule)s."),
        ),
    ),
    "penalty_qualification": (
        ("", _l("While %(obligor_own)s documents are out of date, %(per_day_fen)s is charged each day.")),
        ("stops_supply", _l("Supply stops meanwhile.")),
        ("receipt_excuses", _l("An application receipt from the renewal window excuses.")),
    ),
    "takeback_compensation": (
        (
            "",
            _l(
                "If %(obligor)s should take the product back without a breach by %(other_obligor_obj)s, %(obligor)s "
                "must pay %(multiple)s times %(base)s."
            ),
        ),
        ("annualise", _l("Fewer than twelve months, but at least %(min_months)s, are converted to a full year.")),
        ("!annualise", _l("At least %(min_months)s of figures are needed.")),
        ("market_dev_fixed_fen", _l("A fixed %(market_dev_fixed_fen)s for market development is added.")),
        ("buyback_stock", _l("The stock is bought back at purchase price.")),
        ("refund_deposit", _l("The deposit is returned.")),
        ("notice_months", _l("Notice: %(notice_months)s before.")),
        ("tail_months", _l("Commission on the hospitals opened goes on for %(tail_months)s.")),
    ),
    "penalty_overlap": (
        ("", _l("Penalties for different acts: %(stack)s. For one act: %(same_act)s.")),
        ("global_cap_rate", _l("All penalties together come to %(global_cap_rate)s of the contract value at most.")),
    ),
    "earnest_money": (
        ("", _l("%(giver)s must pay earnest money of %(agreed_fen)s on a contract value of %(contract_value_fen)s.")),
        (
            "",
            _l(
                "%(giver)s would lose it by a breach; %(other_giver)s would return it twice. Earnest money counts up "
                "to one fifth of the contract value."
            ),
        ),
        ("", _l("The side that is not in breach chooses the penalty or the earnest money, never both.")),
    ),
}

EVERY_PENALTY: Parts = (
    ("cure_days !no_cure", _l("Put right within %(cure_days)s of the notice, there is no penalty.")),
    ("no_cure", _l("Putting it right later does not undo the penalty.")),
    ("cap_rate", _l("It is %(cap_rate)s of %(cap_base)s at most.")),
    ("cap_fen", _l("It is %(cap_fen)s at most.")),
    ("notice_needed", _l("A written notice comes first.")),
)
