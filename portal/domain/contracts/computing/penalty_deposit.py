"""B5: a share of the deposit is kept, before or after other penalties are taken from it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.numbers import Fen
from portal.domain.contracts.clauses.penalty import DepositForfeiture
from portal.domain.contracts.clauses.vocabulary import ForfeitOrder
from portal.domain.contracts.computing.amounts import share_of
from portal.domain.contracts.computing.day_counting import after_days
from portal.domain.contracts.computing.lateness import spoken_in
from portal.domain.contracts.computing.penalty_common import Sum, concluded, put_right
from portal.domain.contracts.computing.penalty_facts import PenaltyFacts
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True, kw_only=True)
class ForfeitureFacts(PenaltyFacts):
    """B5."""

    deposit_fen: Annotated[int | None, Fen()] = None
    """The balance of the deposit when the breach was confirmed, in fen."""
    other_penalties_fen: Annotated[int, Fen()] = 0
    """Other penalties to be taken from the same deposit, in fen."""
    deducted_on: Annotated[date | None, CIVIL] = None
    """The day on which the deposit was deducted from; the time to top it up begins then."""


def deposit_forfeiture(terms: DepositForfeiture, facts: ForfeitureFacts, day: date, days: WorkingDays) -> Assessment:
    """B5: share × balance, in fen. Keeping a deposit is a penalty too, so it is checked for excess. What the deposit
    does not cover stays payable (line `remainder_payable`). `days`: `topup_by`."""
    if cured := put_right(terms, facts, days):
        return cured
    if facts.deposit_fen is None:
        return not_enough("deposit_fen")
    fen = share_of(facts.deposit_fen, terms.share)
    line = Line("deposit_share_kept", {"deposit_fen": facts.deposit_fen, "share": terms.share}, fen)
    answer = concluded(terms, facts, Sum(fen, (line,)), day, days)
    if not answer.fen:
        return answer
    named = dict(answer.days)
    if facts.deducted_on is not None:
        named["topup_by"] = after_days(facts.deducted_on, terms.topup_days, terms, days)
    lines = (*answer.lines, *_taken(terms, facts, answer.fen))
    return Assessment(answer.outcome, lines, answer.fen, named, answer.notes, answer.missing)


def _taken(terms: DepositForfeiture, facts: ForfeitureFacts, kept: int) -> tuple[Line, ...]:
    """What is taken from the deposit in the agreed order, and what is left to pay or to top up."""
    left = facts.deposit_fen or 0
    claims = [("taken_as_kept", kept), ("taken_for_others", facts.other_penalties_fen)]
    if terms.order == ForfeitOrder.AFTER:
        claims.reverse()
    lines, payable = [], 0
    for code, claim in claims:
        taken = min(claim, left)
        left, payable = left - taken, payable + claim - taken
        if claim:
            lines.append(Line(code, {"claim_fen": claim}, taken))
    if payable:
        lines.append(Line("remainder_payable", {}, payable))
    lines.append(Line("deposit_left", {"left_fen": left, "topup_days": terms.topup_days, **spoken_in(terms.day_kind)}))
    return tuple(lines)
