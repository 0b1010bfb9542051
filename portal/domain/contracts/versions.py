"""Which clauses are in force on a day: versions folded in order, the rest left as it was."""

from collections.abc import Iterable
from datetime import date

from portal.domain.contracts.models import Clause, ContractVersion


def version_on(versions: Iterable[ContractVersion], day: date) -> ContractVersion | None:
    """The version with the greatest effective_from not after civil day `day`; of two, the higher number."""
    reached = [version for version in versions if version.effective_from <= day]
    return max(reached, key=lambda version: (version.effective_from, version.no), default=None)


def clauses_on(versions: Iterable[ContractVersion], day: date) -> list[Clause]:
    """Clauses in force on civil day `day`, in the order of the contract.

    Each version adds, changes or removes articles; what it does not name stays (Civil Code art. 544).
    """
    reached = sorted((v for v in versions if v.effective_from <= day), key=lambda v: (v.effective_from, v.no))
    in_force: dict[str, Clause] = {}
    for version in reached:
        for clause in version.clauses:
            if clause.change == "remove":
                in_force.pop(clause.article, None)
            else:
                in_force[clause.article] = clause
    return sorted(in_force.values(), key=lambda clause: clause.position)
