"""A clause tried out: what was typed of its parameters and of a case, and what its rule answers. Nothing is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from portal.domain.contracts.clauses import BadClause, read_clause
from portal.domain.contracts.clauses.catalogue import CLAUSE_TYPES
from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.kinds import BadValue
from portal.domain.contracts.clauses.records import FieldSpec, choice_in, kinds_in, specs_in, values_in
from portal.domain.contracts.clauses.typed import raw_values, typed_values
from portal.domain.contracts.computing.registry import assess, facts_type
from portal.domain.contracts.computing.working import Assessment
from portal.domain.working_days import WorkingDays
from portal.web.assessment_words import fact_choice_label, fact_label
from portal.web.clause_words import error_words, field_label

SPARE_ROWS, MOST_ROWS = 2, 20
Typed = dict[str, list[str]]


@dataclass
class Part:
    """Half of the form: a record whose inputs begin with `prefix`, as the macros of a clause's form draw them."""

    record: type
    prefix: str
    words: Callable[[str], str]
    typed: Typed = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def specs(self) -> list[FieldSpec]:
        return [replace(spec, name=self.prefix + spec.name) for spec in specs_in(self.record)]

    def fill(self, given: Mapping[str, Any]) -> None:
        """With JSON-like values, else with what an empty form proposes."""
        kinds = kinds_in(self.record)
        values = {name: given.get(name, kind.prefill) for name, kind in kinds.items()}
        self.typed = {self.prefix + name: texts for name, texts in typed_values(kinds, values).items()}

    def read(self) -> dict[str, Any]:
        """JSON-like values of what was typed; mistakes are kept by the name of the input."""
        stripped = {
            name.removeprefix(self.prefix): texts for name, texts in self.typed.items() if name.startswith(self.prefix)
        }
        raw, errors = raw_values(kinds_in(self.record), stripped)
        _values, unread = values_in(self.record, raw)
        self.errors = {self.prefix + name: error_words(code) for name, code in {**unread, **errors}.items()}
        return raw

    # what the macros ask

    def label(self, name: str) -> str:
        bare, specs = name.removeprefix(self.prefix), specs_in(self.record)
        if any(spec.name == bare for spec in specs):
            return self.words(bare)
        owner = next(spec.name for spec in specs if any(column.name == bare for column in spec.columns))
        return self.words(f"{owner}.{bare}")

    def choice(self, name: str, value: str) -> str:
        kind = choice_in(self.record, name.removeprefix(self.prefix))
        return fact_choice_label(kind.among(value)) if kind else value

    def one(self, name: str) -> str:
        return "\n".join(self.typed.get(name, ()))

    def has(self, name: str, value: str) -> bool:
        return value in self.typed.get(name, ())

    def error(self, name: str) -> str | None:
        return self.errors.get(name)

    def rows(self, name: str) -> range:
        """Rows to draw of a list of things: those filled, and a few more."""
        filled = [_row(key, name) for key, texts in self.typed.items() if any(text.strip() for text in texts)]
        return range(min(max(filled, default=-1) + 1 + SPARE_ROWS, MOST_ROWS))


class Calculation:
    """A clause type with its parameters and a case; `answer` is there once both can be read."""

    def __init__(self, code: str, today: date) -> None:
        self.code, self.on, self.day_error = code, today.isoformat(), ""
        self.params = Part(CLAUSE_TYPES[code], "p.", lambda name: field_label(code, name.rpartition(".")[2]))
        self.facts = Part(facts_type(code), "f.", fact_label)
        self.answer: Assessment | None = None
        self.params.fill({})
        self.facts.fill({})

    def take(self, typed: Mapping[str, list[str]], on: str) -> None:
        """What was sent."""
        self.params.typed, self.facts.typed, self.on = dict(typed), dict(typed), on

    def fill(self, params: Mapping[str, Any], facts: Mapping[str, Any], on: date) -> None:
        """With a clause of a contract, and with what is known of a case."""
        self.params.fill(params)
        names = kinds_in(self.facts.record)
        self.facts.fill({name: value for name, value in facts.items() if name in names})
        self.on = on.isoformat()

    def work_out(self, days: WorkingDays) -> None:
        """Ask the rule; mistakes stay beside their fields and there is no answer."""
        params, facts, day = self.params.read(), self.facts.read(), self._day()
        if self.errors or day is None:
            return
        try:
            self.answer = assess(read_clause(self.code, params), facts, day, days)
        except BadClause as bad:
            self.params.errors = {f"p.{name}": error_words(code) for name, code in bad.errors.items()}
        except OverflowError:  # a sum of days past the calendar
            self.day_error = error_words("out_of_range")

    @property
    def errors(self) -> dict[str, str]:
        """Sentences by the name of the input, in the order of the form."""
        return {**({"on": self.day_error} if self.day_error else {}), **self.params.errors, **self.facts.errors}

    def _day(self) -> date | None:
        try:
            day = CIVIL.read(CIVIL.typed(self.on)) if self.on.strip() else None
        except BadValue as bad:
            self.day_error = error_words(bad.errors[""])
            return None
        if day is None:
            self.day_error = error_words("required")
        return day


def _row(key: str, name: str) -> int:
    parts = key.split("-")
    is_cell = len(parts) == 3 and parts[0] == name and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 3
    return int(parts[1]) if is_cell else -1
