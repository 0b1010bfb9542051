"""How far a prospect is, and why one is lost; codes only."""

from collections.abc import Mapping
from enum import StrEnum


class Stage(StrEnum):
    IDENTIFIED = "identified"
    CONTACTED = "contacted"
    TALKING = "talking"
    OFFER = "offer"
    SIGNED = "signed"
    LOST = "lost"


OPEN = (Stage.IDENTIFIED, Stage.CONTACTED, Stage.TALKING, Stage.OFFER)
"""Under way, in this order; a step may be skipped, and one may fall back."""
NEXT: Mapping[Stage, tuple[Stage, ...]] = {
    **{stage: tuple(other for other in Stage if other is not stage) for stage in OPEN},
    Stage.SIGNED: (),
    Stage.LOST: OPEN,
}
"""Where each may go: what was signed is over, what was lost may be taken up again."""


class LostReason(StrEnum):
    PRICE = "price"
    POLICY = "policy"
    COMPETITOR = "competitor"
    NO_HOSPITALS = "no_hospitals"
    DEPOSIT = "deposit"
    QUOTA = "quota"
    NOT_LICENSED = "not_licensed"
    NOT_RELIABLE = "not_reliable"
    NO_ANSWER = "no_answer"
    CELL_GIVEN = "cell_given"
    OTHER = "other"
