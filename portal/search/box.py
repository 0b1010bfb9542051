"""One box for everything: what is found of each kind, the most fitting first, and which field matched.

It reads and leaves no trace. The scope of whoever asks holds, as everywhere.
"""

from dataclasses import dataclass

from portal.domain.work import Work
from portal.search.finding import find_called, newest
from portal.search.matching import Pieces, match, matched
from portal.search.reading import READERS, Card
from portal.search.saying import is_vague
from portal.search.tokens import ways_of

SHOWN = 5
"""So many of a kind are listed; the rest is a list's business."""
SHORT = frozenset({"short_name", "trade_name"})
"""Other names of the thing itself: of them it is told how they were spoken, of all others what they are."""
COUNTED, COUNTED_OF_VAGUE = 100, 21
"""Up to so many are counted; beyond that the figure says no more than that there are more. Of what begins with two
signs only up to fewer: nobody goes through the hits of 13 by their number, and counting a hundred of them on PostgreSQL
meant gathering tens of thousands."""


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
    """Of each of these kinds (account, contract, request, breach) that has a hit: the most fitting ones."""
    found = (_group(work, typed, kind) for kind in kinds)
    return [group for group in found if group.hits]


def _group(work: Work, typed: str, kind: str) -> Group:
    counted = COUNTED_OF_VAGUE if is_vague(ways_of(typed)) else COUNTED
    last, total = newest(work, typed, kind, SHOWN, counted)
    cards = READERS[kind](work, _fitting(work, typed, kind, last))
    return Group(kind, [hit_of(card, typed) for card in cards], total, total == counted)


def _fitting(work: Work, typed: str, kind: str, last: list[int]) -> list[int]:
    """What is called so, then what begins so, then the newest of what holds the words; at most SHOWN."""
    called = find_called(work, typed, kind, SHOWN) if len(last) > 1 else []
    return list(dict.fromkeys([*called, *last]))[:SHOWN]


def hit_of(card: Card, typed: str) -> Hit:
    """The line of a thing that was found."""
    found, title = match(card.fields, typed), card.fields[0]
    if found.field is title:
        return Hit(card.key, found.pieces, card.beneath, found.how or title.name)
    name = found.how if found.how and found.field.name in SHORT else found.field.name
    return Hit(card.key, matched(title, typed).pieces, card.beneath, name, found.pieces)
