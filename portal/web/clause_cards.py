"""Clauses beside a request: plain words first, the text of the contract folded below."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from portal.domain.accounts.regions import PROVINCES
from portal.domain.contracts.clauses import BadClause, read_clause
from portal.domain.contracts.models import Clause, Contract, ContractVersion
from portal.domain.contracts.versions import clauses_on
from portal.web.clause_words import plain_words, type_label
from portal.web.locale import current_locale


@dataclass(frozen=True)
class ClauseCard:
    """`plain` is empty where the parameters cannot be read any more; `linked` says that the category points at it."""

    article: str
    title: str
    plain: str
    text: str
    page: int | None
    contract: str
    version: int
    since: date
    linked: bool


def clause_cards(
    contract: Contract, day: date, *, types: Collection[str], reader: str, linked_only: bool = False
) -> list[ClauseCard]:
    """The clauses in force on civil day `day`, those of the linked types first."""
    versions = {version.id: version for version in contract.versions}
    clauses = clauses_on(contract.versions, day)
    cards = [_card(clause, contract, versions[clause.version_id], types, reader) for clause in clauses]
    return [card for card in sorted(cards, key=lambda card: not card.linked) if card.linked or not linked_only]


def _card(
    clause: Clause, contract: Contract, version: ContractVersion, types: Collection[str], reader: str
) -> ClauseCard:
    return ClauseCard(
        article=clause.article,
        title=type_label(clause.clause_type),
        plain=_plain(clause, contract.side, reader),
        text=(current_locale() == "en" and clause.text_en) or clause.text_zh,
        page=clause.page,
        contract=contract.number,
        version=version.no,
        since=version.effective_from,
        linked=clause.clause_type in types,
    )


def _plain(clause: Clause, side: str, reader: str) -> str:
    english = current_locale() == "en"
    names = {province.code: province.en if english else province.bare for province in PROVINCES}
    try:
        return plain_words(read_clause(clause.clause_type, clause.params), side=side, reader=reader, names=names)
    except BadClause:
        return ""
