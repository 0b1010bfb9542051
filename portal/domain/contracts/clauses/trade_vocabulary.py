"""The closed lists of the commercial clauses; codes only, the faces have the words."""

from enum import StrEnum


class Exclusivity(StrEnum):
    """Sole: one agent, but the grantor may sell there itself."""

    EXCLUSIVE = "exclusive"
    SOLE = "sole"
    NON_EXCLUSIVE = "non_exclusive"


class Channel(StrEnum):
    PUBLIC_HOSPITAL = "public_hospital"
    PRIVATE_HOSPITAL = "private_hospital"
    CLINIC = "clinic"
    PHARMACY = "pharmacy"
    THIRD_TERMINAL = "third_terminal"


class CarryOver(StrEnum):
    NONE = "none"
    FORWARD = "forward"
    ANNUAL = "annual"


class CountedOn(StrEnum):
    INVOICE = "invoice"
    DELIVERY = "delivery"
    COLLECTION = "collection"


class DepositPurpose(StrEnum):
    PERFORMANCE = "performance"
    MARKET_ORDER = "market_order"
    PAYMENT = "payment"


class PriceCut(StrEnum):
    SUPPLY_CUT = "supply_cut"
    TENDER_CUT = "tender_cut"
    VBP = "vbp"


class StockProof(StrEnum):
    STOCK_LIST = "stock_list"
    FLOW_RECORDS = "flow_records"
    JOINT_COUNT = "joint_count"


class CreditMethod(StrEnum):
    CREDIT = "credit"
    GOODS = "goods"


class DiversionEvidence(StrEnum):
    BATCH = "batch"
    TRACE_CODE = "trace_code"
    BOX_NO = "box_no"
    PURCHASE_RECEIPT = "purchase_receipt"
    PHOTO = "photo"


class PriceReference(StrEnum):
    """Prices fixed by tender; a resale price of our own making is not offered."""

    TENDER_PRICE = "tender_price"
    LISTED_PRICE = "listed_price"


class NoReturn(StrEnum):
    COLD_CHAIN = "cold_chain"
    DAMAGED_BY_HOLDER = "damaged_by_holder"
    OPENED = "opened"


class PaymentMethod(StrEnum):
    PREPAID = "prepaid"
    CREDIT = "credit"


class QualificationDoc(StrEnum):
    BUSINESS_LICENCE = "business_licence"
    DRUG_LICENCE = "drug_licence"
    PRODUCTION_LICENCE = "production_licence"
    APPROVAL_CERT = "approval_cert"
    POA = "poa"
    QUALITY_AGREEMENT = "quality_agreement"
    BATCH_TEST_REPORT = "batch_test_report"
    INVOICE_PROFILE = "invoice_profile"
    PRICE_FILING = "price_filing"
    SERVICE_CONTRACTOR_PROOF = "service_contractor_proof"
    INTEGRITY_UNDERTAKING = "integrity_undertaking"


class PromotionEvidence(StrEnum):
    AGENDA = "agenda"
    SIGN_IN = "sign_in"
    PHOTOS = "photos"
    INVOICE = "invoice"


class RebateBasis(StrEnum):
    PURCHASE_AMOUNT = "purchase_amount"
    COLLECTION = "collection"


class RebateMode(StrEnum):
    """Whole: the rate reached counts for everything. Slab: each slice at its own rate."""

    WHOLE = "whole"
    SLAB = "slab"


class Tax(StrEnum):
    INCLUDED = "included"
    EXCLUDED = "excluded"


class PayAs(StrEnum):
    ALLOWANCE = "allowance"
    GOODS = "goods"


class Forum(StrEnum):
    COURT = "court"
    ARBITRATION = "arbitration"
