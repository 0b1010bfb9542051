"""The choices of the archive beyond kind, status and tier: where somebody sells, how much, and what they are to us."""

from enum import StrEnum


class SalesChannel(StrEnum):
    """Kinds of places a partner sells to."""

    PUBLIC_HOSPITAL = "public_hospital"
    PRIVATE_HOSPITAL = "private_hospital"
    CLINIC = "clinic"
    PHARMACY = "pharmacy"
    THIRD_TERMINAL = "third_terminal"


class TeamSize(StrEnum):
    """People who sell, in bands."""

    ALONE = "alone"
    TO_5 = "to_5"
    TO_20 = "to_20"
    TO_50 = "to_50"
    MORE = "more"


class AnnualSales(StrEnum):
    """Sales a year as the partner says, in bands of ten thousand yuan."""

    UNDER_50 = "under_50"
    TO_200 = "to_200"
    TO_1000 = "to_1000"
    TO_5000 = "to_5000"
    MORE = "more"


class ValueType(StrEnum):
    """What a peripheral contact brings."""

    OPPORTUNITY = "opportunity"
    TENDER_INFO = "tender_info"
    MEDIA = "media"
    REPUTATION = "reputation"
    POLICY = "policy"


class TaxMode(StrEnum):
    """How an individual agent invoices: by the tax bureau, as a sole trader, or through a platform."""

    TAX_BUREAU = "tax_bureau"
    SOLE_TRADER = "sole_trader"
    PLATFORM = "platform"


class ContactLevel(StrEnum):
    """How high somebody stands at the account; opposite them stand our business manager, care owner and sponsor."""

    CLERK = "clerk"
    MANAGER = "manager"
    EXECUTIVE = "executive"


class ContactChannel(StrEnum):
    """How somebody likes to be reached."""

    CALL = "call"
    WECHAT = "wechat"
    SMS = "sms"
    EMAIL = "email"
    VISIT = "visit"
