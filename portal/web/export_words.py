"""Words of exports: what can be taken out, and how far it is."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

SUBJECTS: dict[str, Any] = {
    "accounts": _l("Accounts"),
    "contacts": _l("Contacts"),
    "qualifications": _l("Qualification papers"),
    "products": _l("Products"),
    "contracts": _l("Contracts"),
    "clauses": _l("Clauses"),
    "amendments": _l("Amended clauses"),
    "territories": _l("Territories"),
    "deposits": _l("Deposit movements"),
    "sales": _l("Sales ledger"),
    "prospects": _l("Prospects"),
    "requests": _l("Requests"),
    "feedback": _l("Feedback"),
    "gifts": _l("Gifts"),
}
STATES: dict[str, tuple[Any, str]] = {
    "waiting": (_l("Being written"), "info"),
    "ready": (_l("Ready"), "good"),
    "failed": (_l("Could not go on"), "bad"),
    "gone": (lazy_pgettext("export", "Done"), ""),
}
