"""What the event log can be narrowed to, in words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from portal.web.report_words import REPORTS
from portal.web.timeline_words import CHAPTERS, EVENTS
from portal.web.timeline_words_of_people import HOUSE

TAKEN_OUT = tuple(kind for kind in EVENTS if kind.endswith((".taken", ".bundled", ".pack_made")))
KINDS: Mapping[str, tuple[str, ...]] = {
    **{name: tuple(kinds) for name, kinds in CHAPTERS.items()},
    "taken": TAKEN_OUT,
    "house": (*HOUSE, *REPORTS),
}
LABELS: Mapping[str, object] = {
    "reveals": _l("Secret numbers opened"),
    "taken": _l("Lists and bundles taken out"),
    "people": _l("Sign-ins and access"),
    "house": _l("Settings and administration"),
    "archive": _l("Archive"),
    "requests": _l("Requests"),
    "contracts": _l("Contracts"),
    "feedback": _l("Feedback"),
    "promises": _l("Promises"),
    "papers": _l("Qualification papers"),
    "sales": _l("Sales"),
}
"""In the order in which they are offered: what is looked for most often comes first."""
