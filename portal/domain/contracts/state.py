"""The state of an agreement, read from its dates and markers on a civil day; never typed in."""

from datetime import date
from enum import StrEnum

from portal.domain.contracts.models import Contract

EXPIRING_DAYS = 90
"""An agreement with this many days left, or fewer, is ending soon."""


class ContractState(StrEnum):
    DRAFT = "draft"
    INTERNAL_REVIEW = "internal_review"
    SENT = "sent"
    SIGNED = "signed"
    ACTIVE = "active"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    DISPUTED = "disputed"
    TERMINATED = "terminated"
    SETTLED = "settled"
    ARCHIVED = "archived"


UNDER_WAY = frozenset({ContractState.ACTIVE, ContractState.EXPIRING, ContractState.SUSPENDED, ContractState.DISPUTED})
OVER = frozenset({ContractState.EXPIRED, ContractState.TERMINATED, ContractState.SETTLED, ContractState.ARCHIVED})


def state_on(contract: Contract, today: date) -> ContractState:
    """The state on civil day `today` (Asia/Shanghai); the end date is inclusive."""
    first = contract.versions[0] if contract.versions else None
    if first is None or not first.is_signed:
        return _before_signing(contract)
    if contract.archived_on and contract.archived_on <= today:
        return ContractState.ARCHIVED
    if contract.settled_on and contract.settled_on <= today:
        return ContractState.SETTLED
    if contract.terminated_on and contract.terminated_on <= today:
        return ContractState.TERMINATED
    if today > contract.ends_on:
        return ContractState.EXPIRED
    if contract.suspended_at:
        return ContractState.SUSPENDED
    if contract.disputed_at:
        return ContractState.DISPUTED
    if today < contract.starts_on or is_held_back(contract, today):
        return ContractState.SIGNED
    return ContractState.EXPIRING if contract.days_left(today) <= EXPIRING_DAYS else ContractState.ACTIVE


def is_held_back(contract: Contract, today: date) -> bool:
    """Whether what it waited for when it was signed was not there yet on civil day `today`."""
    return bool(contract.awaits) and (contract.effective_on is None or today < contract.effective_on)


def _before_signing(contract: Contract) -> ContractState:
    if contract.sent_at:
        return ContractState.SENT
    return ContractState.INTERNAL_REVIEW if contract.review_at else ContractState.DRAFT
