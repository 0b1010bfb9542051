"""Plain words of clauses that make a contract last longer: (condition, words) for each part of a text."""

from flask_babel import lazy_gettext as _l

from portal.web.clause_words.parts import Parts

EXTENSION: dict[str, Parts] = {
    "auto_renewal": (
        ("", _l("If nobody refuses in time, the contract renews by itself for %(renew_months)s.")),
        ("max_renewals", _l("It renews %(max_renewals)s at most.")),
        (
            "",
            _l(
                "%(who_may_refuse)s may refuse; the notice must arrive at least %(non_renew_notice_days)s before the "
                "end."
            ),
        ),
        ("conditions", _l("Conditions: %(conditions)s.")),
        ("achievement_at_least", _l("Achievement must be at least %(achievement_at_least)s.")),
        ("reset_on_renewal", _l("After a renewal, breaches are counted from zero.")),
    ),
    "extension_option": (
        ("", _l("%(holder)s may extend by %(months)s without anybody's consent.")),
        ("", _l("The notice must arrive between %(open_days)s and %(close_days)s before the end.")),
        ("max_exercises", _l("The option can be used %(max_exercises)s at most.")),
        ("conditions", _l("Conditions: %(conditions)s.")),
        ("achievement_at_least", _l("Achievement must be at least %(achievement_at_least)s.")),
        ("price_rule=same", _l("The price stays the same.")),
        ("price_rule=change", _l("The price changes by %(price_change)s.")),
        ("price_rule=cpi", _l("The price follows consumer prices (CPI).")),
    ),
    "performance_extension": (
        ("", _l("The term grows with %(metric)s (%(period)s): %(steps)s.")),
        ("topup_days", _l("A gap may still be made up within %(topup_days)s after the end.")),
        ("ask_days", _l("It must be asked for at least %(ask_days)s before the end.")),
    ),
    "priority_renewal": (
        (
            "",
            _l(
                "Before %(seller)s may sign with a third party, %(buyer)s must see that offer and may match it within "
                "%(match_days)s."
            ),
        ),
        ("", _l("The offer must state: %(offer_must_include)s.")),
        ("", _l("No answer means no renewal; a better offer starts a new period.")),
        ("penalty_article", _l("Penalty: article %(penalty_article)s.")),
    ),
    "sole_negotiation": (
        (
            "",
            _l(
                "From %(open_days)s before the end and for %(length_days)s, %(seller)s may talk about a new contract "
                "with %(buyer_obj)s only."
            ),
        ),
    ),
    "interruption_extension": (
        (
            "",
            _l(
                "When supply stops for %(min_gap_days)s or longer, the missing days are added to the end, %(cap_days)s "
                "at most."
            ),
        ),
        ("", _l("Causes that count: %(cause)s.")),
    ),
    "minimum_years": (
        ("", _l("%(seller)s may not end the cooperation without cause within %(years)s.")),
        ("earliest_exit_on", _l("The earliest exit is on %(earliest_exit_on)s.")),
        ("", _l("An earlier exit leads to the take-back compensation.")),
    ),
}
