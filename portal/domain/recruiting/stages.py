"""How far a prospect is, and why one is lost; codes only."""

from enum import StrEnum

from portal.domain.pursued import Pipeline


class Stage(StrEnum):
    IDENTIFIED = "identified"
    CONTACTED = "contacted"
    TALKING = "talking"
    OFFER = "offer"
    SIGNED = "signed"
    LOST = "lost"


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


OPEN = (Stage.IDENTIFIED, Stage.CONTACTED, Stage.TALKING, Stage.OFFER)
PIPELINE = Pipeline(OPEN, Stage.SIGNED, Stage.LOST, LostReason)
NEXT = PIPELINE.ways()
