"""B10: whether a penalty looks excessive beside the loss (contract part of the Civil Code, interpretation 64-65)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from portal.domain.contracts.clauses.fact_kinds import Known
from portal.domain.contracts.clauses.numbers import Fen
from portal.domain.contracts.computing.amounts import share_of, times
from portal.domain.contracts.computing.working import Line

EXCESS_LIMIT = Decimal("1.30")
"""Above this multiple of the loss a penalty is generally excessive; exactly at it, it is not."""


@dataclass(frozen=True, kw_only=True)
class LossFacts:
    loss_fen: Annotated[int | None, Fen()] = None
    """An estimate of the loss the breach caused, in fen; blank: whether the penalty is excessive is not assessed."""
    malicious: Annotated[bool | None, Known()] = None
    """Whether the breach was malicious; then a cut is unlikely."""


def excess_check(fen: int, facts: LossFacts) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Lines and notes on a penalty of `fen` beside the loss estimate; `excess_not_assessed` without one."""
    loss = facts.loss_fen
    if not fen:
        return (), ()
    if loss is None:
        return (), ("excess_not_assessed",)
    limit = share_of(loss, EXCESS_LIMIT)
    over = fen > times(loss, EXCESS_LIMIT)  # unrounded: at the limit a penalty is not excessive
    notes = (("may_be_reduced",) if over else ()) + (("cut_unlikely",) if over and facts.malicious else ())
    return (_compared(fen, loss, limit),), notes


def _compared(fen: int, loss: int, limit: int) -> Line:
    if not loss:
        return Line("excess_no_loss", {"penalty_fen": fen})
    known = {"penalty_fen": fen, "loss_fen": loss, "limit_fen": limit}
    if fen < loss:
        return Line("excess_below_loss", known)
    return Line("excess_above_loss", {**known, "above": (Decimal(fen - loss) / loss).quantize(Decimal("0.0001"))})
