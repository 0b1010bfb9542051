"""Who does what for a customer, as written down (domain 7.5): A answers for it, R does it, C is asked, I is told."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple


class Work(StrEnum):
    ARCHIVE = "archive"
    CONTACT = "contact"
    VIP_PLAN = "vip_plan"
    OCCASIONS = "occasions"
    REQUESTS = "requests"
    FEEDBACK = "feedback"
    RENEWALS = "renewals"
    BREACHES = "breaches"
    PERIPHERAL = "peripheral"


class Role(StrEnum):
    CARE = "care"
    BUSINESS = "business"
    SPONSOR = "sponsor"
    QUALITY = "quality"
    FINANCE = "finance"
    LEGAL = "legal"


_ROLES = tuple(Role)
_TABLE: Mapping[Work, str] = {
    Work.ARCHIVE: "A R - C C -",
    Work.CONTACT: "C AR I C C -",
    Work.VIP_PLAN: "R R A - - -",
    Work.OCCASIONS: "AR C I - C C",
    Work.REQUESTS: "I A I R R R",
    Work.FEEDBACK: "AR R C C - C",
    Work.RENEWALS: "I R A C C R",
    Work.BREACHES: "I R A C R R",
    Work.PERIPHERAL: "AR C R - - -",
}
RACI: Mapping[Work, Mapping[Role, str]] = {
    work: {role: letters for role, letters in zip(_ROLES, line.split(), strict=True) if letters != "-"}
    for work, line in _TABLE.items()
}
"""The letters by work and role; a role that has no part in a work is left out."""


class Part(NamedTuple):
    work: Work
    letters: str


def duties_of(role: Role) -> list[Part]:
    """The written duties of one role: what it answers for first, then what it does, is asked and is told of."""
    parts = [Part(work, roles[role]) for work, roles in RACI.items() if role in roles]
    return sorted(parts, key=lambda part: "ARCI".index(part.letters[0]))


def answering(work: Work) -> Role:
    """The one role that answers for it."""
    return next(role for role, letters in RACI[work].items() if "A" in letters)


def doing(work: Work) -> Iterator[Role]:
    """The roles that do it."""
    return (role for role, letters in RACI[work].items() if "R" in letters)
