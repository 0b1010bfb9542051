"""Words of the feedback loop: what is owed, and how the time for it stands."""

from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.feedback.owed import Due, Owed
from portal.domain.voice.saying import SayingState
from portal.domain.working_days import civil_day
from portal.web.locale import moment_text, short_day

DUES: dict[str, Any] = {
    Due.ACKNOWLEDGE: lazy_pgettext("owed", "Confirm receipt"),
    Due.ANSWER: lazy_pgettext("owed", "Answer"),
    Due.THANK: lazy_pgettext("owed", "Thank them"),
    Due.DECIDE: lazy_pgettext("owed", "Decide"),
    Due.RATE: lazy_pgettext("owed", "Rate it"),
    Due.CALL_BACK: lazy_pgettext("owed", "Call back"),
}
SAYING_STATES: dict[str, Any] = {
    SayingState.DRAFT: lazy_pgettext("saying", "Draft"),
    SayingState.PUBLISHED: lazy_pgettext("saying", "Published"),
    SayingState.WITHDRAWN: lazy_pgettext("saying", "Withdrawn"),
}
SAYING_TONES = {SayingState.DRAFT: "warn", SayingState.PUBLISHED: "good"}
REFUSALS: dict[str, Any] = {
    "saying.four_eyes": _l("You wrote %(number)s yourself: somebody else has to read and publish it."),
    "saying.wrong_state": _l("%(number)s is published or withdrawn already. Reload the page."),
    "saying.not_closed": _l("%(number)s is not closed yet, or is confidential: nothing is written from it."),
    "saying.names_somebody": _l("This gives somebody away: %(words)s. Say it without names, numbers and telephones."),
    "feedback.not_anonymous": _l("Only a complaint about integrity can be anonymous."),
    "feedback.decision_missing": _l("Say what we decide about this suggestion first: answer once more."),
    "feedback.rating_missing": _l("Rate how credible and how valuable this is first."),
    "feedback.nothing_to_decide": _l("Only a suggestion is decided about."),
    "feedback.nothing_to_rate": _l("Only market information is rated, each from 1 to 5."),
    "feedback.not_for_them": _l("%(number)s is confidential: only compliance can have it. Choose somebody of them."),
}


class LoopClock(NamedTuple):
    """What `ui.clock` shows: the sign, what is owed, and until when."""

    kind: str
    main: str
    at: str


def owed_clock(owed: Owed, now: datetime) -> LoopClock:
    """What is owed next and the moment or civil day (Asia/Shanghai) until which there is time."""
    at = moment_text(owed.until) if owed.what == Due.ACKNOWLEDGE else short_day(owed.last_day)
    words = str(DUES[owed.what])
    if owed.until <= now:
        return LoopClock("over", _("%(what)s: overdue", what=words), at)
    return LoopClock("soon" if owed.last_day == civil_day(now) else "ok", words, at)
