"""Pinyin and initials of Chinese names, with the other readings a person may type."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice

from pypinyin import Style
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.seg.mmseg import seg
from pypinyin.style import convert

MOST_READINGS = 8
_CHINESE = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_CHINESE}]+|[^{_CHINESE}]+")
_IS_CHINESE = re.compile(f"[{_CHINESE}]")


@lru_cache(maxsize=4096)
def name_facts(name: str) -> dict[str, str]:
    """The columns `pinyin` and `initials` of a name in its likeliest reading: 重庆 is chongqing, cq."""
    reading = readings(name if name.isalnum() else "".join(filter(str.isalnum, name)))[0]
    return {"pinyin": "".join(reading)[:400], "initials": "".join(syllable[0] for syllable in reading)[:80]}


@lru_cache(maxsize=4096)
def readings(name: str) -> list[tuple[str, ...]]:
    """Syllables of the name: the likeliest reading, then those in which one character is read another way."""
    choices = [choice for choice in _spelled(name) if choice]
    first = tuple(choice[0] for choice in choices)
    return [first, *islice(_with_one_changed(first, choices), MOST_READINGS - 1)]


def _spelled(name: str) -> Iterable[list[str]]:
    """Readings of each character, those of known words first of all; what pypinyin.pinyin gives, many times faster."""
    for run in _RUN.findall(name):
        if not _IS_CHINESE.match(run):
            yield _plain((run,))
            continue
        for word in seg.cut(run):
            yield from _of_word(word) if word in PHRASES_DICT else map(_of_character, word)


@lru_cache(maxsize=4096)
def _of_word(word: str) -> list[list[str]]:
    return [_plain(_normal(choice)) for choice in PHRASES_DICT[word]]


@cache
def _of_character(character: str) -> list[str]:
    known = PINYIN_DICT.get(ord(character))
    return _plain(_normal(known.split(","))) if known else _plain((character,))


def _normal(spelled: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(convert(one, Style.NORMAL, True, default="") for one in spelled))


def _with_one_changed(first: tuple[str, ...], choices: list[list[str]]) -> Iterable[tuple[str, ...]]:
    for place, choice in enumerate(choices):
        for other in choice[1:]:
            yield (*first[:place], other, *first[place + 1 :])


def _plain(choice: Iterable[str]) -> list[str]:
    """Letters and digits only; ü is typed v."""
    spelled = ("".join(filter(str.isalnum, one)).lower().replace("ü", "v") for one in choice)
    return list(dict.fromkeys(one for one in spelled if one))
