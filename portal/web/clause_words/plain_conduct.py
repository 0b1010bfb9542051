"""Plain words of clauses on conduct: (condition, words) for each part of a text."""

from flask_babel import lazy_gettext as _l

from portal.web.clause_words.parts import Parts

CONDUCT: dict[str, Parts] = {
    "qualification_duty": (
        (
            "",
            _l(
                "Both sides must keep valid: %(docs)s. Copies are handed over within %(deliver_within_days)s of being "
                "asked for."
            ),
        ),
    ),
    "confidentiality": (
        (
            "years_after",
            _l("Both sides must keep customer lists and net prices secret, also for %(years_after)s after the end."),
        ),
        ("!years_after", _l("Both sides must keep customer lists and net prices secret as long as the contract runs.")),
        ("penalty_fen", _l("A breach costs %(penalty_fen)s.")),
    ),
    "compliance": (
        (
            "",
            _l(
                "Neither side may give or take improper benefits; a breach allows the other to end the contract at "
                "once, without time to put it right."
            ),
        ),
    ),
    "assignment": (
        ("consent_needed", _l("Neither side may transfer the contract without the other's written consent.")),
        ("!consent_needed", _l("Either side may transfer the contract after telling the other.")),
        ("change_of_control_counts", _l("A change of control of the authorisation holder counts as a transfer.")),
    ),
    "dispute": (
        ("forum=court", _l("If talks do not settle a dispute, the court decides; place: %(place)s.")),
        ("forum=arbitration", _l("If talks do not settle a dispute, arbitration decides; place: %(place)s.")),
    ),
}
