"""Clauses beside a request: those its category points at first, each with the version it stands in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask_babel.speaklater import LazyString

from portal.domain.contracts.models import Contract
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
    contract: Contract, day: date, types: Collection[str], *, reader: str, without_sums_of: frozenset[str] = NONE
) -> list[ClauseCard]:
    """The clauses in force on civil day `day`, those of the linked `types` first; `contract` is loaded whole."""
    versions = {version.id: version for version in contract.versions}
    clauses = clauses_on(contract.versions, day)
    words = in_words(clauses, contract, reader=reader, without_sums_of=without_sums_of)
    cards = [
        ClauseCard(said, contract.number, version_label(version.no), version.effective_from, said.code in types)
        for said, version in zip(words, (versions[clause.version_id] for clause in clauses), strict=True)
    ]
    return sorted(cards, key=lambda card: not card.is_linked)
