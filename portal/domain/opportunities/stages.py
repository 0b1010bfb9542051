"""How far an opening is, what it is about, and why one is lost; codes only [DEF]."""

from collections.abc import Mapping
from enum import StrEnum


class Stage(StrEnum):
    NOTICED = "noticed"
    CHECKED = "checked"
    PURSUED = "pursued"
    OFFERED = "offered"
    WON = "won"
    LOST = "lost"


OPEN = (Stage.NOTICED, Stage.CHECKED, Stage.PURSUED, Stage.OFFERED)
"""Under way, in this order; a step may be skipped, and one may fall back."""
NEXT: Mapping[Stage, tuple[Stage, ...]] = {
    **{stage: tuple(other for other in Stage if other is not stage) for stage in OPEN},
    Stage.WON: (),
    Stage.LOST: OPEN,
}
"""Where each may go: what was won is over, what was lost may be taken up again."""


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
