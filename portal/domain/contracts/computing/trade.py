"""The rules of the commercial clauses by the clause they belong to."""

from collections.abc import Callable

from portal.domain.contracts.clauses import Clause, commercial, conduct, money
from portal.domain.contracts.computing.conduct import (
    ComplianceFacts,
    DisputeFacts,
    TransferFacts,
    assignment,
    compliance,
    dispute,
)
from portal.domain.contracts.computing.delivery import DeliveryFacts, delivery
from portal.domain.contracts.computing.deposit_balance import DepositFacts, deposit
from portal.domain.contracts.computing.diversion import DiversionFacts, anti_diversion
from portal.domain.contracts.computing.duties import (
    CompetitionFacts,
    DocumentsFacts,
    FlowFacts,
    SecrecyFacts,
    confidentiality,
    flow_reporting,
    non_compete,
    qualification_duty,
)
from portal.domain.contracts.computing.exclusivity import ExclusivityFacts, exclusivity
from portal.domain.contracts.computing.payment import PaymentFacts, payment_terms
from portal.domain.contracts.computing.prices import (
    AdjustmentFacts,
    FloorFacts,
    ProtectionFacts,
    price_adjustment,
    price_floor,
    price_protection,
)
from portal.domain.contracts.computing.quota import QuotaFacts, minimum_purchase
from portal.domain.contracts.computing.rebate import RebateFacts, rebate
from portal.domain.contracts.computing.returns import ReturnFacts, return_exchange
from portal.domain.contracts.computing.support import PromotionFacts, TenderFacts, promotion_support, tender_support
from portal.domain.contracts.computing.working import Assessment

TRADE_RULES: dict[type[Clause], tuple[type, Callable[..., Assessment]]] = {
    commercial.ExclusivityClause: (ExclusivityFacts, exclusivity),
    commercial.MinimumPurchase: (QuotaFacts, minimum_purchase),
    money.Deposit: (DepositFacts, deposit),
    money.PriceProtection: (ProtectionFacts, price_protection),
    money.PriceAdjustment: (AdjustmentFacts, price_adjustment),
    commercial.AntiDiversion: (DiversionFacts, anti_diversion),
    commercial.PriceFloor: (FloorFacts, price_floor),
    money.ReturnExchange: (ReturnFacts, return_exchange),
    money.Delivery: (DeliveryFacts, delivery),
    money.PaymentTerms: (PaymentFacts, payment_terms),
    conduct.QualificationDuty: (DocumentsFacts, qualification_duty),
    conduct.Confidentiality: (SecrecyFacts, confidentiality),
    commercial.TenderSupport: (TenderFacts, tender_support),
    commercial.PromotionSupport: (PromotionFacts, promotion_support),
    money.Rebate: (RebateFacts, rebate),
    commercial.FlowReporting: (FlowFacts, flow_reporting),
    conduct.Compliance: (ComplianceFacts, compliance),
    commercial.NonCompete: (CompetitionFacts, non_compete),
    conduct.Assignment: (TransferFacts, assignment),
    conduct.Dispute: (DisputeFacts, dispute),
}
"""Clause class to (facts dataclass, rule); a rule is asked with (terms, facts, civil day, working days)."""
