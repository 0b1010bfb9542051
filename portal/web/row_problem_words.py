"""Why a row of prospects, or of amendments and territories, is not taken."""

from flask_babel import lazy_gettext as _l

RECRUITING = {
    "place_unknown": _l("There is no such province, city or county. Write its name or its code."),
    "place_of_several": _l("Several places are called so. Write the province and the city before it."),
    "account_takes_nothing": _l("A supplier or a peripheral contact takes no territory. Name a distributor or agent."),
    "keeper_unknown": _l("Nobody of this name works here. Write the name as on the staff page."),
    "prospect_no_invalid": _l("A prospect number is RP-, year and month, and a number. Leave it empty for a new one."),
    "prospect_closed": _l("This prospect is over; its stage cannot become this one."),
    "prospect_over": _l("Where it is over there is no next step. Leave step and day empty."),
    "prospect_not_lost": _l("Only a lost prospect has a reason for it. Leave it empty."),
    "prospect_no_account": _l("Who has signed is an account. Write its number."),
}
AMENDMENTS = {
    "contract_not_there": _l("There is no such contract. Import the contracts first."),
    "version_differs": _l("Rows of one version say different things here. Say it once, or alike."),
    "version_too_long": _l("A version has at most 500 rows."),
    "version_first": _l("Version 1 is the contract itself: its clauses come with the contracts."),
    "territory_signed": _l("This contract is signed. Its territory changes by an amendment: write version 2 or later."),
    "version_there": _l("This version is there and says something else. It stays as it is."),
    "version_gap": _l("Versions follow one another. Write the next one after those that are there."),
    "version_unsigned_before": _l("The version before is not signed by both. Add both dates there first."),
    "version_grants_twice": _l("One version has one channel and one kind of right for all its places."),
    "version_wrong": _l("Another row of this version has an error, so none of it is taken."),
}
OF_TABLES = RECRUITING | AMENDMENTS
