"""The windows of the radar in words: what can be done, by whom, by when, and what happens otherwise."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext

from portal.domain.contracts.clauses import Party, Side
from portal.domain.contracts.clauses.extension import AutoRenewal, ExtensionOption
from portal.domain.contracts.radar import Window, WindowKind
from portal.web.clause_words.values import counted
from portal.web.extension_words import NOTICES
from portal.web.locale import current_locale, day_of_week, day_text, near_day, weekday

WHAT: dict[str, Any] = {
    WindowKind.ASK: NOTICES["ask"],
    WindowKind.REFUSE: NOTICES["refuse"],
    WindowKind.NEGOTIATE: NOTICES["negotiate"],
    WindowKind.TOP_UP: _l("Make up what is missing"),
    WindowKind.END: _l("Agree on what follows"),
}
CAN_STILL: dict[str, Any] = {
    WindowKind.ASK: _l("You can still ask for the extension"),
    WindowKind.REFUSE: _l("You can still refuse the renewal"),
    WindowKind.TOP_UP: _l("You can still make up what is missing"),
    WindowKind.END: _l("You can still agree with us on what follows"),
}
CAN_LATER: dict[str, Any] = {
    WindowKind.ASK: _l("You can soon ask for the extension"),
    WindowKind.TOP_UP: _l("After the end you can make up what is missing"),
}
WE_CAN: dict[str, Any] = {
    WindowKind.ASK: _l("We can extend the contract"),
    WindowKind.REFUSE: _l("We can refuse the renewal"),
}
"""What we may do to a partner that the clause plainly says."""
DONE: dict[str, Any] = {
    WindowKind.ASK: _l("The extension was asked for"),
    WindowKind.REFUSE: _l("The renewal was refused"),
    WindowKind.NEGOTIATE: _l("Talks have begun"),
    WindowKind.TOP_UP: _l("It was made up"),
    WindowKind.END: _l("What follows is being settled"),
}
YEAR = timedelta(days=300)


def who(window: Window, side: str) -> str:
    """Who must act, told to staff."""
    if window.by is Party.US:
        return _("Our side")
    if window.by is Party.EITHER:
        return pgettext("who can act", "Either side")
    return _("Partner") if side == Side.DOWNSTREAM else _("Supplier")


def told_to_partner(window: Window, today: date) -> str | None:
    """The window as one sentence for the partner; None for what is ours and no clause plainly says to them."""
    if window.is_settled:
        return str(DONE[window.kind])
    if not window.may_be_done_by(Party.PARTNER):
        words = WE_CAN.get(window.kind)
    else:
        words = CAN_STILL.get(window.kind) if window.is_open(today) else CAN_LATER.get(window.kind)
    return None if words is None else str(words)


def why(window: Window) -> str:
    """What the clause makes of it, or what happens otherwise: a clause of a line, without a full stop."""
    match window.terms:
        case AutoRenewal() as terms if terms.conditions or terms.achievement_at_least is not None:
            months = counted(terms.renew_months, "months")
            return _("otherwise it renews by itself for %(months)s, if its conditions are met", months=months)
        case AutoRenewal() as terms:
            return _("otherwise it renews by itself for %(months)s", months=counted(terms.renew_months, "months"))
        case ExtensionOption() as terms:
            return _("the clause gives %(months)s more", months=counted(terms.months, "months"))
    if window.kind is WindowKind.NEGOTIATE:
        return _("until then the supplier may talk with nobody else")
    if window.kind is WindowKind.TOP_UP:
        return _("what is made up counts for the extension")
    return _("the contract ends with that day")


def day_to_act(day: date, today: date) -> str:
    """The day with its weekday, as on a wall calendar; the year where it is not clear."""
    if abs(day - today) > YEAR:
        return day_text(day)
    if current_locale() == "en":
        return day_of_week(day)
    return _("%(month)s/%(day)s (%(weekday)s)", month=day.month, day=day.day, weekday=weekday(day))


def open_from(window: Window, today: date) -> str:
    """From when it can be done, while it cannot yet."""
    if window.opens_on is None or window.is_open(today):
        return ""
    return _("possible from %(day)s", day=near_day(window.opens_on, today))


def act_by(window: Window, today: date) -> str:
    """The last working day in time, where the last day itself is a day of rest."""
    if window.remind_on == window.arrives_by or window.remind_on < today:
        return ""
    return _("a day of rest: act by %(day)s", day=near_day(window.remind_on, today))
