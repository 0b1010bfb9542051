"""Earlier confirmed breaches of the same kind, as the rule of penalties that grow (clause B6) wants to be asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.contracts.computing import breach_count
from portal.domain.contracts.computing.day_counting import after_months


@dataclass(frozen=True)
class Counted:
    """A confirmed breach: its number, the civil day it was confirmed, and the act it belongs to. Breaches proven by
    the same evidence have the same act."""

    number: str
    confirmed_on: date
    act: int

    def counts_until(self, months: int) -> date:
        """The last civil day, included, on which a later breach counts together with this one (Civil Code 202)."""
        return after_months(self.confirmed_on, months)

    def as_event(self) -> breach_count.Breach:
        return breach_count.Breach(self.confirmed_on, act=str(self.act))


def place_among(this: Counted, others: Iterable[Counted], months: int) -> int:
    """Which number `this` breach has among those whose window reaches its confirmation; one act counts once."""
    return breach_count.counted(this.as_event(), [one.as_event() for one in others], months)[0]


def still_counting(this: Counted, others: Iterable[Counted], months: int) -> list[Counted]:
    """The others whose window reaches the confirmation of `this`, the oldest first."""
    return [one for one in others if one.confirmed_on <= this.confirmed_on <= one.counts_until(months)]
