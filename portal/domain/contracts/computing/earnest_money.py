"""B11: earnest money up to a fifth of the contract value, returned double or lost; or the penalty, never both."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from portal.domain.contracts.clauses import Party
from portal.domain.contracts.clauses.kinds import Choice
from portal.domain.contracts.clauses.numbers import Fen
from portal.domain.contracts.clauses.settlement import EARNEST_MONEY_SHARE, EarnestMoney
from portal.domain.contracts.clauses.shares import Share
from portal.domain.contracts.computing.amounts import share_of, times, whole_part
from portal.domain.contracts.computing.working import Assessment, Line
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True, kw_only=True)
class EarnestFacts:
    """B11."""

    paid_fen: Annotated[int | None, Fen()] = None
    """What was paid as earnest money, in fen; blank: as agreed."""
    in_breach: Annotated[Party | None, Choice(among=Party)] = None
    """Who is in breach: us or the partner; blank while nobody is."""
    unperformed_share: Annotated[Decimal, Share()] = Decimal(1)
    """Which part of the contract was not performed; the rule then applies to that part (interpretation 68)."""
    penalty_fen: Annotated[int | None, Fen()] = None
    """The penalty agreed for the same breach, in fen; one of the two is chosen."""


def earnest_money(terms: EarnestMoney, facts: EarnestFacts, _day: date, _days: WorkingDays) -> Assessment:
    """B11: `earnest_standing` while nobody is in breach (fen: what works as earnest money), `earnest_lost` (fen: what
    the giver loses), `earnest_doubled` (fen: what the receiver hands back, prepayment included)."""
    paid = terms.agreed_fen if facts.paid_fen is None else facts.paid_fen
    # cut off, not rounded: law sets the limit
    limit = whole_part(times(terms.contract_value_fen, EARNEST_MONEY_SHARE), 1)
    effective = min(paid, limit)
    prepaid = paid - effective
    limit_known = {"contract_value_fen": terms.contract_value_fen, "rate": EARNEST_MONEY_SHARE, "paid_fen": paid}
    lines = [Line("earnest_effective", limit_known, effective)]
    notes: tuple[str, ...] = ()
    if prepaid:
        lines.append(Line("earnest_prepayment", {}, prepaid))
        notes += ("earnest_over_fifth",)
    if facts.in_breach is None or facts.in_breach == Party.EITHER:
        each = ("both_in_breach",) if facts.in_breach else ()
        return Assessment("earnest_standing", tuple(lines), effective, notes=notes + each)
    lost = share_of(effective, facts.unperformed_share)
    if facts.unperformed_share < 1:
        lines.append(Line("earnest_part", {"share": facts.unperformed_share}, lost))
    if facts.in_breach == terms.giver:
        outcome, fen = "earnest_lost", lost
        lines.append(Line("earnest_kept_by_receiver", {}, lost))
        back = paid - lost
        lines += [Line("earnest_rest_back", {}, back)] if back else []
    else:
        outcome, fen = "earnest_doubled", paid + lost
        lines.append(Line("earnest_twice", {"effective_fen": effective}, effective + lost))
        lines += [Line("earnest_prepayment_back", {}, prepaid)] if prepaid else []
    if facts.penalty_fen is not None:
        lines.append(Line("choose_one", {"earnest_fen": lost, "penalty_fen": facts.penalty_fen}))
    return Assessment(outcome, tuple(lines), fen, notes=(*notes, "choose_one"))
