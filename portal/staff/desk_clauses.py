"""The clauses a request is answered by, as they stood on the day it is about, each with the sum it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.domain.contracts.clauses import Party, Side
from portal.domain.contracts.clauses.vocabulary import Trigger
from portal.domain.contracts.computing.asking import Worked, earliest_day
from portal.domain.contracts.models import Contract
from portal.domain.contracts.versions import clauses_on
from portal.domain.requests.case_facts import case_facts, event_day, told_in
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.worked import is_worked, speaks_to, work_out
from portal.domain.working_days import civil_day
from portal.staff.breach_sources import Told, candidates, suspected
from portal.web.assessment_words import fact_label, line_in_words, note_in_words, outcome_in_words
from portal.web.clause_cards import ClauseCard, clause_cards
from portal.web.clause_words import type_label
from portal.web.current import uow

FREE_OF_SUMS = frozenset({RequestCategory.DIVERSION_COMPLAINT})
"""What these complain of was done by somebody else: the complainant's own clauses set no sum for it."""


SUM_WORDS: dict[str, Any] = {
    "line_words": line_in_words, "note_words": note_in_words, "outcome_words": outcome_in_words,
    "fact_words": lambda names: _(", ").join(map(fact_label, names)),
}  # fmt: skip


@dataclass(frozen=True)
class DeskClauses:
    """Of one contract: the clauses in force on `day`, those that speak to the request first, and what they come to."""

    contract: Contract
    day: date
    cards: list[ClauseCard]
    worked: Mapping[int, Worked] = field(default_factory=dict)
    lacking: str = ""
    """A clause type that would speak to it, when none does."""
    is_of_suspect: bool = False

    @property
    def linked(self) -> list[ClauseCard]:
        return [card for card in self.cards if card.is_linked]

    @property
    def others(self) -> list[ClauseCard]:
        return [card for card in self.cards if not card.is_linked]

    @property
    def lacking_name(self) -> str:
        return type_label(self.lacking) if self.lacking else ""

    @property
    def has_draft(self) -> bool:
        return self.contract.draft is not None


def clauses_for(asked: ServiceRequest, contracts: list[Contract]) -> list[DeskClauses]:
    """The contract it names, else the only one that ran on the day, of `contracts` loaded whole; before it the one of
    whoever is complained of, when that can be told."""
    day = event_day(asked)
    own = _contract_of(asked, contracts, day)
    found = [_of_suspect(asked, day)] if asked.category == RequestCategory.DIVERSION_COMPLAINT else []
    if own is not None:
        sums = {} if asked.category in FREE_OF_SUMS else _worked(asked, own, day)
        found.append(_of(asked, own, day, {**sums, **_held_up(own, day)}))
    return [one for one in found if one is not None]


def until(asked: ServiceRequest) -> date:
    """The civil day up to which it is worked out: today, or the day it was settled."""
    ended = asked.resolved_at or asked.closed_at
    return civil_day(ended) if ended and not asked.is_open else uow.today


def _contract_of(asked: ServiceRequest, contracts: list[Contract], day: date) -> Contract | None:
    if asked.contract_id is not None:
        return next((one for one in contracts if one.id == asked.contract_id), None)
    running = [one for one in contracts if one.starts_on <= day <= one.last_day and clauses_on(one.versions, day)]
    return running[0] if len(running) == 1 and is_worked(asked.category) else None


def _of(
    asked: ServiceRequest, contract: Contract, day: date, worked: Mapping[int, Worked], *, is_of_suspect: bool = False
) -> DeskClauses:
    linked = uow.categories.setting(asked.category).category.clause_types
    cards = clause_cards(contract, day, lambda clause: speaks_to(asked.category, clause, linked), reader="staff")
    types = [code for code in linked if is_worked(asked.category) and not any(card.is_linked for card in cards)]
    return DeskClauses(contract, day, cards, worked, types[0] if types else "", is_of_suspect)


def _worked(
    asked: ServiceRequest, contract: Contract, day: date, more: Mapping[str, Any] | None = None
) -> Mapping[int, Worked]:
    if not is_worked(asked.category):
        return {}
    known = {**case_facts(asked), **(more or {})}
    clauses = clauses_on(contract.versions, day)
    days = uow.deadlines.days_since(earliest_day(known, day))
    return work_out(asked.category, clauses, known, until(asked), days)


def _held_up(contract: Contract, day: date) -> Mapping[int, Worked]:
    """What the days on which the contract was on hold add to its term."""
    return uow.interruptions.worked(contract, day, uow.deadlines.days)


def _of_suspect(asked: ServiceRequest, day: date) -> DeskClauses | None:
    """Of whoever the complaint points at by name or province, when that is one partner."""
    suspect = str(told_in(asked).fields.get("suspect", ""))
    if asked.product is None or not suspect:
        return None
    told = Told("request", asked.number, asked.account_id, asked.contract, Trigger.DIVERSION, suspect=suspect)
    brief = suspected(told, candidates(told, asked.product_id))
    if brief is None or brief.side != Side.DOWNSTREAM:
        return None
    contract = uow.contracts.get(brief.number)
    supply, _supplier = uow.products.supply(asked.product)
    earlier = uow.breaches.confirmed(contract.id, Trigger.DIVERSION, Party.PARTNER)
    more = {
        "confirmed_on": until(asked).isoformat(), "act": asked.number,
        "earlier": [{"confirmed_on": one.confirmed_on.isoformat(), "act": str(one.act)} for one in earlier],
        "supply_price_fen": supply.supply_price if supply else None,
        "listed_price_fen": supply.listed_price if supply else None,
    }  # fmt: skip
    known = {name: value for name, value in more.items() if value is not None}
    return _of(asked, contract, day, _worked(asked, contract, day, known), is_of_suspect=True)
