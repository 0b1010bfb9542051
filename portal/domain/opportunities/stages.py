"""How far an opening is, what it is about, and why one is lost; codes only [DEF]."""

from enum import StrEnum

from portal.domain.pursued import Pipeline


class Stage(StrEnum):
    NOTICED = "noticed"
    CHECKED = "checked"
    PURSUED = "pursued"
    OFFERED = "offered"
    WON = "won"
    LOST = "lost"


class About(StrEnum):
    """What a peripheral contact knows of first (domain 6: market intelligence; 2.1: kinds of value)."""

    TENDER = "tender"
    LISTING = "listing"
    PRODUCT = "product"
    PARTNER = "partner"
    POLICY = "policy"
    MEDIA = "media"
    OTHER = "other"


class LostReason(StrEnum):
    PRICE = "price"
    TENDER_LOST = "tender_lost"
    POLICY = "policy"
    COMPETITOR = "competitor"
    TOO_LATE = "too_late"
    NOT_REAL = "not_real"
    NOT_ALLOWED = "not_allowed"
    OTHER = "other"


OPEN = (Stage.NOTICED, Stage.CHECKED, Stage.PURSUED, Stage.OFFERED)
PIPELINE = Pipeline(OPEN, Stage.WON, Stage.LOST, LostReason)
NEXT = PIPELINE.ways()
