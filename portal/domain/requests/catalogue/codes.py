"""The words the catalogue is written in: categories, occasions, teams and kinds of fields."""

from enum import StrEnum


class RequestCategory(StrEnum):
    DELIVERY_QUERY = "delivery_query"
    QUALIFICATION_COPY = "qualification_copy"
    INVOICE_PAPER = "invoice_paper"
    QUALITY_COMPLAINT = "quality_complaint"
    ADR_REPORT = "adr_report"
    DAMAGE_SHORT = "damage_short"
    CONTRACT_EXTENSION = "contract_extension"
    DIVERSION_COMPLAINT = "diversion_complaint"
    TERRITORY_ADD = "territory_add"
    PRICE_ADJUSTMENT = "price_adjustment"
    CONTRACT_TERMINATION = "contract_termination"
    REBATE_SETTLEMENT = "rebate_settlement"
    DEPOSIT_REFUND = "deposit_refund"
    RETURN_EXCHANGE = "return_exchange"
    TENDER_SUPPORT = "tender_support"
    PROMOTION_SUPPORT = "promotion_support"
    SAMPLE_REQUEST = "sample_request"
    TRAINING = "training"


class Occasion(StrEnum):
    """Why somebody comes to the portal: the four groups of the picker, in its order."""

    EVERYDAY = "everyday"
    SAFETY = "safety"
    AGREEMENT = "agreement"
    MONEY_AND_SUPPORT = "money_and_support"


class Team(StrEnum):
    """Who works on it; `quality` also carries pharmacovigilance."""

    QUALITY = "quality"
    PV = "pv"
    LOGISTICS = "logistics"
    FINANCE = "finance"
    SALES = "sales"
    SALES_ADMIN = "sales_admin"
    TENDER = "tender"
    MARKET = "market"
    MARKET_CONTROL = "market_control"
    MEDICAL = "medical"
    LEGAL = "legal"


class FieldKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DATE = "date"
    DATETIME = "datetime"
    CHOICE = "choice"
    CHOICES = "choices"
    TICK = "tick"
    PRODUCT = "product"
    CONTRACT = "contract"
    PROVINCE = "province"
    FEN = "fen"
    BATCH_NO = "batch_no"
    PHOTOS = "photos"
    PHONE = "phone"
    LINES = "lines"
    INITIALS = "initials"
