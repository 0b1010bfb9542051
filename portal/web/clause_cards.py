"""Clauses beside a request: those its category points at first, each with the version it stands in."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from flask_babel.speaklater import LazyString

from portal.domain.contracts.models import Clause, Contract
from portal.domain.contracts.versions import clauses_on
from portal.web.clauses_in_words import NONE, ClauseInWords, in_words
from portal.web.contract_words import version_label


@dataclass(frozen=True)
class ClauseCard:
    clause: ClauseInWords
    contract: str
    version: LazyString
    since: date
    is_linked: bool


def clause_cards(
    contract: Contract, day: date, linked: Collection[str] | Callable[[Clause], bool], *, reader: str,
    without_sums_of: frozenset[str] = NONE,
) -> list[ClauseCard]:  # fmt: skip
    """The clauses in force on civil day `day`, the linked ones (by type, or as asked) first; `contract` is loaded
    whole."""
    versions = {version.id: version for version in contract.versions}
    clauses = clauses_on(contract.versions, day)
    words = in_words(clauses, contract, reader=reader, without_sums_of=without_sums_of)
    is_linked = linked if callable(linked) else lambda clause: clause.clause_type in linked
    cards = [
        ClauseCard(said, contract.number, version_label(version.no), version.effective_from, is_linked(clause))
        for said, clause in zip(words, clauses, strict=True)
        for version in (versions[clause.version_id],)
    ]
    return sorted(cards, key=lambda card: not card.is_linked)
