"""Asking a clause's rule with whatever is known of a case, useful to it or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.domain.contracts.clauses import Clause
from portal.domain.contracts.clauses.records import kinds_in, values_in
from portal.domain.contracts.computing.registry import RULES
from portal.domain.contracts.computing.working import Assessment, not_enough
from portal.domain.working_days import WorkingDays

FIRST_DAY = date(2004, 1, 1)
"""No official calendar reaches further back."""


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


def earliest_day(known: Any, otherwise: date) -> date:
    """The first civil day that JSON-like facts name, in lists and records too, and none after `otherwise`: from it on
    the calendar must be known."""
    return min([otherwise, *_days_in(known)])


def _days_in(value: Any) -> Iterator[date]:
    if isinstance(value, str):
        try:
            yield max(date.fromisoformat(value[:10]), FIRST_DAY)
        except ValueError:
            return
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _days_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _days_in(each)
