"""Words of the care plan: kinds of touches, rhythms, and how late they are."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext, pgettext

from portal.domain.care.cadence import Rhythm
from portal.domain.care.coverage import Gap
from portal.domain.care.touch_types import Direction
from portal.domain.care.touch_types import TouchType as T
from portal.web.gift_words import REFUSALS as OF_GIFTS
from portal.web.locale import near_day, short_day
from portal.web.occasion_words import REFUSALS as OF_PLANS
from portal.web.pledge_words import PledgeClock

TOUCH_TYPES: dict[str, Any] = {
    T.CALL: _l("Call"),
    T.VISIT: _l("Visit"),
    T.MEETING: _l("Meeting"),
    T.WECHAT: _l("WeChat"),
    T.SMS: _l("Text message"),
    T.GREETING: _l("Greeting"),
    T.TRAINING: _l("Training"),
    T.GIFT: _l("Gift"),
    T.MEAL: _l("Business meal"),
}
TOUCH_ICONS = {
    T.CALL: "phone", T.VISIT: "map-pin", T.MEETING: "users", T.WECHAT: "message-circle", T.SMS: "message-2",
    T.GREETING: "heart-handshake", T.TRAINING: "school", T.GIFT: "heart-handshake", T.MEAL: "user",
}  # fmt: skip
TYPED = (T.CALL, T.VISIT, T.MEETING, T.WECHAT, T.SMS, T.GREETING, T.TRAINING)
"""What is logged by hand; a gift or a meal needs somebody's agreement first."""
DIRECTIONS: dict[str, Any] = {Direction.OUT: _l("We to them"), Direction.IN: _l("They to us")}
RHYTHMS: dict[str, Any] = {
    Rhythm.MESSAGE: lazy_pgettext("care", "Message"),
    Rhythm.CALL: lazy_pgettext("care", "Call"),
    Rhythm.VISIT: lazy_pgettext("care", "Visit"),
    Rhythm.EXECUTIVE: _l("Executive contact"),
    Rhythm.AGREED: _l("As agreed"),
}
RHYTHM_ICONS = {
    Rhythm.MESSAGE: "message-circle", Rhythm.CALL: "phone", Rhythm.VISIT: "map-pin", Rhythm.EXECUTIVE: "users",
    Rhythm.AGREED: "calendar-event",
}  # fmt: skip
GAPS: dict[str, Any] = {
    Gap.CARE_OWNER: _l("No care owner"),
    Gap.SPONSOR: _l("VIP without sponsor"),
    Gap.TOP_CONTACT: _l("No executive of theirs"),
    Gap.MANAGER_CONTACT: _l("No manager of theirs"),
}
REFUSALS: dict[str, Any] = {
    **OF_GIFTS,
    **OF_PLANS,
    "touch.not_yet": _l("%(day)s has not come yet. What is planned belongs in the next step."),
    "touch.too_old": _l("%(day)s lies more than a year back. Write it into the remark of the account instead."),
    "touch.too_late": _l("Only whoever logged a contact takes it back, within a day. Log what is right beside it."),
    "care.changed": _l("Somebody did something about this meanwhile. See how it stands now and decide again."),
    "care.snooze_day": _l("Put it off to a day from today on and at most a quarter ahead."),
}


def duty_clock(due_on: date, shown_from: date, today: date) -> PledgeClock:
    """How a duty stands on civil day `today`: late, due, coming, or put off."""
    late = (today - due_on).days
    if shown_from > today and late >= 0:
        return PledgeClock("paused", pgettext("care", "Put off"), short_day(shown_from))
    if late > 0:
        return PledgeClock("over", ngettext("%(num)s day late", "%(num)s days late", late), near_day(due_on, today))
    if late == 0:
        return PledgeClock("soon", pgettext("care", "Today"), near_day(due_on, today))
    words = ngettext("in %(num)s day", "in %(num)s days", -late)
    return PledgeClock("ok", words, near_day(due_on, today))
