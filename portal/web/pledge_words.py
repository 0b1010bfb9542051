"""Words for promises: where they stand, as each side reads it, and the page of what they were made in."""

from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext, pgettext

from portal.domain.promises.models import Pledge
from portal.domain.promises.state import PledgeState as S
from portal.domain.working_days import civil_day
from portal.web.locale import short_day

STAFF_PLEDGE_STATES: dict[str, Any] = {
    S.RUNNING: lazy_pgettext("promise", "Running"),
    S.DUE_TODAY: _l("Due today"),
    S.OVERDUE: lazy_pgettext("promise", "Overdue"),
    S.KEPT: lazy_pgettext("promise", "Kept in time"),
    S.KEPT_LATE: lazy_pgettext("promise", "Kept late"),
    S.CALLED_OFF: lazy_pgettext("promise", "Called off"),
}
PARTNER_PLEDGE_STATES: dict[str, Any] = {
    S.RUNNING: lazy_pgettext("partner", "We are on it"),
    S.DUE_TODAY: lazy_pgettext("partner", "Due today"),
    S.OVERDUE: lazy_pgettext("partner", "Later than promised, we are on it"),
    S.KEPT: lazy_pgettext("partner", "Kept"),
    S.KEPT_LATE: lazy_pgettext("partner", "Done, later than promised"),
    S.CALLED_OFF: lazy_pgettext("partner", "Called off, see why"),
}
PLEDGE_TONES = {S.DUE_TODAY: "warn", S.OVERDUE: "bad", S.KEPT: "good", S.KEPT_LATE: "warn"}
THINGS = {"SR": "show_request", "FB": "show_feedback", "BR": "show_breach"}
"""Pages of what a promise was made in, by the beginning of its number; both faces name them alike."""
SIGNS = {S.DUE_TODAY: "soon", S.OVERDUE: "over", S.KEPT: "met", S.KEPT_LATE: "met", S.CALLED_OFF: "paused"}


class PledgeClock(NamedTuple):
    """What `ui.clock` shows: how long is left or what became of it, and the day."""

    kind: str
    main: str
    at: str


def staff_clock(pledge: Pledge, today: date) -> PledgeClock:
    """How long is left, in calendar days; once it ended, how and on which day."""
    state, left = pledge.state(today), (pledge.due_on - today).days
    if state == S.OVERDUE:
        return PledgeClock("over", ngettext("%(num)s day overdue", "%(num)s days overdue", -left), _at(pledge))
    return _running(state, pledge, left) or PledgeClock(SIGNS[state], str(STAFF_PLEDGE_STATES[state]), _at(pledge))


def partner_clock(pledge: Pledge, today: date) -> PledgeClock:
    """The same as the partner reads it: late is said plainly, but never counted out to them."""
    state, left = pledge.state(today), (pledge.due_on - today).days
    if state == S.OVERDUE:
        return PledgeClock("over", pgettext("partner", "Later than promised"), _at(pledge))
    return _running(state, pledge, left) or PledgeClock(SIGNS[state], str(PARTNER_PLEDGE_STATES[state]), _at(pledge))


def _running(state: S, pledge: Pledge, left: int) -> PledgeClock | None:
    if state == S.DUE_TODAY:
        return PledgeClock("soon", _("Today"), _at(pledge))
    if state != S.RUNNING:
        return None
    words = pgettext("promise", "Tomorrow") if left == 1 else ngettext("%(num)s day", "%(num)s days", left)
    return PledgeClock("soon" if left == 1 else "ok", words, _at(pledge))


def _at(pledge: Pledge) -> str:
    """The day it is promised for; once it ended, the day it ended."""
    ended = pledge.kept_at or pledge.called_off_at
    return short_day(civil_day(ended) if ended else pledge.due_on)


def page_of_source(face: str, number: str) -> str | None:
    """The endpoint of the page of what a promise was made in, on that face; None for a call."""
    view = THINGS.get(number[:2])
    return f"{face}.{view}" if view else None
