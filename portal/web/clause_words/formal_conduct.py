"""Formal wording of clauses on conduct: (condition, words) for each part of a text."""

from flask_babel import lazy_gettext as _l

from portal.web.clause_words.parts import Parts

CONDUCT: dict[str, Parts] = {
    "qualification_duty": (
        (
            "",
            _l(
                "Both parties shall keep the following documents valid: %(docs)s, and provide sealed copies within "
                "%(deliver_within_days)s of a request."
            ),
        ),
    ),
    "confidentiality": (
        (
            "years_after",
            _l(
                "Both parties shall keep customer lists, net prices and other trade secrets confidential during the "
                "term and for %(years_after)s thereafter."
            ),
        ),
        (
            "!years_after",
            _l(
                "Both parties shall keep customer lists, net prices and other trade secrets confidential during the "
                "term."
            ),
        ),
        ("penalty_fen", _l("A party in breach shall pay liquidated damages of %(penalty_fen)s.")),
    ),
    "compliance": (
        (
            "",
            _l(
                "Neither party shall give or accept any improper benefit. A breach entitles the other party to "
                "terminate this Agreement at once, without time to cure."
            ),
        ),
    ),
    "assignment": (
        (
            "consent_needed",
            _l("Neither party shall assign this Agreement without the prior written consent of the other."),
        ),
        ("!consent_needed", _l("Either party may assign this Agreement by written notice to the other.")),
        (
            "change_of_control_counts",
            _l("A change of control of the marketing authorisation holder is deemed an assignment."),
        ),
    ),
    "dispute": (
        (
            "forum=court",
            _l("Disputes not settled by negotiation shall be submitted to the competent people's court at: %(place)s."),
        ),
        (
            "forum=arbitration",
            _l("Disputes not settled by negotiation shall be submitted to arbitration at: %(place)s."),
        ),
    ),
}
