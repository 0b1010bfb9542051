"""Which field of a thing holds what was typed, and where in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from portal.search.folding import fold, keeps_places
from portal.search.naming import spelled_places
from portal.search.tokens import Term, code_tokens, name_tokens, phone_tokens, text_tokens, ways_of

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces; those that hold what was typed are True."""
STAR = "*"


@dataclass(frozen=True)
class Field:
    """A field of a thing as the index knows it. `kind` says how it was taken apart: name, code, phone, region, text.
    `more` are tokens it is also found by."""

    name: str
    text: str
    kind: str = "text"
    more: frozenset[str] = frozenset()

    @property
    def tokens(self) -> frozenset[str]:
        return frozenset(_TAKEN_APART[self.kind](self.text)) | self.more

    def holds(self, term: Term) -> bool:
        """Whether one of its tokens is the term, or begins so: looked for in all of them at once."""
        sought = f" {term.text}" if term.is_prefix else f" {term.text} "
        return bool(self.text) and (sought in _in_a_row(self.kind, self.text) or is_met(term, self.more))


_TAKEN_APART = {
    "name": name_tokens, "code": code_tokens, "phone": phone_tokens, "region": text_tokens, "text": text_tokens,
}  # fmt: skip


@lru_cache(maxsize=512)
def _in_a_row(kind: str, text: str) -> str:
    """All tokens, a blank before and after each: no token holds one."""
    return f" {' '.join(_TAKEN_APART[kind](text))} "


@dataclass(frozen=True)
class Match:
    """`how` is pinyin or initials where a name was found by how it is spoken, else empty."""

    field: Field
    how: str
    pieces: Pieces


def match(fields: Sequence[Field], typed: str) -> Match:
    """The first field that holds all that was typed, else the one that holds most of it."""
    ways = ways_of(typed)
    best, most = fields[0], -1.0
    for field in fields:
        held = max((sum(map(field.holds, terms)) / len(terms) for terms in ways), default=0.0)
        if held > most:
            best, most = field, held
        if held == 1:
            break
    return matched(best, typed)


def matched(field: Field, typed: str) -> Match:
    """The field with what was typed marked in it; a telephone number shows no more than that."""
    terms = [term.text for terms in ways_of(typed) for term in terms]
    places = _places(field.text, terms)
    how = ""
    if not places and field.kind == "name":
        how, places = _spoken(field, terms)
    pieces = _pieces(field.text, places)
    return Match(field, how, _masked(pieces) if field.kind == "phone" else pieces)


def is_met(term: Term, tokens: Iterable[str]) -> bool:
    return any(token.startswith(term.text) for token in tokens) if term.is_prefix else term.text in tokens


def _places(text: str, terms: Sequence[str]) -> set[int]:
    """Where in the text the terms stand, whatever marks lie between and however it is spelled."""
    (plain, origin), found = _without_marks(text), set[int]()
    for term in terms:
        at = plain.find(term)
        while at >= 0:
            found.update(origin[at : at + len(term)])
            at = plain.find(term, at + 1)
    return found


@lru_cache(maxsize=512)
def _without_marks(text: str) -> tuple[str, Sequence[int]]:
    """The text in its one spelling, and where in it as written each sign stands."""
    folded, origin = [], []
    for place, signs in enumerate(fold(text) if keeps_places(text) else map(fold, text)):
        for one in filter(str.isalnum, signs):
            folded.append(one)
            origin.append(place)
    return "".join(folded), tuple(origin)


def _spoken(field: Field, terms: Sequence[str]) -> tuple[str, set[int]]:
    """By which way of speaking the name was found, and the characters that are spoken so."""
    syllables = spelled_places(field.text)
    for name, sounds in (
        ("pinyin", syllables),
        ("initials", [(syllable[0], place) for syllable, place in syllables]),
    ):
        found: set[int] = set()
        for term in terms:
            found.update(_said_at(sounds, term))
        if found:
            return name, found
    return "", set()


def _said_at(sounds: Sequence[tuple[str, Sequence[int]]], term: str) -> Iterable[int]:
    for first in range(len(sounds)):
        said = ""
        for last in range(first, len(sounds)):
            said += sounds[last][0]
            if said.startswith(term):
                return [place for _sound, places in sounds[first : last + 1] for place in places]
            if not term.startswith(said):
                break
    return []


def _pieces(text: str, places: set[int]) -> Pieces:
    runs = groupby(enumerate(text), key=lambda each: each[0] in places)
    return tuple(("".join(sign for _place, sign in run), is_marked) for is_marked, run in runs)


def _masked(pieces: Pieces) -> Pieces:
    return tuple((text if is_marked else STAR * len(text), is_marked) for text, is_marked in pieces)
