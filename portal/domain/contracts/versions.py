"""Which clauses are in force on a day: signed versions folded in order, the rest left as it was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from portal.domain.contracts.models import Clause, ContractVersion


@dataclass(frozen=True)
class Change:
    """What a version does to one article: `before` is None when it adds, `after` when it removes."""

    article: str
    before: Clause | None
    after: Clause | None


def version_on(versions: Iterable[ContractVersion], day: date) -> ContractVersion | None:
    """The signed version with the greatest effective_from not after civil day `day`; of two, the higher number."""
    reached = [version for version in versions if version.is_signed and version.effective_from <= day]
    return max(reached, key=_order, default=None)


def clauses_on(versions: Iterable[ContractVersion], day: date) -> list[Clause]:
    """Clauses in force on civil day `day`, in the order of the contract; a draft binds nobody."""
    return folded(version for version in versions if version.is_signed and version.effective_from <= day)


def clauses_before(versions: Iterable[ContractVersion], draft: ContractVersion) -> list[Clause]:
    """The terms that `draft` would change: every signed version that takes effect no later than it."""
    return folded(
        version
        for version in versions
        if version is not draft and version.is_signed and _order(version) < _order(draft)
    )


def folded(versions: Iterable[ContractVersion]) -> list[Clause]:
    """The clauses that remain: each version adds, changes or removes articles; what it does not name stays
    (Civil Code art. 544)."""
    remaining: dict[str, Clause] = {}
    for version in sorted(versions, key=_order):
        for clause in version.clauses:
            if clause.change == "remove":
                remaining.pop(clause.article, None)
            else:
                remaining[clause.article] = clause
    return sorted(remaining.values(), key=lambda clause: (clause.position, clause.article))


def changes_of(versions: Iterable[ContractVersion], version: ContractVersion) -> Iterator[Change]:
    """Article by article, what `version` changes."""
    versions = list(versions)
    before = {clause.article: clause for clause in clauses_before(versions, version)}
    for clause in version.clauses:
        yield Change(clause.article, before.get(clause.article), None if clause.change == "remove" else clause)


def is_back_dated(version: ContractVersion, today: date) -> bool:
    """Whether it takes effect before both sides have signed it, a side that has not being taken to sign on civil day
    `today`. Allowed, with a warning (domain 4): what happened in between is judged by the new wording."""
    last = max(version.signed_by_us_on or today, version.signed_by_partner_on or today)
    return version.effective_from < last


def _order(version: ContractVersion) -> tuple[date, int]:
    return version.effective_from, version.no
