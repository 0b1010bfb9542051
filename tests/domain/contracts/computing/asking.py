"""How the tables ask a rule: JSON-like parameters and facts over the usual ones of the type, as files say them."""

from datetime import date
from typing import Any, NamedTuple

from portal.cli.calendar_seed import DaysWhenAsked
from portal.domain.contracts.clauses import read_clause
from portal.domain.contracts.computing.registry import assess
from portal.domain.contracts.computing.working import Assessment
from portal.domain.working_days import WorkingDays

DAYS = WorkingDays(DaysWhenAsked({}), provisional_years=frozenset(range(2027, 2100)))


class Case(NamedTuple):
    """`lines` (code to fen, None for a step without a sum), `notes`, `days` and `missing` must be in the answer."""

    code: str
    params: dict[str, Any]
    facts: dict[str, Any]
    outcome: str
    fen: int | None = None
    lines: dict[str, int | None] = {}
    notes: tuple[str, ...] = ()
    days: dict[str, str] = {}
    missing: tuple[str, ...] = ()
    asked: str = "2026-11-23"


def answer(case: Case, usual: dict[str, dict[str, Any]]) -> Assessment:
    terms = read_clause(case.code, usual[case.code] | case.params)
    return assess(terms, case.facts, date.fromisoformat(case.asked), DAYS)


def check(case: Case, usual: dict[str, dict[str, Any]]) -> None:
    found = answer(case, usual)
    assert (found.outcome, found.fen, found.missing) == (case.outcome, case.fen, case.missing)
    stood = [(line.code, line.fen) for line in found.lines]
    assert all(line in stood for line in case.lines.items()), stood
    assert set(case.notes) <= set(found.notes), found.notes
    assert {name: str(found.days.get(name)) for name in case.days} == case.days
