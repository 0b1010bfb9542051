"""Plain words of clauses on rights, targets and market order: (condition, words) for each part of a text."""

from flask_babel import lazy_gettext as _l

from portal.web.clause_words.parts import Parts

MARKET: dict[str, Parts] = {
    "exclusivity": (
        ("level=exclusive", _l("Within the rights granted, only %(buyer)s may sell.")),
        (
            "level=sole",
            _l("Within the rights granted, %(buyer)s alone may act as agent; %(seller)s may also sell directly."),
        ),
        ("level=non_exclusive", _l("Within the rights granted, %(buyer)s may sell, and so may others.")),
        ("products", _l("Products: %(products)s.")),
        ("territory", _l("Regions: %(territory)s.")),
        ("channels", _l("Channels: %(channels)s.")),
        ("exceptions", _l("Except: %(exceptions)s.")),
        (
            "lose_if_achievement_below",
            _l(
                "Below %(lose_if_achievement_below)s of the target for %(lose_after_quarters)s in a row, the rights "
                "become non-exclusive."
            ),
        ),
    ),
    "minimum_purchase": (
        ("", _l("%(buyer)s must buy at least, for each period (%(period)s): %(targets)s.")),
        ("carry_over=none", _l("A surplus counts for its own period only.")),
        ("carry_over=forward", _l("A surplus counts for later periods too.")),
        ("carry_over=annual", _l("The year counts as a whole.")),
        ("", _l("The date that counts: %(counted_on)s. Returned and diverted goods are deducted.")),
        ("prorate", _l("A shorter period counts in proportion to its days.")),
    ),
    "anti_diversion": (
        ("", _l("%(buyer_own)s goods must stay in the territory. Evidence that counts: %(evidence)s.")),
        ("", _l("After a notice, there are %(respond_days)s to answer.")),
        ("buyback_days", _l("Diverted goods must be bought back within %(buyback_days)s.")),
        ("harmed_party_share", _l("The harmed agent receives %(harmed_party_share)s of the penalty collected.")),
        ("penalty_article", _l("Penalty: article %(penalty_article)s.")),
    ),
    "price_floor": (
        (
            "",
            _l(
                "%(buyer)s must keep to %(reference)s; the lowest price to the point of care is "
                "%(min_terminal_price_fen)s."
            ),
        ),
    ),
    "tender_support": (
        ("", _l("For tenders, %(seller)s must hand over the papers within %(docs_within_working_days)s.")),
        ("quote_floor_fen", _l("The quote may not go below %(quote_floor_fen)s.")),
        ("attend_on_site", _l("%(seller)s must come along when asked.")),
        ("provinces", _l("Provinces: %(provinces)s.")),
        ("", _l("A tender missed by %(seller_own)s fault lowers the purchase target in proportion.")),
    ),
    "promotion_support": (
        ("", _l("%(seller)s must support academic meetings, %(meetings_per_year)s a year.")),
        ("budget_fen", _l("The budget is %(budget_fen)s a year.")),
        ("materials", _l("Materials: %(materials)s.")),
        ("", _l("Evidence needed: %(evidence)s.")),
    ),
    "flow_reporting": (
        ("", _l("%(buyer)s must report the sell-through data of the month before by day %(by_day_of_month)s.")),
        ("", _l("A missing report brings a warning.")),
        ("withhold_rebate", _l("After that, the rebate is withheld.")),
    ),
    "non_compete": (
        ("", _l("During the contract, %(buyer)s may not deal in: %(products)s.")),
        ("months_after", _l("The same holds for %(months_after)s after the end.")),
    ),
}
