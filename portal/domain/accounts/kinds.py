"""The codes of an account: kind, status, tier and stage."""

from enum import StrEnum

from portal.domain.base import Refused


class AccountKind(StrEnum):
    SUPPLIER = "supplier"
    DISTRIBUTOR = "distributor"
    INDIVIDUAL = "individual"
    PERIPHERAL = "peripheral"


NUMBER_PREFIX = {
    AccountKind.SUPPLIER: "S",
    AccountKind.DISTRIBUTOR: "D",
    AccountKind.INDIVIDUAL: "N",
    AccountKind.PERIPHERAL: "P",
}

PORTAL_KINDS = frozenset({AccountKind.DISTRIBUTOR, AccountKind.INDIVIDUAL, AccountKind.PERIPHERAL})
"""Kinds whose people may be let into the portal. Upstream suppliers are not: their contracts never show there."""


class AccountStatus(StrEnum):
    LEAD = "lead"
    ACTIVE = "active"
    DORMANT = "dormant"
    CHURNED = "churned"
    SUSPENDED = "suspended"
    ARCHIVED = "archived"


CLOSED_TO_PARTNERS = frozenset({AccountStatus.SUSPENDED, AccountStatus.ARCHIVED})
"""In these states the account's people are signed out and cannot come in."""


def check_portal(kind: str, status: str) -> None:
    """Refused(invitation.kind_has_no_portal) or (invitation.account_closed) where nobody of the account may come in."""
    if kind not in PORTAL_KINDS:
        raise Refused("invitation.kind_has_no_portal")
    if status in CLOSED_TO_PARTNERS:
        raise Refused("invitation.account_closed")


class Tier(StrEnum):
    VIP = "vip"
    A = "a"
    B = "b"
    C = "c"
    DORMANT = "dormant"
    PERIPHERAL_KEY = "peripheral_key"
    PERIPHERAL = "peripheral"


class Stage(StrEnum):
    S0 = "s0"
    S1 = "s1"
    S2 = "s2"
    S3 = "s3"
    S4 = "s4"


class EntityType(StrEnum):
    MAH = "mah"
    FACTORY = "factory"
    WHOLESALE = "wholesale"
    RETAIL_CHAIN = "retail_chain"
    DELIVERY = "delivery"
    CSO = "cso"
    TENDER_FIRM = "tender_firm"
    MEDIA = "media"
    ASSOCIATION = "association"
    OTHER = "other"


class Source(StrEnum):
    EXPO = "expo"
    REFERRAL = "referral"
    WEBSITE = "website"
    COLD_CALL = "cold_call"
    TENDER = "tender"
    MEDIA = "media"
    OTHER = "other"


class ContactRole(StrEnum):
    OWNER = "owner"
    LEGAL_REP = "legal_rep"
    PURCHASING = "purchasing"
    QUALITY = "quality"
    FINANCE = "finance"
    INVOICING = "invoicing"
    SALES = "sales"
    ASSISTANT = "assistant"
