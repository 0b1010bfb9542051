"""What a signed contract waits for before it comes into force: the deposit, and valid papers (domain 4; Civil Code
502)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from portal.domain.accounts.models import Account, Qualification
from portal.domain.contracts.models import Contract

BLOCKING_PAPERS = ("business_licence", "drug_licence", "production_licence")
"""Papers without which nothing new may begin once they have run out (domain 2.5)."""


class Awaited(StrEnum):
    DEPOSIT = "deposit"
    PAPERS = "papers"


def awaited_by(contract: Contract) -> tuple[Awaited, ...]:
    """What it waited for when it was signed."""
    return tuple(map(Awaited, contract.awaits.split()))


def expired_papers(account: Account, papers: Iterable[Qualification], day: date) -> tuple[str, ...]:
    """Kinds of BLOCKING_PAPERS of which the account has some on file and none that is valid on civil day `day`. What
    was never filed is a matter of the archive's completeness, not of this guard."""
    last_days: dict[str, list[date]] = {}
    for paper in papers:
        last_days.setdefault(paper.doc_type, []).append(paper.expires_on or date.max)
    if account.licence_until is not None:
        last_days.setdefault("drug_licence", []).append(account.licence_until)
    return tuple(kind for kind in BLOCKING_PAPERS if kind in last_days and max(last_days[kind]) < day)
