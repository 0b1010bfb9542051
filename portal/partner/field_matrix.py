"""Who of one account may see which kind of field: owners everything, members and viewers neither sums of penalties nor
bank and identity numbers."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.contracts.clauses import CLAUSE_TYPES, Group
from portal.domain.people.roles import PartnerRole
from portal.web.current import uow


class Sight(StrEnum):
    """A kind of field that not everybody of an account sees."""

    PENALTY_SUMS = "penalty_sums"
    BANK_NUMBERS = "bank_numbers"
    ID_NUMBERS = "id_numbers"


MATRIX: Mapping[Sight, frozenset[PartnerRole]] = {
    Sight.PENALTY_SUMS: frozenset({PartnerRole.OWNER}),
    Sight.BANK_NUMBERS: frozenset({PartnerRole.OWNER}),
    Sight.ID_NUMBERS: frozenset({PartnerRole.OWNER}),
}

PENALTY_CLAUSES = frozenset(
    {code for code, kind in CLAUSE_TYPES.items() if kind.group == Group.PENALTY} | {"deposit", "confidentiality"}
)
"""Clause types whose sums are penalties, deposits or earnest money."""
NUMBERED_PAPERS = {"bank_permit": Sight.BANK_NUMBERS, "poa_person_id": Sight.ID_NUMBERS}
"""Papers by type whose number is a bank account's or a person's."""


def clauses_without_sums() -> frozenset[str]:
    """Clause types of which the acting person sees neither sums nor the original text, which names them."""
    return frozenset() if _may_see(Sight.PENALTY_SUMS) else PENALTY_CLAUSES


def sees_penalty_sums() -> bool:
    """Whether the acting person sees decided penalties and the movements of deposits in figures."""
    return _may_see(Sight.PENALTY_SUMS)


def papers_without_number() -> frozenset[str]:
    """Types of papers of which the acting person does not see the number."""
    return frozenset(doc_type for doc_type, what in NUMBERED_PAPERS.items() if not _may_see(what))


def _may_see(what: Sight) -> bool:
    return uow.actor.has(*MATRIX[what])
