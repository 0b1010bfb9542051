"""Why a promise falls due when it does, in lines: for staff with the standard behind it, for partners without."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from portal.domain.requests.catalogue import Priority
from portal.domain.requests.clocks.explained import Counted, Rested
from portal.domain.requests.clocks.legal import LegalClock
from portal.domain.requests.clocks.reasons import Reason, Which
from portal.domain.requests.working_time import BusinessHours
from portal.domain.working_days import civil_day
from portal.web.calendar_words import HOLIDAYS
from portal.web.locale import Moments, clock_time, day_of_week, day_text, local, short_day
from portal.web.promise_words import Clock, hours_text
from portal.web.request_words import CATEGORIES, PARTNER_STATES, PRIORITIES, STAFF_STATES

PROMISES = {Which.FIRST: _l("First answer"), Which.NEXT: _l("Next answer"), Which.RESOLUTION: _l("Resolution")}
PARTNER_PROMISES = {
    Which.FIRST: lazy_pgettext("promise", "Answer"), Which.NEXT: _l("Answer to your last message"),
    Which.RESOLUTION: _l("Done by"),
}  # fmt: skip


class Line(NamedTuple):
    """`head`, what it is about, and how much; `kind` is last, rest or nothing."""

    head: str
    what: str
    amount: str
    kind: str = ""


@dataclass(frozen=True)
class Why:
    """The reason as `ui/_why.html` shows it; `for_staff` adds what a partner has no use for, and that a tier raised it,
    which is ours alone."""

    reason: Reason
    for_staff: bool

    @property
    def name(self) -> str:
        """What was promised."""
        return str((PROMISES if self.for_staff else PARTNER_PROMISES)[self.reason.which])

    @property
    def title(self) -> str:
        return _("Why %(moment)s?", moment=self._moments.text(self.reason.told.due_at))

    @cached_property
    def lines(self) -> list[Line]:
        return [*self._promised(), *self._counted(), *self._not_counted(), *self._paused(), *self._result()]

    @property
    def is_provisional(self) -> bool:
        return self.reason.told.is_provisional

    @property
    def version(self) -> str:
        """Which standard it was filed by; nothing for partners."""
        policy = self.reason.policy
        if not self.for_staff:
            return ""
        if policy.published_at is None:
            return _("By version %(no)s of the standard, fixed when it was filed.", no=policy.no)
        day = day_text(local(policy.published_at).date())
        return _("By version %(no)s of the standard (%(day)s), fixed when it was filed.", no=policy.no, day=day)

    @cached_property
    def _moments(self) -> Moments:
        return Moments()

    def _promised(self) -> Iterator[Line]:
        reason = self.reason
        what = f"{CATEGORIES[reason.category]} · {self.name}"  # type: ignore[index]
        usual = reason.standard if self.for_staff or reason.priority == Priority.P1 else reason.told.allowed
        yield Line(_("Standard") if self.for_staff else _("Usually"), what, hours_text(usual))
        if reason.told.allowed != usual:
            urgent = str(PRIORITIES[Priority(reason.priority)])
            yield Line(urgent, _("Allowed for it"), hours_text(reason.told.allowed))
        yield Line(_("Begins"), self._moments.text(reason.told.began_at), "")

    def _counted(self) -> Iterator[Line]:
        for one in self.reason.told.counted:
            yield Line(*self._day(one), hours_text(one.minutes))

    def _day(self, one: Counted) -> tuple[str, str]:
        if one.days > 1:
            return f"{short_day(one.day)} – {short_day(one.until)}", ngettext(
                "%(num)s working day", "%(num)s working days", one.days
            )
        return day_of_week(one.day), _(", ").join(
            f"{clock_time(opens)}–{clock_time(closes)}" for opens, closes in one.spans
        )

    def _not_counted(self) -> Iterator[Line]:
        told = self.reason.told
        for one in told.closed:
            name = str(HOLIDAYS.get(one.name, one.name)) or _("Weekend")
            span = short_day(one.day) if one.day == one.until else f"{short_day(one.day)} – {short_day(one.until)}"
            yield Line(span, name, _("not counted"), "rest")
        if told.made_up:
            worked = _(", ").join(day_of_week(day) for day in told.made_up)
            yield Line(worked, _("Make-up working day"), _("counted"), "rest")
        yield Line(_("Other hours"), _("Work is %(hours)s", hours=hours_in_words(self.reason.policy.hours)),
                   _("not counted"), "rest")  # fmt: skip

    def _paused(self) -> Iterator[Line]:
        pauses = self.reason.told.pauses
        if not pauses:
            yield Line(_("Pauses"), _("none"), hours_text(0), "rest")
        for one in pauses:
            yield Line(self._pause(one), self._span(one), _("+ %(time)s", time=hours_text(one.minutes)), "rest")

    def _pause(self, one: Rested) -> str:
        states = STAFF_STATES if self.for_staff else PARTNER_STATES
        return str(states[one.state]) if one.state in states else _("Paused")  # type: ignore[index]

    def _span(self, one: Rested) -> str:
        ended = self._moments.text(one.ended_at) if one.ended_at else _("now")
        return f"{self._moments.text(one.began_at)} – {ended}"

    def _result(self) -> Iterator[Line]:
        reason, told = self.reason, self.reason.told
        used = _("Used until it was done") if reason.kept_at else _("Used until now")
        yield Line(used, "", hours_text(told.used))
        over = told.left < 0
        yield Line(_("Too long by") if over else _("Left"), "", hours_text(abs(told.left)))
        due = _("Due, if it went on now") if reason.is_paused else _("Due")
        yield Line(due, "", self._moments.text(told.due_at), "last")


def promise_asked(name: str | None) -> Which:
    """The promise that an address asks about; the resolution unless it names another."""
    return Which(name) if name in set(Which) else Which.RESOLUTION


def hours_in_words(hours: BusinessHours) -> str:
    """09:00–12:00, 13:30–18:00."""
    return _(", ").join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in hours.intervals)


class LegalWords:
    """A legal clock for staff: how many days are left, the last day, the day we advise, and what else the law asks."""

    def __init__(self, clock: LegalClock, now: datetime) -> None:
        self.clock, self._now, self._left = clock, now, clock.days_left(civil_day(now))

    @property
    def sign(self) -> Clock:
        day = short_day(self.clock.latest)
        if self.clock.at_once:
            return Clock("legal", "gavel", _("At once"), _("by law"))
        if self._left < 0:
            main = ngettext("%(num)s day overdue", "%(num)s days overdue", -self._left)
            return Clock("over", "alert-triangle", main, _("by law %(day)s", day=day))
        main = ngettext("%(num)s day left", "%(num)s days left", self._left)
        return Clock("legal", "gavel", main, _("by law %(day)s", day=day))

    @property
    def sentence(self) -> str:
        """最迟 10-03，建议 09-30"""
        clock = self.clock
        if clock.at_once:
            until = short_day(clock.investigate_by) if clock.investigate_by else "–"
            return _("A death is reported at once; the holder investigates until %(day)s.", day=until)
        return _("%(latest)s at the latest, better %(advised)s", latest=short_day(clock.latest),
                 advised=short_day(clock.advised))  # fmt: skip

    @property
    def counting(self) -> str:
        if self.clock.at_once:
            return ""
        return _(
            "%(days)s calendar days from %(learned)s (day 0), holidays included; it is not moved to a working day.",
            days=self.clock.within_days, learned=short_day(self.clock.learned_on),
        )  # fmt: skip

    @property
    def pass_on(self) -> str:
        """Our own target for passing the report on to the holder."""
        by = Moments().text(self.clock.pass_on_by)
        if self.clock.pass_on_by < self._now:
            return _("It was to be with the holder's PV mailbox by %(moment)s (24 h).", moment=by)
        return _("To the holder's PV mailbox by %(moment)s (24 h).", moment=by)
