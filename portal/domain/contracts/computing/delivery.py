"""Delivery: the day it is due, and what late goods cost."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.money import Delivery
from portal.domain.contracts.clauses.numbers import Fen
from portal.domain.contracts.computing.amounts import share_of
from portal.domain.contracts.computing.day_counting import after_days, calendar_notes
from portal.domain.contracts.computing.lateness import Late, LateTerms, Part, days_late, lateness
from portal.domain.contracts.computing.penalty_late import PARTS
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True, kw_only=True)
class DeliveryFacts:
    """Delivery. Either the day of the order or the day agreed."""

    ordered_on: Annotated[date | None, CIVIL] = None
    """The day of the order, from which the agreed days run."""
    due_on: Annotated[date | None, CIVIL] = None
    """The day of delivery, where the order names one."""
    goods_fen: Annotated[int | None, Fen()] = None
    """The value of the goods ordered, in fen; needed once they are late."""
    parts: Annotated[tuple[Part, ...], PARTS] = ()
    """Part deliveries by value in fen, with their day."""
    delivered_on: Annotated[date | None, CIVIL] = None
    """The day on which all that was left came; blank while something is open."""


def delivery(terms: Delivery, facts: DeliveryFacts, day: date, days: WorkingDays) -> Assessment:
    """`delivered_in_time`, `delivery_open` while it is not due on civil day `day`, or `delivery_late` with `fen`:
    calendar days late × rate × value, 0 inside the grace or where no rate is agreed. `days`: `due_by`."""
    if facts.due_on is None and facts.ordered_on is None:
        return not_enough("ordered_on")
    due = facts.due_on or after_days(facts.ordered_on or day, terms.days, terms, days)
    named, notes = {"due_by": due}, calendar_notes(days, due)
    until = facts.delivered_on or day
    lines: tuple[Line, ...] = (Line("delivery_due", {"due_by": due}),)
    if until <= due and all(part.on <= due for part in facts.parts):
        done = facts.delivered_on is not None
        return Assessment("delivered_in_time" if done else "delivery_open", lines, 0, named, notes)
    if facts.goods_fen is None:
        return not_enough("goods_fen")
    late = _late(terms, facts, facts.goods_fen, due, day, days)
    if not late.days_late:
        return Assessment("delivered_in_time", lines, 0, named, notes)
    lines += _lines(terms, late, facts.goods_fen)
    fen = min(late.fen, share_of(facts.goods_fen, terms.cap_rate)) if terms.cap_rate is not None else late.fen
    if fen < late.fen:
        lines += (Line("capped", {"uncapped_fen": late.fen}, fen),)
    lines += (Line("goods_still_due", {"open_fen": late.open_fen}) if late.open_fen else Line("goods_came"),)
    running = ("still_running",) if late.open_fen and days_late(due, day, terms.day_kind, days) else ()
    return Assessment("delivery_late", lines, fen, named, (*running, *notes))


def _late(terms: Delivery, facts: DeliveryFacts, goods_fen: int, due: date, day: date, days: WorkingDays) -> Late:
    left = goods_fen - sum(part.fen for part in facts.parts)
    rest = (Part(facts.delivered_on, left),) if facts.delivered_on is not None and left > 0 else ()
    agreed = LateTerms(terms.rate_per_day, terms.grace_days, terms.grace_mode)
    return lateness(agreed, goods_fen, due, (*facts.parts, *rest), day, days)


def _lines(terms: Delivery, late: Late, goods_fen: int) -> tuple[Line, ...]:
    if not terms.rate_per_day:
        return (Line("no_late_rate", {"late_days": late.days_late}),)
    if terms.cap_rate is None or not late.fen:
        return late.lines
    cap = Line("cap_of_goods", {"rate": terms.cap_rate, "goods_fen": goods_fen}, share_of(goods_fen, terms.cap_rate))
    return (*late.lines, cap)
