"""Formal wording of clauses that make a contract last longer: (condition, words) for each part of a text."""

from flask_babel import lazy_gettext as _l

from portal.web.clause_words.parts import Parts

EXTENSION: dict[str, Parts] = {
    "auto_renewal": (
        (
            "",
            _l(
                "Upon expiry this Agreement shall renew automatically for %(renew_months)s, unless %(who_may_refuse)s "
                "gives written notice of non-renewal that arrives no later than %(non_renew_notice_days)s before the "
                "expiry date."
            ),
        ),
        ("max_renewals", _l("This Agreement may so renew %(max_renewals)s at most.")),
        ("conditions", _l("Renewal requires: %(conditions)s.")),
        ("achievement_at_least", _l("Renewal requires an achievement rate of no less than %(achievement_at_least)s.")),
        ("reset_on_renewal", _l("Upon renewal the count of breaches shall restart.")),
        ("", _l("All other terms remain unchanged.")),
    ),
    "extension_option": (
        (
            "",
            _l(
                "%(holder)s may extend the term by %(months)s by written notice arriving no earlier than %(open_days)s "
                "and no later than %(close_days)s before the expiry date; the extension takes effect when the notice "
                "arrives and requires no consent."
            ),
        ),
        ("max_exercises", _l("This option may be exercised %(max_exercises)s at most.")),
        ("conditions", _l("Exercise requires: %(conditions)s.")),
        ("achievement_at_least", _l("Exercise requires an achievement rate of no less than %(achievement_at_least)s.")),
        ("price_rule=same", _l("The price during the extended term remains unchanged.")),
        ("price_rule=change", _l("The price during the extended term shall be adjusted by %(price_change)s.")),
        ("price_rule=cpi", _l("The price during the extended term shall follow the consumer price index (CPI).")),
    ),
    "performance_extension": (
        (
            "",
            _l(
                "By %(metric)s, assessed by the following period (%(period)s), the term shall be extended as follows, "
                "the achievement rate not being rounded: %(steps)s."
            ),
        ),
        ("topup_days", _l("A shortfall may be made up within %(topup_days)s after expiry.")),
        ("ask_days", _l("The extension shall be applied for no later than %(ask_days)s before the expiry date.")),
    ),
    "priority_renewal": (
        (
            "",
            _l(
                "On equal terms %(buyer)s shall have priority to renew. %(seller)s shall submit any third-party offer "
                "in writing, stating %(offer_must_include)s; %(buyer)s may match it within %(match_days)s of its "
                "arrival, failing which the priority is waived. An improved offer requires a new notice and a new "
                "period."
            ),
        ),
        ("penalty_article", _l("A breach of this article is subject to article %(penalty_article)s.")),
    ),
    "sole_negotiation": (
        (
            "",
            _l(
                "For %(length_days)s beginning %(open_days)s before the expiry date, %(seller)s shall negotiate the "
                "renewal with %(buyer_obj)s only and shall not negotiate with any third party. This period may be "
                "ended early only in writing."
            ),
        ),
    ),
    "interruption_extension": (
        (
            "",
            _l(
                "Where supply is interrupted for %(min_gap_days)s or longer owing to %(cause)s, the term shall be "
                "extended by the days of interruption, overlapping periods being counted once, up to %(cap_days)s in "
                "total."
            ),
        ),
    ),
    "minimum_years": (
        (
            "",
            _l(
                "The minimum term of cooperation is %(years)s, during which %(seller)s shall not terminate without "
                "cause; otherwise the take-back compensation shall be paid."
            ),
        ),
        ("earliest_exit_on", _l("The earliest date of exit is %(earliest_exit_on)s.")),
    ),
}
