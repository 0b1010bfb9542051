"""The penalty rules by the clause they belong to."""

from collections.abc import Callable

from portal.domain.contracts.clauses import Clause
from portal.domain.contracts.clauses.penalty import (
    DepositForfeiture,
    PenaltyFixed,
    PenaltyGoodsMultiple,
    PenaltyLateDaily,
    PenaltyPercent,
    PenaltyQualification,
    PenaltyTiered,
)
from portal.domain.contracts.clauses.settlement import EarnestMoney, PenaltyOverlap, TakebackCompensation
from portal.domain.contracts.computing.earnest_money import EarnestFacts, earnest_money
from portal.domain.contracts.computing.overlap import OverlapFacts, penalty_overlap
from portal.domain.contracts.computing.penalty_deposit import ForfeitureFacts, deposit_forfeiture
from portal.domain.contracts.computing.penalty_goods import GoodsFacts, penalty_goods_multiple
from portal.domain.contracts.computing.penalty_late import LateFacts, penalty_late_daily
from portal.domain.contracts.computing.penalty_qualification import QualificationFacts, penalty_qualification
from portal.domain.contracts.computing.penalty_sums import FixedFacts, PercentFacts, penalty_fixed, penalty_percent
from portal.domain.contracts.computing.penalty_tiered import TieredFacts, penalty_tiered
from portal.domain.contracts.computing.takeback import TakebackFacts, takeback_compensation
from portal.domain.contracts.computing.working import Assessment

PENALTY_RULES: dict[type[Clause], tuple[type, Callable[..., Assessment]]] = {
    PenaltyFixed: (FixedFacts, penalty_fixed),
    PenaltyPercent: (PercentFacts, penalty_percent),
    PenaltyLateDaily: (LateFacts, penalty_late_daily),
    PenaltyGoodsMultiple: (GoodsFacts, penalty_goods_multiple),
    DepositForfeiture: (ForfeitureFacts, deposit_forfeiture),
    PenaltyTiered: (TieredFacts, penalty_tiered),
    PenaltyQualification: (QualificationFacts, penalty_qualification),
    TakebackCompensation: (TakebackFacts, takeback_compensation),
    PenaltyOverlap: (OverlapFacts, penalty_overlap),
    EarnestMoney: (EarnestFacts, earnest_money),
}
"""Clause class to (facts dataclass, rule); a rule is asked with (terms, facts, civil day, working days)."""
