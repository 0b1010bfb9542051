"""The internal review before a contract goes out for signing: what must stand in it and who must agree (domain 4)."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from portal.domain.contracts.clauses import CLAUSE_TYPES, Group, Side
from portal.domain.contracts.models import Clause, Contract
from portal.domain.contracts.sign_offs import ReviewStep, SignOff
from portal.domain.events import Actor
from portal.domain.people.roles import StaffRole


class Need(StrEnum):
    """What a contract must say before it is reviewed; without it a manager's reason is needed."""

    TERRITORY = "territory"
    QUOTA = "quota"
    DEPOSIT = "deposit"
    ANTI_DIVERSION = "anti_diversion"
    COMPLIANCE = "compliance"
    TERM_EXTENSION = "term_extension"
    TAKEBACK_OR_PENALTY = "takeback_or_penalty"
    EXCLUSIVITY = "exclusivity"


NEEDS: Mapping[Side, tuple[Need, ...]] = {
    Side.DOWNSTREAM: (Need.TERRITORY, Need.QUOTA, Need.DEPOSIT, Need.ANTI_DIVERSION, Need.COMPLIANCE),
    Side.UPSTREAM: (Need.TERM_EXTENSION, Need.TAKEBACK_OR_PENALTY, Need.EXCLUSIVITY),
}
_TYPES: Mapping[Need, frozenset[str]] = {
    Need.QUOTA: frozenset({"minimum_purchase"}),
    Need.DEPOSIT: frozenset({"deposit"}),
    Need.ANTI_DIVERSION: frozenset({"anti_diversion"}),
    Need.COMPLIANCE: frozenset({"compliance"}),
    Need.TERM_EXTENSION: frozenset(code for code, kind in CLAUSE_TYPES.items() if kind.group is Group.EXTENSION),
    Need.TAKEBACK_OR_PENALTY: frozenset(code for code, kind in CLAUSE_TYPES.items() if kind.group is Group.PENALTY)
    - {"penalty_overlap", "earnest_money"},
    Need.EXCLUSIVITY: frozenset({"exclusivity"}),
}
HEAVY = _TYPES[Need.TAKEBACK_OR_PENALTY] | {"deposit", "compliance"}
"""Clauses about penalties, deposits and termination: attention is drawn to them (Civil Code 496)."""

CAPACITIES: Mapping[ReviewStep, frozenset[StaffRole]] = {
    ReviewStep.SALES: frozenset({StaffRole.BUSINESS}),
    ReviewStep.QUALITY: frozenset({StaffRole.QUALITY}),
    ReviewStep.LEGAL: frozenset({StaffRole.LEGAL}),
    ReviewStep.OWNER: frozenset({StaffRole.EXECUTIVE, StaffRole.ADMINISTRATOR}),
}
"""In which capacity a role agrees; the owner's word stands for all the others."""
THREE = (ReviewStep.SALES, ReviewStep.QUALITY, ReviewStep.LEGAL)
MANAGERS = CAPACITIES[ReviewStep.OWNER]
"""Who may let a contract go into the review without a clause that it should have."""


def lacking(contract: Contract, clauses: Iterable[Clause]) -> tuple[Need, ...]:
    """What `contract` would have to say and `clauses` do not, in the order of NEEDS."""
    types = {clause.clause_type for clause in clauses if clause.change != "remove"}
    return tuple(need for need in NEEDS[Side(contract.side)] if not _is_there(need, contract, types))


def _is_there(need: Need, contract: Contract, types: set[str]) -> bool:
    return bool(contract.territories) if need is Need.TERRITORY else not types.isdisjoint(_TYPES[need])


def this_round(steps: Sequence[SignOff]) -> Sequence[SignOff]:
    """The steps since it was last handed in, that one first; none while it is not under review."""
    handed_in = [place for place, one in enumerate(steps) if one.step == ReviewStep.SUBMITTED]
    found = steps[handed_in[-1] :] if handed_in else ()
    return () if any(one.step == ReviewStep.SENT_BACK for one in found) else found


def awaited(steps: Sequence[SignOff]) -> tuple[ReviewStep, ...]:
    """Whose word is missing in this round."""
    given = {one.step for one in steps}
    return () if ReviewStep.OWNER in given else tuple(step for step in THREE if step not in given)


def capacity_of(actor: Actor, steps: Sequence[SignOff]) -> ReviewStep | None:
    """In which capacity the acting person can still agree in this round; nobody agrees twice, nor to their own."""
    if any(one.by_id == actor.login_id for one in steps):
        return None
    wanted = (*awaited(steps), ReviewStep.OWNER)
    return next((step for step in wanted if actor.has(*CAPACITIES[step])), None)
