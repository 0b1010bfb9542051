"""Words of the monthly report: its states, its events, what is refused."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.web.timeline_words_of_people import Words

STATES: dict[str, tuple[Any, str]] = {
    "waiting": (lazy_pgettext("report", "Being made"), "info"),
    "ready": (_l("Ready"), "good"),
    "failed": (_l("Could not go on"), "bad"),
}
REPORTS: dict[str, Words] = {
    "report.asked": (_l("%(actor)s asked for the report of a month (%(thing)s)"), "chart-bar", ""),
    "report.made": (_l("%(actor)s made the report of a month (%(thing)s)"), "chart-bar", "accent"),
    "report.failed": (_l("%(actor)s could not make the report of a month (%(thing)s)"), "alert-triangle", "bad"),
}
REFUSALS: dict[str, Any] = {
    "report.no_such_month": _l("There are no figures of %(month)s: choose a month that is over, of the last twelve."),
}
