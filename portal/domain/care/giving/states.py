"""How far a gift is, and who has to say the next word (domain 7.3)."""

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.care.gifts import Approver
from portal.domain.people.roles import StaffRole


class GiftState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SENT = "sent"
    RECEIVED = "received"
    RETURNED = "returned"


COUNTS = frozenset({GiftState.PROPOSED, GiftState.APPROVED, GiftState.SENT, GiftState.RECEIVED})
"""What uses up the year of a person: one that is only proposed as well, so that two of them never pass side by side."""
GONE_OUT = frozenset({GiftState.SENT, GiftState.RECEIVED})
UNDER_WAY = frozenset({GiftState.PROPOSED, GiftState.APPROVED, GiftState.SENT})
COMPLIANCE, MANAGEMENT = StaffRole.LEGAL, StaffRole.EXECUTIVE


class Step(StrEnum):
    """Whose word is awaited."""

    CARE_OWNER = "care_owner"
    HEAD = "head"
    COMPLIANCE = "compliance"
    MANAGER = "manager"


@dataclass(frozen=True)
class Signer:
    """One of us before a gift: whether they look after the account, and whether they head the care department."""

    staff_id: int
    roles: frozenset[str]
    is_care_owner: bool
    is_head: bool


def awaits(approver: Approver, *, is_cleared: bool) -> Step:
    """The next word on a proposed gift; `is_cleared`: compliance has said yes already."""
    if approver is Approver.COMPLIANCE:
        return Step.MANAGER if is_cleared else Step.COMPLIANCE
    return Step(approver)


def may_agree(step: Step, signer: Signer, proposed_by: int, cleared_by: int | None = None) -> bool:
    """Whether that word is theirs. A small gift the care owner agrees to alone, their own as well; everything else a
    second person decides, and of two words each is somebody else's."""
    is_other = signer.staff_id not in (proposed_by, cleared_by)
    return {
        Step.CARE_OWNER: signer.is_care_owner or (signer.is_head and is_other),
        Step.HEAD: signer.is_head and is_other,
        Step.COMPLIANCE: COMPLIANCE in signer.roles and is_other,
        Step.MANAGER: MANAGEMENT in signer.roles and is_other,
    }[step]
