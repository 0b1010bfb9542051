"""What is looked up: single characters and pairs of Chinese, words of Latin and digits, pinyin and initials.

Pairs, because two characters are the shortest word people search by and no tokenizer of either engine finds it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from portal.search.folding import fold
from portal.search.naming import syllables

LONGEST = 24
"""Longer words are cut, on both sides alike."""
MOST_TERMS = 24
MOST_READ = 120
SHORTEST_OF_PHONE = 4
LEAD, END = "\ue000", "\ue001"
"""Marks of a token that is a beginning, and of where the whole ends; nobody can type them as a word."""
_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_ABROAD = re.compile("(?:00)?86(1[0-9]{10})")
_RUN = re.compile(f"([{_CHINESE}]+)|([^\\W_{_CHINESE}]+)")


@dataclass(frozen=True)
class Term:
    """One thing that must be there: a whole token, or the beginning of one."""

    text: str
    is_prefix: bool = False


def text_tokens(text: str) -> set[str]:
    """Tokens of running text."""
    found: set[str] = set()
    for chinese, word in _runs(text):
        if chinese:
            found.update(chinese, _pairs(chinese))
        else:
            found.add(word[:LONGEST])
    return found


@lru_cache(maxsize=1024)
def name_tokens(name: str) -> frozenset[str]:
    """Tokens of a name: its characters, also without the marks between them, and its pinyin from every syllable on."""
    name = fold(name)
    joined = "".join(filter(str.isalnum, name))
    found = text_tokens(name) if name == joined else text_tokens(name) | text_tokens(joined)
    _add_spoken(found, joined)
    found.discard("")
    return frozenset(found)


def _add_spoken(found: set[str], name: str) -> None:
    """Pinyin and initials from each syllable on; where one may be read another way, also from those before it that
    reach as far."""
    likeliest, others = syllables(name)
    sounds, letters = "".join(likeliest), "".join([syllable[0] for syllable in likeliest])
    ends = list(accumulate(map(len, likeliest)))
    starts = [0, *ends[:-1]]
    found.update([sounds[start : start + LONGEST] for start in starts])
    found.update([letters[start : start + LONGEST] for start in range(len(letters))])
    for place, other in others:
        before, after = starts[place], ends[place]
        changed = sounds[:before] + other + sounds[after : after + LONGEST]
        found.update([changed[start : start + LONGEST] for start in starts[: place + 1] if start + LONGEST > before])
        if other[0] != letters[place]:
            changed = letters[:place] + other[0] + letters[place + 1 :]
            found.update([changed[start : start + LONGEST] for start in range(max(0, place + 1 - LONGEST), place + 1)])


@lru_cache(maxsize=4096)
def code_tokens(code: str) -> frozenset[str]:
    """Tokens of a number: as written, joined, its last four digits, and its last part without leading zeros."""
    found = text_tokens(code)
    words = [word for _, word in _runs(code) if word]
    if words:
        joined = "".join(words)
        last = words[-1].lstrip("0")[:LONGEST] or "0"
        found |= {joined[:LONGEST], joined[-4:], last}
        if len(words) == 2 and words[0].isalpha():  # D-000101 is said D101
            found.add(f"{words[0]}{last}"[:LONGEST])
    return frozenset(found)


@lru_cache(maxsize=4096)
def phone_tokens(number: str) -> frozenset[str]:
    """Tokens of a telephone number: every end of it from four digits up, so that any four within it are found."""
    digits = "".join(filter(str.isdigit, fold(number)))
    ends = (digits[place:][:LONGEST] for place in range(len(digits) - SHORTEST_OF_PHONE + 1))
    return code_tokens(number) | frozenset(ends)


@lru_cache(maxsize=4096)
def lead_token(text: str) -> str:
    """What a whole name or number starts with, as one token: by it the thing itself comes before what mentions it."""
    joined = plain(text)
    return f"{LEAD}{joined[:LONGEST]}{END if len(joined) <= LONGEST else ''}" if joined else ""


def lead_term(text: str, *, whole: bool) -> Term:
    """Asks for what is called so, whole, or for what begins so."""
    joined = plain(text)
    return Term(f"{LEAD}{joined[:LONGEST]}{END if whole else ''}", is_prefix=not whole)


def plain(text: str) -> str:
    """Letters and digits alone, in one spelling."""
    return "".join(filter(str.isalnum, fold(text[:MOST_READ])))


def account_token(account_id: int) -> str:
    """Stands in every entry, so that one account's hits are found without walking everybody's."""
    return f"account0{account_id}"


def terms_of(text: str) -> list[Term]:
    """What a typed text asks for; signs of query languages are no more than blanks between words."""
    found: dict[Term, None] = {}
    for chinese, word in _runs(text):
        if chinese:
            found.update(dict.fromkeys(map(Term, _pairs(chinese) or [chinese])))
        else:
            found[Term(word[:LONGEST], is_prefix=len(word) > 1)] = None
    return list(found)[:MOST_TERMS]


@lru_cache(maxsize=256)
def ways_of(text: str) -> list[list[Term]]:
    """What a typed text asks for, in one way or another: a number may be typed in groups, or with our country's
    prefix. None for a text without words. Not to be changed by whoever asks."""
    terms = terms_of(text)
    words = [word for chinese, word in _runs(text) if not chinese]
    joined = "".join(words)
    if not terms or len(words) != len(list(_runs(text))):
        return [terms] if terms else []
    mobile = _ABROAD.fullmatch(joined)
    others = [joined] * (len(words) > 1) + ([mobile[1]] if mobile else [])
    return [terms, *([Term(other[:LONGEST], is_prefix=True)] for other in others)]


def _pairs(chinese: str) -> list[str]:
    return [chinese[place : place + 2] for place in range(len(chinese) - 1)]


def _runs(text: str) -> Iterable[tuple[str, str]]:
    """Runs of Chinese and words of anything else, in lower case, half width and without accents."""
    folded = fold(text)
    is_plain = folded.isascii() or max(folded) < "\U00010000"
    return _RUN.findall(folded if is_plain else "".join(map(_sign, folded)))


def _sign(sign: str) -> str:
    """Rare characters beyond the first plane are unknown to SQLite's tokenizer: they are spelled by their number."""
    return sign if sign < "\U00010000" else f" u{ord(sign):x} "
