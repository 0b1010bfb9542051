"""Words for one row of a clause that has steps; the first part leads, the others are listed after it."""

from flask_babel import lazy_gettext as _l

from portal.web.clause_words.parts import Parts

ROWS: dict[str, Parts] = {
    "performance_extension": (("", _l("from %(achievement)s, %(months)s more")),),
    "penalty_tiered": (
        ("", _l("breach %(count)s: ")),
        ("warning", _l("a warning")),
        ("multiple", _l("%(multiple)s times the value of the goods")),
        ("deposit_share", _l("%(deposit_share)s of the deposit kept")),
        ("termination", _l("the contract may be ended")),
    ),
    "rebate": (("", _l("from %(from_fen)s, %(rate)s")),),
}
