"""A promise as a clock: how much is left in words, and the exact moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from portal.domain.requests.promise import Promise, Standing
from portal.web.locale import moment_text

DAY_MINUTES = 450
"""Business minutes of a working day."""
SIGNS = {
    Standing.OK: "clock",
    Standing.SOON: "hourglass",
    Standing.OVER: "alert-triangle",
    Standing.PAUSED: "clock-pause",
    Standing.MET: "check",
    Standing.LATE: "check",
}


@dataclass(frozen=True)
class Clock:
    """What `ui.clock` shows: `kind` is the shape, `icon` its sign, `main` the words, `at` the moment."""

    kind: str
    icon: str
    main: str
    at: str


Words = Mapping[str, Any]
STAFF_WORDS: Words = {
    "over": _l("%(time)s overdue"),
    "paused": _l("Paused"),
    "ok": _l("%(time)s left"),
    "first": _l("Answer: %(time)s left"),
    "kept": "%(moment)s",
    "late": _l("%(moment)s, %(time)s late"),
}
PARTNER_WORDS: Words = {
    "over": _l("Later than promised, we are pressing"),
    "paused": lazy_pgettext("promise", "Waiting for you"),
    "ok": _l("%(time)s left"),
    "first": _l("%(time)s left to answer"),
    "kept": lazy_pgettext("promise", "%(moment)s, done"),
    "late": lazy_pgettext("promise", "%(moment)s, %(time)s late"),
}


def clock_of(promise: Promise, words: Words = STAFF_WORDS, *, first: bool = False) -> Clock:
    """The clock of a promise in the reader's language; `first` says that it is about the first answer."""
    standing = promise.standing
    if standing in (Standing.MET, Standing.LATE):
        main = words["kept" if standing is Standing.MET else "late"]
        at = _("promised %(moment)s", moment=moment_text(promise.due_at))
    else:
        main = words[standing if standing in (Standing.OVER, Standing.PAUSED) else "first" if first else "ok"]
        at = "" if standing is Standing.PAUSED else moment_text(promise.due_at)
    said = str(main) % {"time": amount_of_time(promise), "moment": moment_text(promise.kept_at)}
    return Clock("met" if standing is Standing.LATE else str(standing), SIGNS[standing], said, at)


def amount_of_time(promise: Promise) -> str:
    """Working hours while they are few, then days: working days ahead, calendar days behind."""
    if promise.standing in (Standing.OVER, Standing.LATE):
        return _hours(promise.minutes) if 0 < promise.minutes <= 4 * DAY_MINUTES else _days(max(promise.days, 1))
    if promise.minutes <= DAY_MINUTES:
        return _hours(promise.minutes)
    return ngettext("%(num)s working day", "%(num)s working days", max(promise.days, 1))


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s min", minutes=rest)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=rest) if rest else _("%(hours)s h", hours=hours)


def _days(days: int) -> str:
    return ngettext("%(num)s day", "%(num)s days", days)
