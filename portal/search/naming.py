"""Pinyin and initials of Chinese names, with the other readings a person may type."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from portal.search.folding import fold, keeps_places
from portal.search.pinyin_table import longest_word, reading_of

MOST_READINGS = 8
_CHINESE = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_CHINESE}]+|[^{_CHINESE}]+")
_IS_CHINESE = re.compile(f"[{_CHINESE}]")


@lru_cache(maxsize=4096)
def name_facts(name: str) -> dict[str, str]:
    """The columns `pinyin` and `initials` of a name in its likeliest reading: 重庆 is chongqing, cq."""
    reading = syllables(name if name.isalnum() else "".join(filter(str.isalnum, name)))[0]
    return {"pinyin": "".join(reading)[:400], "initials": "".join(syllable[0] for syllable in reading)[:80]}


@lru_cache(maxsize=1024)
def syllables(name: str) -> tuple[tuple[str, ...], list[tuple[int, str]]]:
    """The likeliest reading of the name, and which of its syllables may be read how else, one at a time."""
    choices = [choice for choice in _spelled(name) if choice]
    others = ((place, other) for place, choice in enumerate(choices) for other in choice[1:])
    return tuple([choice[0] for choice in choices]), list(islice(others, MOST_READINGS - 1))


@lru_cache(maxsize=1024)
def spelled_places(name: str) -> tuple[tuple[str, Sequence[int]], ...]:
    """Syllables of the likeliest reading, each with the places in the name it is spoken for."""
    found: list[tuple[str, Sequence[int]]] = []
    at = 0
    for run in _RUN.findall(fold(name) if keeps_places(name) else "".join(map(_one_sign, name))):
        if _IS_CHINESE.match(run):
            found += [(choice[0], (at + place,)) for place, choice in enumerate(_spelled(run)) if choice]
        elif plain := _plain(run):
            found.append((plain[0], range(at, at + len(run))))
        at += len(run)
    return tuple(found)


def _one_sign(sign: str) -> str:
    """In one spelling, where that is one sign: places must stay."""
    folded = fold(sign)
    return folded if len(folded) == 1 else sign


def _spelled(name: str) -> Iterator[list[str]]:
    """Readings of each character, those of the longest known words first of all, as pypinyin.pinyin gives them."""
    for run in _RUN.findall(name):
        if not _IS_CHINESE.match(run):
            yield _plain(run)
            continue
        while run:
            word = longest_word(run)
            yield from _of_word(word)
            run = run[len(word) :]


@lru_cache(maxsize=4096)
def _of_word(word: str) -> list[list[str]]:
    """Readings of each of its characters; of a word that is not spelled out, the likeliest of each."""
    known = reading_of(word)
    if known:
        return [syllable.split(",") for syllable in known.split(" ")]
    if len(word) > 1:
        return [_of_word(character)[0][:1] for character in word]
    return [_plain(word)]


def _plain(run: str) -> list[str]:
    """What is no Chinese is its own reading: letters and digits only."""
    spelled = "".join(filter(str.isalnum, run)).lower().replace("ü", "v")
    return [spelled] if spelled else []
