"""B3: a rate for each day late, on what is unpaid or undelivered that day."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.clauses.numbers import Fen
from portal.domain.contracts.clauses.penalty import PenaltyLateDaily
from portal.domain.contracts.clauses.vocabulary import Base, Principal
from portal.domain.contracts.computing.day_counting import calendar_notes, rolled
from portal.domain.contracts.computing.lateness import Late, LateTerms, Part, lateness
from portal.domain.contracts.computing.penalty_common import Sum, concluded, put_right
from portal.domain.contracts.computing.penalty_facts import PenaltyFacts
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays

PARTS = Steps(row=Part, columns=(("on", CIVIL), ("fen", Fen(minimum=1))), ascending=False)


@dataclass(frozen=True, kw_only=True)
class LateFacts(PenaltyFacts):
    """B3. `principal_fen` is what was due."""

    due_on: Annotated[date | None, CIVIL] = None
    """The day on which it was due by the calendar; a rest day rolls as the clause says."""
    parts: Annotated[tuple[Part, ...], PARTS] = ()
    """Part payments (or part deliveries, by value) with their day, in any order."""
    paid_on: Annotated[date | None, CIVIL] = None
    """The day on which all that was left came; blank while something is open."""


def penalty_late_daily(terms: PenaltyLateDaily, facts: LateFacts, day: date, days: WorkingDays) -> Assessment:
    """B3: days late × rate × what was open, slice by slice; up to and including civil day `day` while something is
    open. A penalty for lateness does not replace performing (Civil Code 585). `days`: `due_on`, rolled."""
    if cured := put_right(terms, facts, days):
        return cured
    if facts.due_on is None or facts.principal_fen is None:
        return not_enough(*(name for name in ("due_on", "principal_fen") if getattr(facts, name) is None))
    due = rolled(facts.due_on, days) if terms.roll else facts.due_on
    agreed = LateTerms(terms.rate_per_day, terms.grace_days, terms.grace_mode, terms.day_kind)
    late = lateness(agreed, facts.principal_fen, due, all_parts(facts), day, days)
    moved = (Line("due_rolled", {"due_on": facts.due_on, "rolled_on": due}),) if due != facts.due_on else ()
    found = Sum(
        late.fen,
        (*moved, *late.lines),
        (_still_due(late, terms),),
        {"due_on": due},
        (("still_running",) if late.open_fen and day > due else ()) + calendar_notes(days, due),
        {Base.PRINCIPAL: facts.principal_fen, Base.UNPAID: late.opened_fen},
    )
    return concluded(terms, facts, found, day, days)


def all_parts(facts: LateFacts) -> tuple[Part, ...]:
    """The parts, and what was left of the principal on the day it came."""
    left = (facts.principal_fen or 0) - sum(part.fen for part in facts.parts)
    if facts.paid_on is None or left <= 0:
        return facts.parts
    return (*facts.parts, Part(facts.paid_on, left))


def _still_due(late: Late, terms: PenaltyLateDaily) -> Line:
    what = "principal" if terms.principal == Principal.UNPAID else "goods"
    return Line(f"{what}_still_due", {"open_fen": late.open_fen}) if late.open_fen else Line(f"{what}_came")
