"""One box for everything: what is found of each kind, the most fitting first, and which field matched.

It reads and leaves no trace. The scope of whoever asks holds, as everywhere.
"""

from dataclasses import dataclass

from portal.domain.work import Work
from portal.search.finding import called_of, newest_of
from portal.search.matching import Pieces, match, matched
from portal.search.reading import READERS, Card
from portal.search.saying import is_begun
from portal.search.tokens import ways_of

SHOWN = 5
"""So many of a kind are listed; the rest is a list's business."""
SHORT = frozenset({"short_name", "trade_name"})
"""Other names of the thing itself: of them it is told how they were spoken, of all others what they are."""
COUNTED, COUNTED_OF_BEGUN = 100, 21
"""Up to so many are counted; beyond that the figure says no more than that there are more. Of what begins so only up to
fewer: nobody goes through the hits of 13 by their number, counting a hundred of them on PostgreSQL meant gathering tens
of thousands, and on SQLite a longer beginning is looked for in the words of each entry."""


@dataclass(frozen=True)
class Hit:
    """One line: the address' key, its title in pieces, what is said beneath, and the field that matched, in pieces,
    where that is not the title."""

    key: str
    title: Pieces
    beneath: tuple[str, ...]
    field: str
    said: Pieces = ()


@dataclass(frozen=True)
class Group:
    """Hits of one kind; `total` counts so far at most, where `is_more` says that there are more."""

    kind: str
    hits: list[Hit]
    total: int
    is_more: bool = False


def find_all(work: Work, typed: str, kinds: tuple[str, ...]) -> list[Group]:
    """Of each of these kinds (account, contract, request, breach) that has a hit: the most fitting ones, at most SHOWN:
    what is called so, then what begins so, then the newest of what holds the words."""
    counted = COUNTED_OF_BEGUN if is_begun(ways_of(typed)) else COUNTED
    found = newest_of(work, typed, kinds, SHOWN, counted)
    several = [kind for kind, (last, _) in found.items() if len(last) > 1]
    called = called_of(work, typed, several, SHOWN) if several else {}
    groups = []
    for kind, (last, total) in found.items():
        fitting = list(dict.fromkeys([*called.get(kind, ()), *last]))[:SHOWN]
        hits = [hit_of(card, typed) for card in READERS[kind](work, fitting)] if fitting else []
        groups.append(Group(kind, hits, total, total == counted))
    return [group for group in groups if group.hits]


def hit_of(card: Card, typed: str) -> Hit:
    """The line of a thing that was found."""
    found, title = match(card.fields, typed), card.fields[0]
    if found.field is title:
        return Hit(card.key, found.pieces, card.beneath, found.how or title.name)
    name = found.how if found.how and found.field.name in SHORT else found.field.name
    return Hit(card.key, matched(title, typed).pieces, card.beneath, name, found.pieces)
