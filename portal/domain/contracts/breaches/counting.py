"""How many breaches came before this one inside a rolling window, for penalties that grow (clause B6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.contracts.computing.day_counting import after_months


@dataclass(frozen=True)
class Counted:
    """A confirmed breach: its number, the civil day it was confirmed, and the act it belongs to."""

    number: str
    confirmed_on: date
    act: int


def counts_until(confirmed_on: date, months: int) -> date:
    """The last civil day, included, on which a breach confirmed on `confirmed_on` still counts (Civil Code 202)."""
    return after_months(confirmed_on, months)


def earlier_inside(earlier: Iterable[Counted], act: int, day: date, months: int) -> list[Counted]:
    """Of the breaches confirmed no later than civil day `day`, those whose window reaches it, the oldest first.

    Breaches of one act, or proven by the same evidence, count once, by the first confirmation; those of `act` itself
    are the one that is being judged.
    """
    found: dict[int, Counted] = {}
    for one in sorted(earlier, key=lambda one: (one.confirmed_on, one.number)):
        if one.act != act and one.confirmed_on <= day <= counts_until(one.confirmed_on, months):
            found.setdefault(one.act, one)
    return list(found.values())
