"""Words of openings that peripheral contacts bring: stages, subjects, why they were lost, what is refused."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.opportunities.stages import About, LostReason, Stage
from portal.web.timeline_words_of_people import Words

STAGES: dict[str, Any] = {
    Stage.NOTICED: lazy_pgettext("opportunity", "Noticed"),
    Stage.CHECKED: lazy_pgettext("opportunity", "Checked"),
    Stage.PURSUED: lazy_pgettext("opportunity", "Pursued"),
    Stage.OFFERED: lazy_pgettext("opportunity", "Offer made"),
    Stage.WON: lazy_pgettext("opportunity", "Won"),
    Stage.LOST: lazy_pgettext("opportunity", "Lost"),
}
TONES = {Stage.OFFERED: "info", Stage.WON: "good", Stage.LOST: "bad"}
ABOUT: dict[str, Any] = {
    About.TENDER: _l("A tender"),
    About.LISTING: _l("A hospital listing"),
    About.PRODUCT: _l("A source of a product"),
    About.PARTNER: _l("A partner for a region"),
    About.POLICY: _l("A change of policy"),
    About.MEDIA: _l("A report or an event"),
    About.OTHER: _l("Something else"),
}
LOST_REASONS: dict[str, Any] = {
    LostReason.PRICE: _l("The price did not fit"),
    LostReason.TENDER_LOST: _l("Somebody else won the tender"),
    LostReason.POLICY: _l("Procurement or reimbursement is against it"),
    LostReason.COMPETITOR: _l("A competitor was chosen"),
    LostReason.TOO_LATE: _l("We were too late"),
    LostReason.NOT_REAL: _l("There was nothing to it"),
    LostReason.NOT_ALLOWED: _l("It would not have been lawful or clean"),
    LostReason.OTHER: _l("Something else, see the remark"),
}
MARKS: dict[str, Any] = {
    "5": _l("5 – very valuable"),
    "4": _l("4 – valuable: a key contact"),
    "3": _l("3 – useful"),
    "2": _l("2 – seldom useful"),
    "1": _l("1 – hardly useful"),
}
REFUSALS: dict[str, Any] = {
    "opportunity.not_peripheral": _l(
        "%(number)s is no peripheral contact. Customers and leads go into recruitment and contracts instead."
    ),
    "opportunity.step_needed": _l("Say what comes next, and by when."),
    "opportunity.reason_needed": _l("Say why it was lost."),
    "opportunity.closed": _l("%(number)s was won and is over. Put the next opening down anew."),
    "opportunity.brings_itself": _l("%(number)s is the contact itself. Name the account that came of it."),
    "relation.no_such_mark": _l("Choose one of the five marks."),
}
OPPORTUNITIES: dict[str, Words] = {
    "opportunity.added": (_l("%(actor)s put down the opening %(thing)s"), "target", "info"),
    "opportunity.changed": (_l("%(actor)s changed the opening %(thing)s"), "edit", ""),
    "opportunity.handed_over": (_l("%(actor)s handed the opening %(thing)s over to a colleague"), "users", "info"),
    "opportunity.moved": (_l("%(actor)s moved the opening %(thing)s"), "target", "accent"),
    "opportunity.planned": (_l("%(actor)s planned the next step of %(thing)s"), "target", ""),
    "relation.rated": (_l("%(actor)s rated what this relationship is worth"), "star", ""),
}
