"""The way of a breach in five steps, each with its day or with what it waits for."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import pgettext

from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.states import PAYABLE, BreachState
from portal.web.breach_words import STAFF_BREACH_STATES
from portal.web.locale import local, moment_text, short_day

S = BreachState
ENDS = {S.CURED, S.DISMISSED, S.WAIVED}


@dataclass(frozen=True)
class BreachStep:
    """`stands` is done, now or ahead."""

    words: str
    note: str
    stands: str


def steps_of(breach: Breach) -> list[BreachStep]:
    """Reported, notice, decision, sum, settled; an end before that takes the place of what is left out."""
    state = BreachState(breach.state)
    steps = [BreachStep(_("Reported"), moment_text(breach.reported_at), "done" if state != S.REPORTED else "now")]
    if not breach.is_ours:
        steps.append(_notice(breach, state))
    if state in (S.CURED, S.DISMISSED):
        return [*steps, BreachStep(str(STAFF_BREACH_STATES[state]), _ended(breach), "now")]
    steps.append(_decision(breach, state))
    if state == S.WAIVED:
        return [*steps, BreachStep(str(STAFF_BREACH_STATES[state]), _ended(breach), "now")]
    counted = state in PAYABLE | {S.PAID}
    summed = "done" if counted else "now" if state in (S.CONFIRMED, S.COMPUTED) else "ahead"
    steps.append(BreachStep(_("Sum"), str(STAFF_BREACH_STATES[state]) if summed == "now" else "", summed))
    paid = "done" if state == S.PAID else "now" if state in PAYABLE else "ahead"
    return [*steps, BreachStep(_("Settled"), _day(breach.settled_on) if state == S.PAID else "", paid)]


def _notice(breach: Breach, state: BreachState) -> BreachStep:
    if breach.arrived_on is None:
        return BreachStep(_("Notice and reply"), "", "ahead")
    if state == S.NOTICED and breach.reply_by:
        return BreachStep(_("Notice and reply"), _("reply by %(day)s", day=short_day(breach.reply_by)), "now")
    arrived = _("arrived %(day)s", day=short_day(breach.arrived_on))
    return BreachStep(_("Notice and reply"), arrived, "now" if state == S.REPLIED else "done")


def _decision(breach: Breach, state: BreachState) -> BreachStep:
    words = pgettext("breach", "Decision")
    if breach.confirmed_on:
        return BreachStep(words, _("confirmed %(day)s", day=short_day(breach.confirmed_on)), "done")
    return BreachStep(words, "", "now" if state == S.REPLIED else "ahead")


def _ended(breach: Breach) -> str:
    if breach.settled_on:
        return _day(breach.settled_on)
    return _day(local(breach.decided_at).date()) if breach.decided_at else ""


def _day(day: date | None) -> str:
    return short_day(day) if day else ""
