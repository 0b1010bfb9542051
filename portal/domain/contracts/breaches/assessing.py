"""Asking the rule of a penalty clause: what is known of the case without typing, what was typed, the answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.domain.contracts.breaches.backstage import BreachFile
from portal.domain.contracts.breaches.counting import Counted
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.clauses import Clause as Terms
from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.clauses.records import kinds_in, values_in
from portal.domain.contracts.computing.quota_targets import annual_target
from portal.domain.contracts.computing.registry import RULES
from portal.domain.contracts.computing.working import Assessment
from portal.domain.contracts.models import Clause
from portal.domain.products.models import Supply
from portal.domain.working_days import WorkingDays

OURS = frozenset({"confirmed_on", "act", "evidence", "earlier", "notified_on", "cured_on", "deposit_fen"})
"""Facts that the register knows itself and that nobody types."""


@dataclass(frozen=True)
class Case:
    """What the register knows of a breach. `deposit_fen` is what the deposit holds (None: nothing was ever entered),
    `clauses` are those in force on the day of the breach; `today` stands for the confirmation while there is none."""

    breach: Breach
    file: BreachFile
    supply: Supply | None
    earlier: Iterable[Counted]
    clauses: Iterable[Clause]
    deposit_fen: int | None
    today: date

    def own(self) -> dict[str, Any]:
        """JSON-like values of the facts that nobody types."""
        breach = self.breach
        earlier = [{"confirmed_on": one.confirmed_on.isoformat(), "act": str(one.act)} for one in self.earlier]
        return {
            "confirmed_on": (breach.confirmed_on or self.today).isoformat(),
            "act": str(breach.act_id or breach.id),
            "earlier": earlier,
            "notified_on": breach.arrived_on.isoformat() if breach.arrived_on else None,
            "deposit_fen": self.deposit_fen,
        }

    def proposed(self) -> dict[str, Any]:
        """JSON-like values to begin a form with; what was typed before comes first."""
        supply = self.supply
        known = {
            "boxes_proven": self.breach.boxes, "loss_fen": self.file.loss_fen,
            "malicious": True if self.file.is_malicious else None,
            "supply_price_fen": supply.supply_price if supply else None,
            "listed_price_fen": supply.listed_price if supply else None,
            "contract_value_fen": annual_target(map(terms_of, self.clauses)),
        }  # fmt: skip
        return {**known, **(self.file.facts or {})}


@dataclass(frozen=True)
class Question:
    """A penalty clause's rule and the facts it is asked with; `errors` by field when they cannot be read."""

    terms: Terms
    record: type
    rule: Callable[..., Assessment]
    facts: Any = None
    errors: Mapping[str, str] = field(default_factory=dict)

    def ask(self, day: date, days: WorkingDays) -> Assessment | None:
        """The answer on civil day `day`; None while the facts cannot be read."""
        return None if self.facts is None else self.rule(self.terms, self.facts, day, days)


def question(clause: Clause | None, case: Case, typed: Mapping[str, Any] | None = None) -> Question | None:
    """What to ask about the case under a penalty clause, with JSON-like facts as `typed`, else as proposed; None where
    the contract sets no sum."""
    terms = terms_of(clause) if clause is not None else None
    if terms is None:
        return None
    record, rule = RULES[type(terms)]
    names = kinds_in(record)
    given = {**(case.proposed() if typed is None else typed), **case.own()}
    values, errors = values_in(record, {name: value for name, value in given.items() if name in names})
    return Question(terms, record, rule, None if errors else record(**values), errors)
