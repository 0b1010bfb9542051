"""The sum of a breach before it is frozen: the facts as a form, and what the clause's rule answers to them."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flask import request

from portal.domain.contracts.breaches.assessing import OURS, Question, question
from portal.domain.contracts.clauses.kinds import Kind
from portal.domain.contracts.clauses.records import FieldSpec, choice_in, kinds_in, specs_in, written
from portal.domain.contracts.clauses.typed import raw_values, typed_values
from portal.domain.contracts.computing.asking import earliest_day
from portal.domain.contracts.computing.working import Assessment
from portal.web.assessment_words import fact_choice_label, fact_label
from portal.web.clause_words import error_words
from portal.web.current import uow

if TYPE_CHECKING:
    from portal.staff.breach_page import BreachPage


@dataclass
class SumForm:
    """`typed` maps input names to texts, `errors` input names to sentences."""

    asked: Question | None
    typed: dict[str, list[str]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def shown(cls, shown: "BreachPage") -> "SumForm":
        """With what is known already."""
        case = uow.settlement.case(shown.breach, shown.contract)
        asked = question(shown.penalty_clause, case)
        if asked is None:
            return cls(None)
        proposed = {name: case.proposed().get(name) for name in _kinds(asked)}
        return cls(asked, typed_values(_kinds(asked), proposed), _said(asked.errors))

    @classmethod
    def posted(cls, shown: "BreachPage") -> "SumForm":
        """With what was typed."""
        form = cls.shown(shown)
        if form.asked is None:
            return form
        kinds = _kinds(form.asked)
        typed = {name: request.form.getlist(name) for name in request.form}
        raw, errors = raw_values(kinds, typed)
        asked = question(shown.penalty_clause, uow.settlement.case(shown.breach, shown.contract), raw)
        assert asked is not None
        return cls(asked, typed, _said({**asked.errors, **errors}))

    @property
    def is_sound(self) -> bool:
        return self.asked is not None and not self.errors

    @property
    def kept(self) -> dict[str, Any]:
        """What was typed, as JSON values to be stored."""
        facts = written(self.facts) if self.facts is not None else {}
        return {name: value for name, value in facts.items() if name not in OURS and value not in (None, [])}

    @property
    def facts(self) -> Any:
        return self.asked.facts if self.asked else None

    @cached_property
    def answer(self) -> Assessment:
        """What the rule says today; without a rule or readable facts, that facts are missing."""
        days = uow.deadlines.days_since(earliest_day(written(self.facts) if self.facts else None, uow.today))
        found = self.asked.ask(uow.today, days) if self.is_sound and self.asked else None
        return found or Assessment("not_enough_facts")

    @property
    def fields(self) -> list[FieldSpec]:
        """What is asked for at once: what is known, what is missing and what is wrong."""
        return [spec for spec in self._specs if self._matters(spec.name)]

    @property
    def more_fields(self) -> list[FieldSpec]:
        """What some cases need besides."""
        return [spec for spec in self._specs if not self._matters(spec.name)]

    def label(self, name: str) -> str:
        """What a fact is called, or a column of a fact that is a list."""
        owner = next((spec.name for spec in self._specs if any(name == one.name for one in spec.columns)), None)
        return fact_label(f"{owner}.{name}" if owner else name)

    def choice(self, name: str, value: str) -> str:
        kind = choice_in(self.asked.record, name) if self.asked else None
        return fact_choice_label(kind.among(value)) if kind else value

    def has(self, name: str, value: str) -> bool:
        return value in self.typed.get(name, ())

    def error(self, name: str) -> str | None:
        return self.errors.get(name)

    def one(self, name: str) -> str:
        return "\n".join(self.typed.get(name, ()))

    def rows(self, name: str) -> range:
        """Rows to draw of a list of things: those filled, and two more."""
        places = [int(key.split("-")[1]) for key in self.typed if key.startswith(f"{name}-") and _is_cell(key)]
        return range(min(max(places, default=-1) + 3, 20))

    @property
    def _specs(self) -> list[FieldSpec]:
        return [spec for spec in specs_in(self.asked.record) if spec.name not in OURS] if self.asked else []

    def _matters(self, name: str) -> bool:
        filled = any(text.strip() for key, texts in self.typed.items() if _field(key) == name for text in texts)
        wrong = any(_field(key) == name for key in self.errors)
        return filled or wrong or name in self.answer.missing or name == "loss_fen"


def _kinds(asked: Question) -> dict[str, Kind]:
    return {name: kind for name, kind in kinds_in(asked.record).items() if name not in OURS}


def _said(errors: Any) -> dict[str, str]:
    return {name: error_words(code) for name, code in errors.items()}


def _field(key: str) -> str:
    return key.split("-")[0] if _is_cell(key) else key


def _is_cell(key: str) -> bool:
    parts = key.split("-")
    return len(parts) == 3 and parts[1].isascii() and parts[1].isdigit()
