"""The terms as of any civil day: exactly one version, or a plain reason why there is none."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.contracts.models import Clause, Contract, ContractVersion
from portal.domain.contracts.versions import clauses_on, version_on


class Standing(StrEnum):
    """How the agreement stands on the day. After its end its last terms are told: what is said about settling
    survives (Civil Code 567)."""

    IN_FORCE = "in_force"
    UNSIGNED = "unsigned"
    BEFORE = "before"
    OVER = "over"


@dataclass(frozen=True)
class TermsOfDay:
    """`version` and `clauses` are empty while nothing signed has taken effect; `first` is the day on which it does."""

    day: date
    standing: Standing
    version: ContractVersion | None
    clauses: tuple[Clause, ...]
    first: date | None


def terms_of_day(contract: Contract, day: date) -> TermsOfDay:
    """The terms of `contract` (loaded whole) on civil day `day`, whichever it is."""
    version = version_on(contract.versions, day)
    first = min((one.effective_from for one in contract.versions if one.is_signed), default=None)
    if version is None:
        return TermsOfDay(day, Standing.UNSIGNED if first is None else Standing.BEFORE, None, (), first)
    standing = Standing.OVER if is_over(contract, day) else Standing.IN_FORCE
    return TermsOfDay(day, standing, version, tuple(clauses_on(contract.versions, day)), first)


def is_over(contract: Contract, day: date) -> bool:
    """Whether its last day has passed, or it was terminated, on civil day `day`."""
    return day > contract.last_day
