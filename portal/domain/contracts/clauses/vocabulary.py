"""The closed lists that clauses choose from; codes only, the faces have the words."""

from enum import StrEnum


class Side(StrEnum):
    """Upstream: a supplier grants rights to us. Downstream: we grant them to a partner."""

    UPSTREAM = "upstream"
    DOWNSTREAM = "downstream"


class Group(StrEnum):
    EXTENSION = "extension"
    PENALTY = "penalty"
    COMMERCIAL = "commercial"


class Party(StrEnum):
    """`us` is the company that runs the portal, `partner` the other side of the contract."""

    US = "us"
    PARTNER = "partner"
    EITHER = "either"


class DayKind(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


class Condition(StrEnum):
    NO_UNCURED_BREACH = "no_uncured_breach"
    QUALIFICATIONS_VALID = "qualifications_valid"
    NOTHING_OVERDUE = "nothing_overdue"


class PriceRule(StrEnum):
    SAME = "same"
    CHANGE = "change"
    CPI = "cpi"


class Metric(StrEnum):
    PURCHASE_AMOUNT = "purchase_amount"
    PURCHASE_BOXES = "purchase_boxes"
    COLLECTION = "collection"


class Period(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    TERM = "term"


class OfferPart(StrEnum):
    PRICE = "price"
    QUOTA = "quota"
    DEPOSIT = "deposit"
    TERM = "term"


class InterruptionCause(StrEnum):
    SUPPLIER_FAULT = "supplier_fault"
    RECALL = "recall"
    NO_TEST_REPORT = "no_test_report"
    FORCE_MAJEURE = "force_majeure"


class Trigger(StrEnum):
    LATE_PAYMENT = "late_payment"
    LATE_DELIVERY = "late_delivery"
    STOCKOUT = "stockout"
    SHORTFALL = "shortfall"
    DIVERSION = "diversion"
    PRICE = "price"
    QUALIFICATION = "qualification"
    CONFIDENTIALITY = "confidentiality"
    COMPETITION = "competition"
    EXCLUSIVITY = "exclusivity"
    EARLY_EXIT = "early_exit"
    TAKEBACK = "takeback"
    TENDER = "tender"
    FLOW = "flow"
    COMPLIANCE = "compliance"
    OTHER = "other"


class Stack(StrEnum):
    CUMULATIVE = "cumulative"
    HIGHEST_ONLY = "highest_only"
    LATE_PLUS_HIGHEST = "late_plus_highest"


class Base(StrEnum):
    """What a percentage or a cap is a share of."""

    CONTRACT_VALUE = "contract_value"
    GOODS_VALUE = "goods_value"
    SHORTFALL = "shortfall"
    UNPAID = "unpaid"
    PRINCIPAL = "principal"


class Per(StrEnum):
    EVENT = "event"
    CONTRACT = "contract"


class GraceMode(StrEnum):
    RETROACTIVE = "retroactive"
    FORGIVEN = "forgiven"


class Principal(StrEnum):
    """What a late party is charged on: the sum unpaid that day, or the value of the goods not yet delivered."""

    UNPAID = "unpaid"
    UNDELIVERED = "undelivered"


class GoodsPrice(StrEnum):
    SUPPLY_PRICE = "supply_price"
    LISTED_PRICE = "listed_price"


class ForfeitOrder(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class TakebackBase(StrEnum):
    """t12gp: gross profit of the twelve full calendar months before the notice month."""

    T12GP = "t12gp"
