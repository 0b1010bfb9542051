"""Words of occasions ahead and their plans: how far a plan is, how somebody is thought of, what may not be done."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from portal.domain.care.planning.finding import Ahead
from portal.domain.care.planning.models import OccasionPlan, PlanState, Way
from portal.domain.care.touch_types import TouchType
from portal.web.locale import short_day
from portal.web.pledge_words import PledgeClock

STATES: dict[str, Any] = {
    PlanState.OPEN: _l("List being made"),
    PlanState.SUBMITTED: _l("List waits for a second person"),
    PlanState.APPROVED: _l("List agreed to"),
    PlanState.CLOSED: lazy_pgettext("plan", "Put away"),
}
TONES = {PlanState.OPEN: "info", PlanState.SUBMITTED: "warn", PlanState.APPROVED: "accent", PlanState.CLOSED: ""}
WAYS: dict[str, Any] = {
    Way.MESSAGE: lazy_pgettext("way", "Message"),
    Way.CALL: lazy_pgettext("way", "Call"),
    Way.GIFT: lazy_pgettext("way", "Gift"),
}
CHANNELS: dict[str, Any] = {
    TouchType.WECHAT: _l("WeChat"),
    TouchType.SMS: _l("Text message"),
    TouchType.CALL: _l("Call"),
    TouchType.GREETING: _l("Card or other greeting"),
}
REFUSALS: dict[str, Any] = {
    "plan.day_passed": _l("%(day)s has passed: plan the next one."),
    "plan.there_already": _l("There is a plan for this day already: %(number)s."),
    "plan.moved_on": _l("Somebody did something about %(number)s meanwhile. See how it stands now and decide again."),
    "plan.nobody": _l("Nobody is on the list yet."),
    "plan.no_gift": _l("Somebody is to get a gift: say what it is and what it costs first."),
    "plan.beyond_reach": _l(
        "On this list are people of accounts you do not see: whoever sees all of them agrees to it."
    ),
    "plan.own_list": _l("You handed the list of %(number)s in or worked on it: somebody else agrees to it."),
}


def plan_clock(plan: OccasionPlan, today: date) -> PledgeClock:
    """The next thing that is due about a plan on civil day `today`, and whether it is late."""
    _opens, agree, send = plan.days
    due, what = (agree, _("list agreed to")) if plan.state != PlanState.APPROVED else (send, _("sent"))
    late = (today - due).days
    if late > 0:
        return PledgeClock("over", ngettext("%(num)s day late", "%(num)s days late", late), what)
    return PledgeClock("soon" if late > -4 else "ok", _("by %(day)s", day=short_day(due)), what)


def years_text(one: Ahead) -> str:
    """Which anniversary; empty for a birthday."""
    return ngettext("%(num)s year", "%(num)s years", one.years) if one.years else ""
