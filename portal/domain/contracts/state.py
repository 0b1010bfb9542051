"""The state of an agreement, read from its dates and markers on a civil day; never typed in."""

from datetime import date
from enum import StrEnum

from portal.domain.contracts.models import Contract

EXPIRING_DAYS = 90
"""An agreement with this many days left, or fewer, is ending soon."""


class ContractState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    SIGNED = "signed"
    ACTIVE = "active"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    DISPUTED = "disputed"
    TERMINATED = "terminated"
    SETTLED = "settled"


UNDER_WAY = frozenset({ContractState.ACTIVE, ContractState.EXPIRING, ContractState.SUSPENDED, ContractState.DISPUTED})


def state_on(contract: Contract, today: date) -> ContractState:
    """The state on civil day `today` (Asia/Shanghai); the end date is inclusive."""
    first = contract.versions[0] if contract.versions else None
    if first is None or not first.is_signed:
        return ContractState.SENT if contract.sent_at else ContractState.DRAFT
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
    if today < contract.starts_on:
        return ContractState.SIGNED
    return ContractState.EXPIRING if contract.days_left(today) <= EXPIRING_DAYS else ContractState.ACTIVE
