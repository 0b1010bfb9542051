"""Who of one account may see which kind of field: owners everything, members and viewers no sums of penalties."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from portal.domain.contracts.clauses import CLAUSE_TYPES, Group
from portal.domain.people.roles import PartnerRole
from portal.web.current import uow

OWNER, MEMBER, VIEWER = PartnerRole.OWNER, PartnerRole.MEMBER, PartnerRole.VIEWER
EVERYBODY = frozenset({OWNER, MEMBER, VIEWER})
OWNERS = frozenset({OWNER})


class Sight(StrEnum):
    """A kind of field on the partner face."""

    CLAUSE_WORDS = "clause_words"
    RATES_AND_MULTIPLES = "rates_and_multiples"
    PENALTY_SUMS = "penalty_sums"
    PENALTY_ORIGINALS = "penalty_originals"
    BANK_NUMBERS = "bank_numbers"
    ID_NUMBERS = "id_numbers"
    PEOPLE_AND_INVITATIONS = "people_and_invitations"


MATRIX: Mapping[Sight, frozenset[PartnerRole]] = {
    Sight.CLAUSE_WORDS: EVERYBODY,  # whoever ships and sells must know the rules
    Sight.RATES_AND_MULTIPLES: EVERYBODY,
    Sight.PENALTY_SUMS: OWNERS,
    Sight.PENALTY_ORIGINALS: OWNERS,  # the signed text of these clauses names the sums
    Sight.BANK_NUMBERS: OWNERS,
    Sight.ID_NUMBERS: OWNERS,
    Sight.PEOPLE_AND_INVITATIONS: OWNERS,
}

PENALTY_CLAUSES = frozenset(
    {code for code, kind in CLAUSE_TYPES.items() if kind.group == Group.PENALTY} | {"deposit", "confidentiality"}
)
"""Clause types whose sums are penalties, deposits or earnest money."""


def may_see(what: Sight, roles: Collection[str] | None = None) -> bool:
    """Whether the acting person (or somebody with these roles) sees that kind of field."""
    asked = uow.actor.roles if roles is None else roles
    return not MATRIX[what].isdisjoint(asked)


def clauses_without_sums() -> frozenset[str]:
    """Clause types of which the acting person sees neither sums nor the original text."""
    return frozenset() if may_see(Sight.PENALTY_SUMS) else PENALTY_CLAUSES
