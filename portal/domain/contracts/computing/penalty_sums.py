"""B1 and B2: a fixed sum for each event, a share of a base."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.numbers import Whole
from portal.domain.contracts.clauses.penalty import PenaltyFixed, PenaltyPercent
from portal.domain.contracts.clauses.vocabulary import Per
from portal.domain.contracts.computing.amounts import share_of
from portal.domain.contracts.computing.penalty_common import Sum, concluded, put_right
from portal.domain.contracts.computing.penalty_facts import FACT_OF_BASE, PenaltyFacts, base_of
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True, kw_only=True)
class FixedFacts(PenaltyFacts):
    """B1."""

    events: Annotated[int | None, Whole(unit="times", maximum=100_000)] = None
    """How many breaches are proven."""


def penalty_fixed(terms: PenaltyFixed, facts: FixedFacts, day: date, days: WorkingDays) -> Assessment:
    """B1: the sum for each proven event, or once for the whole contract; fen."""
    if cured := put_right(terms, facts, days):
        return cured
    if facts.events is None:
        return not_enough("events")
    if terms.per == Per.CONTRACT:
        fen = terms.amount_fen if facts.events else 0
        line = Line("fixed_once", {"amount_fen": terms.amount_fen, "events": facts.events}, fen)
    else:
        fen = terms.amount_fen * facts.events
        line = Line("fixed_for_each", {"amount_fen": terms.amount_fen, "events": facts.events}, fen)
    return concluded(terms, facts, Sum(fen, (line,)), day, days)


@dataclass(frozen=True, kw_only=True)
class PercentFacts(PenaltyFacts):
    """B2. The sum that the clause takes as its base must be known."""


def penalty_percent(terms: PenaltyPercent, facts: PercentFacts, day: date, days: WorkingDays) -> Assessment:
    """B2: a share of the base, rounded half up once; fen."""
    if cured := put_right(terms, facts, days):
        return cured
    base = base_of(terms.base, facts)
    if base is None:
        return not_enough(FACT_OF_BASE[terms.base])
    fen = share_of(base, terms.rate)
    line = Line("percent_of_base", {"rate": terms.rate, "base": terms.base, "base_fen": base}, fen)
    return concluded(terms, facts, Sum(fen, (line,)), day, days)
