"""What an upstream right that ends too early may cost us, and what we may claim for it: the clauses, and their sums."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from portal.domain.contracts.clauses import BadClause, Party, read_clause
from portal.domain.contracts.clauses.penalty import Penalty
from portal.domain.contracts.clauses.vocabulary import Trigger
from portal.domain.contracts.computing.working import Assessment, not_enough
from portal.domain.contracts.grants import Excess
from portal.domain.contracts.models import Clause

Rule = Callable[[Clause, Sequence[Excess]], Assessment]
RULES: dict[str, Rule] = {}
"""By clause type, what a clause comes to for the days and pieces that are lost; a type without a rule names no sum."""

LOST_RIGHTS = frozenset({Trigger.EXCLUSIVITY, Trigger.EARLY_EXIT, Trigger.TAKEBACK, Trigger.OTHER})
"""What a supplier breaks by ending or narrowing our right."""


@dataclass(frozen=True)
class Consequence:
    """A clause that speaks to the loss, and what it comes to."""

    clause: Clause
    sum: Assessment


def owed_by_us(clauses: Iterable[Clause], lost: Sequence[Excess]) -> list[Consequence]:
    """Penalties of a downstream agreement that we are the ones to pay."""
    return [
        consequence_of(clause, lost)
        for clause in clauses
        if (terms := _penalty(clause)) and terms.obligor in (Party.US, Party.EITHER)
    ]


def claimed_by_us(clauses: Iterable[Clause], lost: Sequence[Excess]) -> list[Consequence]:
    """Penalties and compensation of an upstream agreement that the supplier pays for taking a right back."""
    return [
        consequence_of(clause, lost)
        for clause in clauses
        if (terms := _penalty(clause)) and terms.obligor != Party.US and terms.trigger in LOST_RIGHTS
    ]


def consequence_of(clause: Clause, lost: Sequence[Excess]) -> Consequence:
    rule = RULES.get(clause.clause_type)
    return Consequence(clause, rule(clause, lost) if rule else not_enough("rule"))


def _penalty(clause: Clause) -> Penalty | None:
    try:
        terms = read_clause(clause.clause_type, clause.params)
    except BadClause:
        return None
    return terms if isinstance(terms, Penalty) else None
