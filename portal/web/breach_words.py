"""Words for breaches: states as each side reads them, kinds, movements of a deposit."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.contracts.breaches.deposit import EntryKind
from portal.domain.contracts.breaches.states import BreachState as S
from portal.domain.contracts.clauses.vocabulary import Trigger
from portal.web.clause_words.choices import CHOICES

BREACH_KINDS = CHOICES[Trigger]

STAFF_BREACH_STATES: dict[str, Any] = {
    S.REPORTED: _l("Reported"),
    S.NOTICED: _l("Notice sent"),
    S.REPLIED: _l("Partner replied"),
    S.CURED: _l("Cured in time"),
    S.CONFIRMED: _l("Breach confirmed"),
    S.DISMISSED: lazy_pgettext("breach", "Dismissed"),
    S.COMPUTED: _l("Sum computed"),
    S.AGREED: lazy_pgettext("breach", "Agreed"),
    S.ADJUSTED: _l("Sum adjusted"),
    S.WAIVED: _l("Penalty waived"),
    S.PAID: lazy_pgettext("breach", "Settled"),
}
PARTNER_BREACH_STATES: dict[str, Any] = {
    S.REPORTED: _l("Being looked into"),
    S.NOTICED: _l("Please answer"),
    S.REPLIED: _l("Your answer is being read"),
    S.CURED: _l("Put right in time, closed"),
    S.CONFIRMED: lazy_pgettext("partner", "Breach confirmed"),
    S.DISMISSED: lazy_pgettext("partner", "Not confirmed, closed"),
    S.COMPUTED: _l("Sum worked out, please look"),
    S.AGREED: lazy_pgettext("partner", "Sum agreed"),
    S.ADJUSTED: lazy_pgettext("partner", "Sum changed, see why"),
    S.WAIVED: lazy_pgettext("partner", "No penalty asked, closed"),
    S.PAID: lazy_pgettext("partner", "Settled"),
}
BREACH_TONES = {
    S.REPORTED: "info", S.NOTICED: "warn", S.REPLIED: "accent", S.CONFIRMED: "bad", S.COMPUTED: "warn",
    S.AGREED: "accent", S.ADJUSTED: "accent", S.CURED: "good", S.PAID: "good",
}  # fmt: skip
OBLIGORS_FOR_STAFF: dict[str, Any] = {"us": _l("We"), "partner": _l("The partner")}

ENTRY_KINDS: dict[str, Any] = {
    EntryKind.PAID: _l("Paid in"),
    EntryKind.TOPUP: _l("Topped up"),
    EntryKind.DEDUCTION: _l("Taken for a penalty"),
    EntryKind.REFUND: _l("Paid back"),
    EntryKind.COMPENSATION: _l("Compensation for you"),
}
STAFF_ENTRY_KINDS: dict[str, Any] = {**ENTRY_KINDS, EntryKind.COMPENSATION: _l("Compensation to this partner")}
ORIGINS: dict[str, Any] = {
    "computed": _l("Computed by the clause"),
    "adjusted": _l("Adjusted"),
    "waived": lazy_pgettext("penalty", "Waived"),
}
PROPOSALS: dict[str, Any] = {"adjust": _l("Another sum"), "waive": _l("No penalty")}
OUTCOMES: dict[str, Any] = {
    "approved": lazy_pgettext("proposal", "Approved"),
    "declined": lazy_pgettext("proposal", "Declined"),
}
NOTICE_CHANNELS: dict[str, Any] = {"portal": _l("In the portal"), "paper": _l("On paper")}
