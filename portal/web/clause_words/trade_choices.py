"""What the choices of the commercial clauses are called."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.domain.contracts.clauses.trade_vocabulary import (
    CarryOver,
    Channel,
    CountedOn,
    CreditMethod,
    DepositPurpose,
    DiversionEvidence,
    Exclusivity,
    Forum,
    NoReturn,
    PayAs,
    PaymentMethod,
    PriceCut,
    PriceReference,
    PromotionEvidence,
    QualificationDoc,
    RebateBasis,
    RebateMode,
    StockProof,
    Tax,
)

TRADE_CHOICES: dict[type[StrEnum], dict[str, LazyString]] = {
    Exclusivity: {
        "exclusive": _l("Exclusive"),
        "sole": _l("Sole agent, grantor may sell too"),
        "non_exclusive": _l("Non-exclusive"),
    },
    Channel: {
        "public_hospital": _l("Public hospitals"),
        "private_hospital": _l("Private hospitals"),
        "clinic": _l("Clinics"),
        "pharmacy": _l("Pharmacies"),
        "third_terminal": _l("Third terminal"),
    },
    CarryOver: {
        "none": _l("Its own period only"),
        "forward": _l("Later periods too"),
        "annual": _l("The year as a whole"),
    },
    CountedOn: {
        "invoice": _l("Invoice date"),
        "delivery": _l("Delivery date"),
        "collection": _l("Payment date"),
    },
    DepositPurpose: {
        "performance": _l("Performance of the contract"),
        "market_order": _l("Market order"),
        "payment": _l("Payment for goods"),
    },
    PriceCut: {
        "supply_cut": _l("Supply price cut"),
        "tender_cut": _l("Tender price cut"),
        "vbp": _l("Volume-based procurement"),
    },
    StockProof: {
        "stock_list": _l("Stock list"),
        "flow_records": _l("Sell-through records"),
        "joint_count": _l("Joint stock count"),
    },
    CreditMethod: {
        "credit": _l("Credit against later orders"),
        "goods": _l("Goods given in addition"),
    },
    DiversionEvidence: {
        "batch": _l("Batch number"),
        "trace_code": _l("Trace code"),
        "box_no": _l("Box number"),
        "purchase_receipt": _l("Purchase receipt"),
        "photo": _l("Photo"),
    },
    PriceReference: {
        "tender_price": _l("Tender price"),
        "listed_price": _l("Listed price"),
    },
    NoReturn: {
        "cold_chain": _l("Cold-chain goods"),
        "damaged_by_holder": _l("Goods damaged by the holder"),
        "opened": _l("Opened packs"),
    },
    PaymentMethod: {
        "prepaid": _l("Prepaid"),
        "credit": _l("On credit"),
    },
    QualificationDoc: {
        "business_licence": _l("Business licence"),
        "drug_licence": _l("Drug distribution licence"),
        "production_licence": _l("Drug production licence"),
        "approval_cert": _l("Drug registration certificate"),
        "poa": _l("Power of attorney"),
        "quality_agreement": _l("Quality agreement"),
        "batch_test_report": _l("Batch test report"),
        "invoice_profile": _l("Invoicing details"),
        "price_filing": _l("Proof of listed or tender price"),
        "service_contractor_proof": _l("Promotion service proof"),
        "integrity_undertaking": _l("Integrity undertaking"),
    },
    PromotionEvidence: {
        "agenda": _l("Agenda"),
        "sign_in": _l("Sign-in sheet"),
        "photos": _l("Photos of the event"),
        "invoice": _l("Invoice"),
    },
    RebateBasis: {
        "purchase_amount": _l("Amount purchased"),
        "collection": _l("Payments received"),
    },
    RebateMode: {
        "whole": _l("Rate reached counts for everything"),
        "slab": _l("Each slice at its own rate"),
    },
    Tax: {
        "included": _l("Tax included"),
        "excluded": _l("Tax excluded"),
    },
    PayAs: {
        "allowance": _l("Allowance on the invoice"),
        "goods": _l("Goods given as rebate"),
    },
    Forum: {
        "court": _l("Court"),
        "arbitration": _l("Arbitration"),
    },
}
