"""What a case of a clause, as JSON says it, comes to: an answer or its mistakes, again as JSON."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portal.domain.contracts.clauses import BadClause, Clause, Group, Side, clause_type, read_clause
from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.kinds import BadValue
from portal.domain.contracts.clauses.numbers import plain
from portal.domain.contracts.computing.registry import BadFacts, assess, read_facts
from portal.domain.contracts.computing.working import Assessment, Line
from portal.domain.working_days import WorkingDays
from portal.web.assessment_words import Sentences, missing_in_words
from portal.web.clause_words import error_words

KEYS = frozenset({"id", "clause_type", "params", "facts", "day", "side"})
SIDES = frozenset(Side)
AS_THEY_ARE = frozenset({int, str, bool, type(None)})
"""Types of values that JSON has too."""
KEPT = 1000
"""Different terms that are remembered at most."""
Errors = dict[str, str]


class BadCase(ValueError):
    """A case that cannot be answered: field (`params.rate`) to error code."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(str(errors))
        self.errors = dict(errors)


class Cases:
    """Answers cases one after the other; terms that come again are read once."""

    def __init__(self, days: WorkingDays, group: Group | None = None) -> None:
        self._days, self._group, self._words = days, group, Sentences()
        self._terms: dict[tuple[str, str | None, str], Clause] = {}

    def answered(self, case: Any) -> dict[str, Any]:
        """The answer to a case in the language that is set, or its mistakes under `errors`: field, code and reason.
        With a group, other clause types are a mistake."""
        about = {name: case[name] for name in ("id", "clause_type") if name in case} if isinstance(case, dict) else {}
        try:
            return {**about, **_as_json(self._assessed(case), self._words)}
        except BadCase as bad:
            told = [{"field": name, "code": code, "reason": error_words(code)} for name, code in bad.errors.items()]
            return {**about, "errors": told}

    def _assessed(self, case: Any) -> Assessment:
        if not isinstance(case, dict):
            raise BadCase({"case": "wrong_shape"})
        errors = {} if case.keys() <= KEYS else {str(name): "unknown_field" for name in case if name not in KEYS}
        day, side = _day(case.get("day"), errors), _side(case.get("side"), errors)
        try:
            wanted = clause_type(case.get("clause_type"))
        except BadClause as bad:
            raise BadCase(errors | bad.errors) from None
        if self._group is not None and wanted.group != self._group:
            raise BadCase(errors | {"clause_type": "wrong_group"})
        terms = facts = None
        try:
            terms = self._read(wanted.code, _given(case, "params"), side)
        except BadClause as bad:
            errors |= _named("params", bad.errors)
        try:
            facts = read_facts(wanted.code, _given(case, "facts"))
        except BadFacts as bad:
            errors |= _named("facts", bad.errors)
        if errors or terms is None or day is None:
            raise BadCase(errors)
        try:
            return assess(terms, facts, day, self._days)
        except OverflowError:  # a sum of days past the calendar
            raise BadCase({"day": "out_of_range"}) from None

    def _read(self, code: str, params: Any, side: str | None) -> Clause:
        key = (code, side, repr(params))
        if key not in self._terms:
            terms = read_clause(code, params, side)
            if len(self._terms) >= KEPT:
                return terms
            self._terms[key] = terms
        return self._terms[key]


def _side(raw: object, errors: Errors) -> str | None:
    if raw is None or (isinstance(raw, str) and raw in SIDES):
        return raw
    errors["side"] = "unknown_choice"
    return None


def _day(raw: object, errors: Errors) -> date | None:
    try:
        if raw is None:
            raise BadValue("required")
        return CIVIL.read(raw)
    except BadValue as bad:
        errors["day"] = bad.errors[""]
        return None


def _given(case: dict[str, Any], part: str) -> Any:
    """What the case has there, nothing where it is silent; a wrong shape is for the reader to refuse."""
    found = case.get(part)
    return {} if found is None else found


def _named(part: str, errors: Mapping[str, str]) -> Errors:
    whole = {part, "clause_type"}
    return {name if name in whole else f"{part}.{name}": code for name, code in errors.items()}


def _as_json(found: Assessment, words: Sentences) -> dict[str, Any]:
    return {
        "outcome": found.outcome,
        "sentence": words.outcome(found.outcome),
        "fen": found.fen,
        "lines": [_line(line, words) for line in found.lines],
        "days": {name: day.isoformat() for name, day in found.days.items()},
        "notes": list(found.notes),
        "note_sentences": [words.note(note) for note in found.notes],
        "missing": list(found.missing),
        "missing_sentences": [missing_in_words(name) for name in found.missing],
    }


def _line(line: Line, words: Sentences) -> dict[str, Any]:
    facts = {name: value if type(value) in AS_THEY_ARE else _plain(value) for name, value in line.facts.items()}
    return {"code": line.code, "facts": facts, "fen": line.fen, "sentence": words.line(line)}


def _plain(value: Any) -> Any:
    """Shares as text without a trailing zero, days as ISO dates, choices by their code."""
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value
