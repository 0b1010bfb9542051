"""What every penalty is asked with: notice and cure, the sums its cap may be a share of, the loss."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.numbers import Fen, Whole
from portal.domain.contracts.clauses.vocabulary import Base
from portal.domain.contracts.computing.excess import LossFacts


@dataclass(frozen=True, kw_only=True)
class ContractValueFacts:
    contract_value_fen: Annotated[int | None, Fen()] = None
    """The contract value as printed, in fen; blank: the annual quota at the agreed price."""
    annual_quota_boxes: Annotated[int | None, Whole(unit="boxes")] = None
    """Boxes to be purchased in a year, where no contract value is printed."""
    agreed_price_fen: Annotated[int | None, Fen()] = None
    """The agreed price of a box in fen, where no contract value is printed."""


@dataclass(frozen=True, kw_only=True)
class PenaltyFacts(ContractValueFacts, LossFacts):
    notified_on: Annotated[date | None, CIVIL] = None
    """The day the written notice of the breach arrived; blank while none has."""
    cured_on: Annotated[date | None, CIVIL] = None
    """The day the breach was put right; blank while it is not."""
    goods_value_fen: Annotated[int | None, Fen()] = None
    """The value of the goods concerned, in fen."""
    shortfall_fen: Annotated[int | None, Fen()] = None
    """What is missing to the target, in fen."""
    unpaid_fen: Annotated[int | None, Fen()] = None
    """What is unpaid, in fen."""
    principal_fen: Annotated[int | None, Fen()] = None
    """The sum that was due, in fen; for goods, their value."""


FACT_OF_BASE = {base: f"{base}_fen" for base in Base}
"""The fact that says what a base comes to."""


def contract_value(facts: ContractValueFacts) -> int | None:
    """In fen: as printed, else annual quota × agreed price; None while unknown."""
    if facts.contract_value_fen is not None:
        return facts.contract_value_fen
    if facts.annual_quota_boxes is None or facts.agreed_price_fen is None:
        return None
    return facts.annual_quota_boxes * facts.agreed_price_fen


def base_of(base: Base, facts: PenaltyFacts) -> int | None:
    """What a percentage or a cap is a share of, in fen; None while unknown."""
    if base == Base.CONTRACT_VALUE:
        return contract_value(facts)
    known: int | None = getattr(facts, FACT_OF_BASE[base])
    return known
