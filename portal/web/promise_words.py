"""A promise as a clock: how much is left in words, and the exact moment."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from portal.domain.requests.promise import Promise, Standing
from portal.web.labels import in_words
from portal.web.locale import Moments, current_locale

DAY_MINUTES = 450
"""Business minutes of a working day."""
PROMISED = _l("promised %(moment)s")
SINCE = _l("since %(moment)s")
PASSED = (Standing.OVER, Standing.LATE)
SIGNS = {
    Standing.OK: "clock",
    Standing.SOON: "hourglass",
    Standing.OVER: "alert-triangle",
    Standing.PAUSED: "clock-pause",
    Standing.MET: "check",
    Standing.LATE: "check",
    Standing.NONE: "clock",
}

CLOCK_ICONS = {**{str(standing): icon for standing, icon in SIGNS.items()}, "legal": "gavel"}
"""The sign of a clock by its kind, as `ui.clock` draws them."""


class Clock(NamedTuple):
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
    "none": _l("No time promised"),
}
PARTNER_WORDS: Words = {
    "over": _l("Later than promised, we are on it"),
    "paused": lazy_pgettext("promise", "Waiting for you"),
    "ok": _l("%(time)s left"),
    "first": _l("%(time)s left to answer"),
    "kept": lazy_pgettext("promise", "%(moment)s, done"),
    "late": lazy_pgettext("promise", "%(moment)s, %(time)s late"),
    "none": lazy_pgettext("promise", "No time promised"),
}


class Clocks:
    """Clocks in the reader's language: words are looked up once, and an amount of time is said once."""

    def __init__(self, words: Words = STAFF_WORDS) -> None:
        self._words, self._moment, self._language = in_words(words), Moments().text, current_locale()
        self._promised, self._since = str(PROMISED), str(SINCE)

    def of(self, promise: Promise, *, first: bool = False) -> Clock:
        """The clock of a promise; `first` says that it is about the first answer."""
        standing = promise.standing
        if standing is Standing.NONE:
            return Clock("ok", SIGNS[standing], self._words["none"], "")
        if standing in (Standing.MET, Standing.LATE):
            main = self._words["kept" if standing is Standing.MET else "late"]
            at = self._promised % {"moment": self._moment(promise.due_at)}
        else:
            main = self._words[standing if standing in (Standing.OVER, Standing.PAUSED) else "first" if first else "ok"]
            at = self._moment(promise.since or promise.due_at)
            at = self._since % {"moment": at} if promise.since else at
        amount = _amount(self._language, standing in PASSED, promise.minutes, promise.days)
        said = main % {"time": amount, "moment": self._moment(promise.kept_at)}
        return Clock("met" if standing is Standing.LATE else str(standing), SIGNS[standing], said, at)


@lru_cache(maxsize=4096)
def _amount(_language: str, passed: bool, minutes: int, days: int) -> str:
    """Working hours while they are few, then days: working days ahead, calendar days behind; in the reader's language,
    by which it is kept."""
    if passed:
        return hours_text(minutes) if 0 < minutes <= 4 * DAY_MINUTES else _days(max(days, 1))
    if minutes <= DAY_MINUTES:
        return hours_text(minutes)
    return ngettext("%(num)s working day", "%(num)s working days", max(days, 1))


def hours_text(minutes: int) -> str:
    """1 h 55 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s min", minutes=rest)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=rest) if rest else _("%(hours)s h", hours=hours)


def _days(days: int) -> str:
    return ngettext("%(num)s day", "%(num)s days", days)
