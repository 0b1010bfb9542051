"""Asking a clause's rule with whatever is known of a case, useful to it or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.domain.contracts.clauses import Clause
from portal.domain.contracts.clauses.records import kinds_in, values_in
from portal.domain.contracts.computing.registry import RULES
from portal.domain.contracts.computing.working import Assessment, not_enough
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True)
class Worked:
    """What a clause comes to; `facts` are the JSON-like values its rule was asked with."""

    assessment: Assessment
    facts: Mapping[str, Any] = field(default_factory=dict)


def asked_with(terms: Clause, known: Mapping[str, Any], day: date, days: WorkingDays) -> Worked:
    """The answer of a clause's rule on civil day `day` (Asia/Shanghai); facts it has no use for, that are unknown
    (None), or that cannot be read, are left out."""
    record, rule = RULES[type(terms)]
    names = kinds_in(record)
    facts = {name: value for name, value in known.items() if name in names and value is not None}
    values, errors = values_in(record, facts)
    if errors:
        facts = {name: value for name, value in facts.items() if name not in errors}
        values, errors = values_in(record, facts)
    if errors:
        return Worked(not_enough(*(name for name in errors if name in names)), facts)
    return Worked(rule(terms, record(**values), day, days), facts)
