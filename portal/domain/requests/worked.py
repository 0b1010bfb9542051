"""The worked sum beside a request: which clauses speak to it, and what each comes to by what the request says."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from portal.domain.contracts.clauses.penalty import Penalty
from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.computing.asking import Worked, asked_with
from portal.domain.contracts.models import Clause
from portal.domain.requests.case_facts import FACTS, TRIGGERS
from portal.domain.requests.catalogue import CATALOGUE, RequestCategory
from portal.domain.working_days import WorkingDays

C = RequestCategory
WORKED: Mapping[str, frozenset[str]] = {
    C.DELIVERY_QUERY: frozenset({"delivery"}),
    C.DAMAGE_SHORT: frozenset({"delivery", "return_exchange"}),
    C.QUALITY_COMPLAINT: frozenset({"return_exchange"}),
    C.RETURN_EXCHANGE: frozenset({"return_exchange"}),
    C.PRICE_ADJUSTMENT: frozenset({"price_adjustment", "price_protection"}),
}  # fmt: skip
"""Clause types whose rule is asked; penalties for the kind of breach that a category speaks of come on top."""


def is_worked(category: str) -> bool:
    """Whether anything is computed for requests of this category."""
    return category in FACTS


def speaks_to(category: str, clause: Clause, types: Collection[str] | None = None) -> bool:
    """Whether a clause is one that a request of the category is about: by its type, a penalty by what it punishes.
    `types` are those a company linked to the category, else those of the catalogue."""
    trigger, terms = TRIGGERS.get(category), terms_of(clause)
    if isinstance(terms, Penalty) and trigger is not None:
        return terms.trigger == trigger
    return clause.clause_type in (CATALOGUE[C(category)].clause_types if types is None else types)


def work_out(
    category: str, clauses: Iterable[Clause], known: Mapping[str, Any], day: date, days: WorkingDays
) -> dict[int, Worked]:
    """By clause id, what the clauses that speak to it come to on civil day `day` (Asia/Shanghai)."""
    found: dict[int, Worked] = {}
    for clause in clauses:
        terms = terms_of(clause) if is_worked(category) and speaks_to(category, clause) else None
        if terms is not None and (isinstance(terms, Penalty) or clause.clause_type in WORKED.get(category, ())):
            found[clause.id] = asked_with(terms, known, day, days)
    return found
