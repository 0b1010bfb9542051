"""How often an account is to hear from us, by tier: rhythms, and when each falls due next (domain 7.1, all [DEF])."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.accounts.kinds import Tier
from portal.domain.care.touch_types import NO_TALK, TouchType
from portal.domain.contracts.computing.day_counting import after_months


class Rhythm(StrEnum):
    """What is to happen again and again, the lightest first."""

    MESSAGE = "message"
    CALL = "call"
    VISIT = "visit"
    EXECUTIVE = "executive"
    AGREED = "agreed"
    """A day on which to talk again, as it was said when we last talked: no tier asks for it, and it comes once."""


@dataclass(frozen=True)
class Every:
    """An interval: calendar months (clamped to the end of a month), or calendar days."""

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        return after_months(day, self.months) + timedelta(days=self.days)


CADENCE: Mapping[Tier, Mapping[Rhythm, Every]] = {
    Tier.VIP: {
        Rhythm.MESSAGE: Every(days=7), Rhythm.CALL: Every(days=15), Rhythm.VISIT: Every(months=3),
        Rhythm.EXECUTIVE: Every(months=6),
    },
    Tier.A: {Rhythm.CALL: Every(months=1), Rhythm.VISIT: Every(months=6)},
    Tier.B: {Rhythm.CALL: Every(months=3), Rhythm.VISIT: Every(months=12)},
    Tier.C: {Rhythm.MESSAGE: Every(months=3)},
    Tier.DORMANT: {Rhythm.CALL: Every(days=60)},
    Tier.PERIPHERAL_KEY: {
        Rhythm.CALL: Every(months=2), Rhythm.VISIT: Every(months=12), Rhythm.EXECUTIVE: Every(months=12),
    },
}  # fmt: skip
"""Two calls a month are one every 15 days. A peripheral contact of no particular value has no rhythm."""

_STRENGTH = {
    TouchType.WECHAT: Rhythm.MESSAGE,
    TouchType.ANSWER: Rhythm.CALL,
    TouchType.CALL: Rhythm.CALL,
    TouchType.TRAINING: Rhythm.VISIT,
    TouchType.MEAL: Rhythm.VISIT,
    TouchType.MEETING: Rhythm.VISIT,
    TouchType.VISIT: Rhythm.VISIT,
}
ORDER = tuple(Rhythm)
_REGULAR = ORDER[:-1]


@dataclass(frozen=True)
class TouchMade:
    """A touch as the cadence sees it, on a civil day (Asia/Shanghai). `is_mass`: the same to many at once.
    `by_executive`: one of our executives took part."""

    type: TouchType
    on: date
    is_valid: bool = True
    is_mass: bool = False
    by_executive: bool = False

    @property
    def keeps(self) -> frozenset[Rhythm]:
        """The rhythms it resets: its own and every lighter one. What was sent to many, says nothing, or is only a gift
        or a greeting resets none; a portal login is no touch at all."""
        if self.is_mass or not self.is_valid or self.type in NO_TALK:
            return frozenset()
        kept = set(_REGULAR[: _REGULAR.index(_STRENGTH[self.type]) + 1])
        return frozenset(kept | {Rhythm.EXECUTIVE} if self.by_executive else kept)


@dataclass(frozen=True)
class Duty:
    """One rhythm of one account: the last touch that kept it, the day it falls due, and until when it was put off."""

    rhythm: Rhythm
    due_on: date
    last_on: date | None = None
    snoozed_until: date | None = None

    @property
    def shown_from(self) -> date:
        """The day from which it is on the list: the day it falls due, or the day after it was put off to."""
        later = self.snoozed_until + timedelta(days=1) if self.snoozed_until else self.due_on
        return max(self.due_on, later)

    def is_open(self, today: date) -> bool:
        return today >= self.shown_from

    def days_late(self, today: date) -> int:
        """Calendar days since it fell due; 0 on the day itself, negative before."""
        return (today - self.due_on).days


def duties(
    tier: str | None, since: date, touches: Iterable[TouchMade], snoozed: Mapping[Rhythm, date] | None = None,
    agreed: tuple[date, date] | None = None,
) -> list[Duty]:  # fmt: skip
    """What `tier` asks for, the most urgent first. Counted from the last touch that kept the rhythm, whoever made it,
    with whichever contact and whatever the tier was then; where there is none, from `since`, the day the account was
    first to be cared for. Putting off ends with the next touch: one made later than what was put off counts alone.
    `agreed`: the day of the last talk, and the day on which to talk again that was named in it."""
    asked = CADENCE.get(Tier(tier), {}) if tier else {}
    last: dict[Rhythm, date] = {}
    for touch in touches:
        for rhythm in touch.keeps:
            last[rhythm] = max(last.get(rhythm, touch.on), touch.on)
    found = [
        Duty(rhythm, every.after(last.get(rhythm, since)), last.get(rhythm), (snoozed or {}).get(rhythm))
        for rhythm, every in asked.items()
    ]
    if agreed is not None:
        talked_on, again_on = agreed
        found.append(Duty(Rhythm.AGREED, again_on, talked_on, (snoozed or {}).get(Rhythm.AGREED)))
    return sorted(found, key=lambda duty: (duty.shown_from, ORDER.index(duty.rhythm)))
