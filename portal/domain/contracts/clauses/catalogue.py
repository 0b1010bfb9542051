"""All clause types by their code, in the order people see them."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.domain.contracts.clauses import commercial, conduct, extension, money, penalty, settlement
from portal.domain.contracts.clauses.clause import Clause
from portal.domain.contracts.clauses.records import BadRecord

_ORDER: tuple[type[Clause], ...] = (
    extension.AutoRenewal,
    extension.ExtensionOption,
    extension.PerformanceExtension,
    extension.PriorityRenewal,
    extension.SoleNegotiation,
    extension.InterruptionExtension,
    extension.MinimumYears,
    penalty.PenaltyFixed,
    penalty.PenaltyPercent,
    penalty.PenaltyLateDaily,
    penalty.PenaltyGoodsMultiple,
    penalty.DepositForfeiture,
    penalty.PenaltyTiered,
    penalty.PenaltyQualification,
    settlement.TakebackCompensation,
    settlement.PenaltyOverlap,
    settlement.EarnestMoney,
    commercial.ExclusivityClause,
    commercial.MinimumPurchase,
    money.Deposit,
    money.PriceProtection,
    money.PriceAdjustment,
    commercial.AntiDiversion,
    commercial.PriceFloor,
    money.ReturnExchange,
    money.Delivery,
    money.PaymentTerms,
    conduct.QualificationDuty,
    conduct.Confidentiality,
    commercial.TenderSupport,
    commercial.PromotionSupport,
    money.Rebate,
    commercial.FlowReporting,
    conduct.Compliance,
    commercial.NonCompete,
    conduct.Assignment,
    conduct.Dispute,
)

CLAUSE_TYPES: Mapping[str, type[Clause]] = MappingProxyType({each.code: each for each in _ORDER})


class BadClause(BadRecord):
    """A clause that cannot stand."""


def clause_type(code: str) -> type[Clause]:
    """The class of a code; BadClause for an unknown one."""
    if not isinstance(code, str) or code not in CLAUSE_TYPES:
        raise BadClause({"clause_type": "unknown_choice"})
    return CLAUSE_TYPES[code]
