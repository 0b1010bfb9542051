"""What a signed contract waits for before it comes into force: the deposit, and valid papers (domain 4; Civil Code
502)."""

from enum import StrEnum

from portal.domain.contracts.models import Contract


class Awaited(StrEnum):
    DEPOSIT = "deposit"
    PAPERS = "papers"


def awaited_by(contract: Contract) -> tuple[Awaited, ...]:
    """What it waited for when it was signed."""
    return tuple(map(Awaited, contract.awaits.split()))
