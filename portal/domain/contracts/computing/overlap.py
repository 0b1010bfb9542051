"""B9: how penalties meet: for one act, for different acts, and how much all of them may come to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.kinds import Choice, Text, YesNo
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.clauses.numbers import Fen
from portal.domain.contracts.clauses.settlement import PenaltyOverlap
from portal.domain.contracts.clauses.vocabulary import Stack, Trigger
from portal.domain.contracts.computing.amounts import share_of, shared_out
from portal.domain.contracts.computing.excess import LossFacts, excess_check
from portal.domain.contracts.computing.penalty_common import COMPUTED, NOTHING
from portal.domain.contracts.computing.penalty_facts import ContractValueFacts, contract_value
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True)
class Claim:
    """A computed penalty in fen: for which breach, of which act (empty: one of its own), whether for delay."""

    trigger: Trigger
    fen: int
    act: str
    is_late: bool


CLAIMS = Steps(
    row=Claim,
    columns=(
        ("trigger", Choice(among=Trigger)), ("fen", Fen()), ("act", Text(longest=100, prefill="")),
        ("is_late", YesNo(prefill=False)),
    ),
    ascending=False,
)  # fmt: skip
LATE = frozenset({Trigger.LATE_PAYMENT, Trigger.LATE_DELIVERY})


@dataclass(frozen=True, kw_only=True)
class OverlapFacts(ContractValueFacts, LossFacts):
    """B9."""

    penalties: Annotated[tuple[Claim, ...], CLAIMS] = ()
    """The penalties computed by their own clauses. Penalties of the same `act` meet as the clause says for one act;
    `is_late` marks one for delay, as late payment and late delivery are anyway."""


def penalty_overlap(terms: PenaltyOverlap, facts: OverlapFacts, _day: date, _days: WorkingDays) -> Assessment:
    """B9, in fen: what remains of the penalties, cut to the global cap with shares that sum exactly to it."""
    if not facts.penalties:
        return not_enough("penalties")
    value = contract_value(facts)
    if terms.global_cap_rate is not None and value is None:
        return not_enough("contract_value_fen")
    kept = _kept(terms, facts.penalties)
    total = sum(facts.penalties[place].fen for place in kept)
    lines = [
        Line("penalty_counts" if place in kept else "penalty_set_aside", {"trigger": claim.trigger}, claim.fen)
        for place, claim in enumerate(facts.penalties)
    ]
    lines.append(Line("penalties_total", {}, total))
    fen = total
    if terms.global_cap_rate is not None and value is not None:
        fen = min(total, share_of(value, terms.global_cap_rate))
        known = {"rate": terms.global_cap_rate, "contract_value_fen": value}
        lines.append(Line("global_cap", known, share_of(value, terms.global_cap_rate)))
    if fen < total:
        parts = shared_out(fen, [facts.penalties[place].fen for place in kept])
        lines += (
            Line("penalty_share", {"trigger": facts.penalties[place].trigger}, part)
            for place, part in zip(kept, parts, strict=True)
        )
    checked, notes = excess_check(fen, facts)
    return Assessment(COMPUTED if fen else NOTHING, (*lines, *checked), fen, notes=notes)


def _kept(terms: PenaltyOverlap, claims: Sequence[Claim]) -> list[int]:
    """Places of the penalties that remain, in order: first within each act, then between the acts."""
    acts: dict[str, list[int]] = {}
    for place, claim in enumerate(claims):
        acts.setdefault(claim.act or f"\0{place}", []).append(place)

    def fen(places: Sequence[int]) -> int:
        return sum(claims[place].fen for place in places)

    def late(place: int) -> bool:
        return claims[place].is_late or claims[place].trigger in LATE

    within = [_met(terms.same_act, [[place] for place in places], fen, late) for places in acts.values()]
    return sorted(_met(terms.stack, within, fen, late))


def _met(
    stack: Stack, groups: Sequence[list[int]], fen: Callable[[Sequence[int]], int], late: Callable[[int], bool]
) -> list[int]:
    """What remains of groups of penalties that meet; of equal ones the first."""
    if stack == Stack.CUMULATIVE:
        return [place for group in groups for place in group]
    if stack == Stack.HIGHEST_ONLY:
        return max(groups, key=fen)
    others = [[place for place in group if not late(place)] for group in groups]
    return [place for group in groups for place in group if late(place)] + max(others, key=fen)
