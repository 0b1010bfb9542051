"""What an upstream right that ends too early may cost us, and what we may claim for it: the clauses, and their sums."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.domain.contracts.clauses import Clause as Terms
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.clauses.extension import MinimumYears
from portal.domain.contracts.clauses.penalty import Penalty
from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.clauses.vocabulary import Trigger
from portal.domain.contracts.computing.asking import asked_with
from portal.domain.contracts.computing.quota_targets import annual_target
from portal.domain.contracts.computing.working import Assessment, not_enough
from portal.domain.contracts.models import Clause
from portal.domain.working_days import DAY, WorkingDays

LOST_RIGHTS = frozenset({Trigger.EXCLUSIVITY, Trigger.EARLY_EXIT, Trigger.TAKEBACK, Trigger.OTHER})
"""What whoever gave a right breaks by ending or narrowing it."""


@dataclass(frozen=True)
class Loss:
    """An upstream agreement that would give nothing after civil day `last` instead of running to `ends_on`, as seen on
    `today` (Asia/Shanghai), as if its supplier had no cause to end it and we had broken nothing."""

    last: date
    starts_on: date
    ends_on: date
    today: date
    days: WorkingDays = field(default_factory=WorkingDays)

    @property
    def months(self) -> int:
        """Whole calendar months that would be lost."""
        months = (self.ends_on.year - self.last.year) * 12 + self.ends_on.month - self.last.month
        return max(0, months - (self.ends_on.day < self.last.day))


Rule = Callable[[Loss], Mapping[str, Any]]


def _taken_back(loss: Loss) -> Mapping[str, Any]:
    return {
        "notice_on": loss.today.isoformat(), "ends_early_on": loss.last.isoformat(), "remaining_months": loss.months,
        "own_breach": False,
    }  # fmt: skip


def _exit(loss: Loss) -> Mapping[str, Any]:
    return {
        "starts_on": loss.starts_on.isoformat(), "exits_on": (loss.last + DAY).isoformat(), "has_cause": False
    }  # fmt: skip


def _once(_loss: Loss) -> Mapping[str, Any]:
    return {"events": 1}


def _nothing_more(_loss: Loss) -> Mapping[str, Any]:
    return {}


RULES: Mapping[str, Rule] = {
    "takeback_compensation": _taken_back, "minimum_years": _exit, "penalty_fixed": _once,
    "penalty_percent": _nothing_more, "deposit_forfeiture": _nothing_more,
}  # fmt: skip
"""By clause type, what its rule is told of the loss besides the contract value; any other type names no sum."""


@dataclass(frozen=True)
class Consequence:
    """A clause that speaks to the loss, and what it may come to; a sum that lacks facts names them."""

    clause: Clause
    sum: Assessment


def owed_by_us(clauses: Iterable[Clause], loss: Loss) -> list[Consequence]:
    """Penalties of a downstream agreement that we may be the ones to pay."""
    return _consequences(clauses, loss, (Party.US, Party.EITHER))


def claimed_by_us(clauses: Iterable[Clause], loss: Loss) -> list[Consequence]:
    """Penalties and compensation of an upstream agreement that we may claim from the supplier, and the years it has
    promised."""
    return _consequences(clauses, loss, (Party.PARTNER, Party.EITHER), promised=True)


def _consequences(
    clauses: Iterable[Clause], loss: Loss, payers: Sequence[Party], *, promised: bool = False
) -> list[Consequence]:
    read = [(clause, terms) for clause in clauses if (terms := terms_of(clause)) is not None]
    others = [terms for _clause, terms in read]
    return [
        Consequence(clause, _sum(terms, loss, others))
        for clause, terms in read
        if (isinstance(terms, Penalty) and terms.obligor in payers and terms.trigger in LOST_RIGHTS)
        or (promised and isinstance(terms, MinimumYears))
    ]


def _sum(terms: Terms, loss: Loss, others: Sequence[Terms]) -> Assessment:
    rule = RULES.get(terms.code)
    if rule is None:
        return not_enough()
    known = {"contract_value_fen": annual_target(others), **rule(loss)}
    return asked_with(terms, known, loss.today, loss.days).assessment
