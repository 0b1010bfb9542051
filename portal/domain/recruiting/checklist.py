"""What is looked into before a product is taken on, and which protection our contract gives: plain parts, added up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from portal.domain.contracts.models import Clause


class Item(StrEnum):
    """What the supplier is known for."""

    KEEPS_TERRITORY = "keeps_territory"
    TAKEBACK_HISTORY = "takeback_history"
    DELIVERY = "delivery"
    TENDER_HELP = "tender_help"
    PAPERS = "papers"
    PRICE = "price"
    SETTLES = "settles"
    QUALITY = "quality"


class Rating(IntEnum):
    POOR = 0
    FAIR = 1
    GOOD = 2


PROTECTION = (
    "minimum_years", "extension_option", "takeback_compensation", "sole_negotiation", "exclusivity",
    "interruption_extension", "delivery", "tender_support", "price_protection",
)  # fmt: skip
"""Clauses of the upstream contract that protect what we build up (domain 3.3), one point each."""
CORE = frozenset({"minimum_years", "extension_option", "takeback_compensation", "sole_negotiation"})
"""Those against having the product taken back once it sells."""


@dataclass(frozen=True)
class Summary:
    """`ratings` by item; `articles` names by protecting clause type the article that gives it."""

    ratings: Mapping[str, int]
    articles: Mapping[str, str]

    @property
    def reputation(self) -> int:
        return sum(self.ratings.get(item, 0) for item in Item)

    @property
    def reputation_most(self) -> int:
        return len(Item) * Rating.GOOD

    @property
    def protection(self) -> int:
        return sum(code in self.articles for code in PROTECTION)

    @property
    def total(self) -> int:
        return self.reputation + self.protection

    @property
    def most(self) -> int:
        return self.reputation_most + len(PROTECTION)

    @property
    def unrated(self) -> tuple[str, ...]:
        return tuple(item for item in Item if item not in self.ratings)

    @property
    def poor(self) -> tuple[str, ...]:
        return tuple(item for item in Item if self.ratings.get(item) == Rating.POOR)

    @property
    def missing(self) -> tuple[str, ...]:
        """Protecting clauses that the contract has not."""
        return tuple(code for code in PROTECTION if code not in self.articles)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What asks for a reason: an item nobody rated or rated poor, and a core clause that is missing."""
        return (*self.unrated, *self.poor, *(code for code in self.missing if code in CORE))


def articles_of(clauses: Iterable[Clause]) -> dict[str, str]:
    """By protecting clause type the first article that gives it."""
    found: dict[str, str] = {}
    for clause in clauses:
        if clause.clause_type in PROTECTION:
            found.setdefault(clause.clause_type, clause.article)
    return found
