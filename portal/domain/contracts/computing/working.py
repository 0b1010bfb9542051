"""The answer of a rule: an outcome, and the steps that a lawyer can check line by line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Line:
    """One step: `code` names the sentence, `facts` fill it (fen as int, shares as Decimal, days as date).

    `fen` is what the step comes to, rounded half up once; None for a step that is no sum.
    """

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    fen: int | None = None


@dataclass(frozen=True)
class Assessment:
    """What a rule answers. It computes, explains and warns; whether anybody owes is for people to decide.

    `outcome` is a code; `fen` the sum in fen where the rule is about money; `days` the days it speaks of by name
    (`ends_on`, `notice_by`, `remind_on`, `opens_on`, `closes_on` …; civil days, Asia/Shanghai). `notes` are codes of
    warnings. `missing` names the facts without which it cannot answer: then `outcome` is `not_enough_facts` and there
    is no sum, never a zero.
    """

    outcome: str
    lines: tuple[Line, ...] = ()
    fen: int | None = None
    days: Mapping[str, date] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


NOT_ENOUGH_FACTS = "not_enough_facts"


def not_enough(*missing: str) -> Assessment:
    """The answer while facts of these names are unknown."""
    return Assessment(NOT_ENOUGH_FACTS, missing=missing)
