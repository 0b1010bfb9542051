"""Formal wording of clauses on rights, targets and market order: (condition, words) for each part of a text."""

from flask_babel import lazy_gettext as _l

from portal.web.clause_words.parts import Parts

MARKET: dict[str, Parts] = {
    "exclusivity": (
        (
            "level=exclusive",
            _l(
                "%(seller)s grants %(buyer_obj)s exclusive rights within the scope of this Agreement and shall neither "
                "appoint others nor sell there itself."
            ),
        ),
        (
            "level=sole",
            _l(
                "%(seller)s appoints %(buyer_obj)s as sole agent within the scope of this Agreement, reserving the "
                "right to sell there itself."
            ),
        ),
        (
            "level=non_exclusive",
            _l("%(seller)s grants %(buyer_obj)s non-exclusive rights within the scope of this Agreement."),
        ),
        ("products", _l("Products covered: %(products)s.")),
        ("territory", _l("Territory: %(territory)s.")),
        ("channels", _l("Channels covered: %(channels)s.")),
        ("exceptions", _l("Exceptions: %(exceptions)s.")),
        (
            "lose_if_achievement_below",
            _l(
                "Where the achievement rate stays below %(lose_if_achievement_below)s for %(lose_after_quarters)s in a "
                "row, the rights become non-exclusive from the first day of the month after notice."
            ),
        ),
    ),
    "minimum_purchase": (
        (
            "",
            _l(
                "%(buyer)s shall purchase no less than the following per period (%(period)s): %(targets)s. Quantities "
                "are counted by %(counted_on)s; returned and diverted goods are deducted."
            ),
        ),
        ("carry_over=none", _l("A surplus is not carried over.")),
        ("carry_over=forward", _l("A surplus is carried forward to later periods.")),
        ("carry_over=annual", _l("Periods are assessed together over the year.")),
        ("prorate", _l("An incomplete period is assessed in proportion to its days.")),
    ),
    "anti_diversion": (
        ("", _l("%(buyer)s shall sell within the territory granted only. Diversion may be proven by: %(evidence)s.")),
        ("", _l("%(buyer)s may answer within %(respond_days)s of the notice.")),
        ("buyback_days", _l("Diverted goods shall be bought back within %(buyback_days)s.")),
        (
            "harmed_party_share",
            _l("%(harmed_party_share)s of the liquidated damages collected shall be paid to the agent harmed."),
        ),
        ("penalty_article", _l("Liability is governed by article %(penalty_article)s.")),
    ),
    "price_floor": (
        (
            "",
            _l(
                "%(buyer)s shall observe %(reference)s; the price to the point of care shall not be lower than "
                "%(min_terminal_price_fen)s."
            ),
        ),
    ),
    "tender_support": (
        ("", _l("%(seller)s shall provide the tender documents within %(docs_within_working_days)s of the request.")),
        ("quote_floor_fen", _l("The quote shall not be lower than %(quote_floor_fen)s.")),
        ("attend_on_site", _l("%(seller)s shall attend on site upon request.")),
        ("provinces", _l("Provinces covered: %(provinces)s.")),
        (
            "",
            _l("Where a tender is missed by %(seller_own)s fault, the purchase target shall be reduced in proportion."),
        ),
    ),
    "promotion_support": (
        ("", _l("%(seller)s shall support academic meetings, %(meetings_per_year)s a year.")),
        ("budget_fen", _l("The yearly budget is %(budget_fen)s.")),
        ("materials", _l("Materials to be provided: %(materials)s.")),
        ("", _l("Expenses are settled upon evidence only: %(evidence)s.")),
    ),
    "flow_reporting": (
        (
            "",
            _l(
                "%(buyer)s shall report the sell-through data of the preceding month by day %(by_day_of_month)s of "
                "each month; a missing report is first warned of."
            ),
        ),
        ("withhold_rebate", _l("Where it is missing again, the rebate is withheld until it is supplied.")),
    ),
    "non_compete": (
        ("", _l("During the term %(buyer)s shall not deal in the following competing products: %(products)s.")),
        ("months_after", _l("This duty continues for %(months_after)s after the end of this Agreement.")),
    ),
}
