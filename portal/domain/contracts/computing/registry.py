"""One entry for every clause type: which facts it is asked with, and what it comes to."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from portal.domain.contracts.clauses import Clause, clause_type, read_clause
from portal.domain.contracts.clauses.records import BadRecord, values_in
from portal.domain.contracts.computing.extension import EXTENSION_RULES
from portal.domain.contracts.computing.penalty import PENALTY_RULES
from portal.domain.contracts.computing.trade import TRADE_RULES
from portal.domain.contracts.computing.working import Assessment
from portal.domain.working_days import WorkingDays

RULES: Mapping[type[Clause], tuple[type, Callable[..., Assessment]]] = MappingProxyType(
    EXTENSION_RULES | PENALTY_RULES | TRADE_RULES
)
"""Clause class to (facts dataclass, rule)."""


class BadFacts(BadRecord):
    """Facts that cannot be read."""


def facts_type(code: str) -> type:
    """The record of facts that a clause type is asked with; BadClause for an unknown code."""
    return RULES[clause_type(code)][0]


def read_facts(code: str, given: Mapping[str, Any]) -> Any:
    """The facts that JSON-like `given` describes, read as clauses are; BadFacts with every mistake at once."""
    wanted = facts_type(code)
    if type(given) is not dict and not isinstance(given, Mapping):  # as nearly all are
        raise BadFacts({"facts": "wrong_shape"})
    values, errors = values_in(wanted, given)
    if errors:
        raise BadFacts(errors)
    return wanted(**values)


def assess(clause: Clause | str, facts: object, day: date, days: WorkingDays) -> Assessment:
    """What a clause comes to on civil day `day` (Asia/Shanghai). A code alone stands for the clause without parameters;
    `facts` are a record of its `facts_type`, or JSON-like. Raises BadClause, BadFacts."""
    terms = read_clause(clause, {}) if isinstance(clause, str) else clause
    record, rule = RULES[type(terms)]
    known = facts if isinstance(facts, record) else read_facts(terms.code, facts)  # type: ignore[arg-type]
    return rule(terms, known, day, days)
