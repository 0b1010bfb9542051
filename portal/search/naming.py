"""Pinyin and initials of Chinese names, with the other readings a person may type."""

from collections.abc import Iterable
from itertools import islice

from pypinyin import Style, pinyin

MOST_READINGS = 8


def name_facts(name: str) -> dict[str, str]:
    """The columns `pinyin` and `initials` of a name in its likeliest reading: 重庆 is chongqing, cq."""
    reading = next(iter(readings(name)))
    return {"pinyin": "".join(reading)[:400], "initials": "".join(syllable[0] for syllable in reading)[:80]}


def readings(name: str) -> list[tuple[str, ...]]:
    """Syllables of the name: the likeliest reading, then those in which one character is read another way."""
    choices = [_plain(choice) for choice in pinyin(name, style=Style.NORMAL, heteronym=True)]
    choices = [choice for choice in choices if choice]
    first = tuple(choice[0] for choice in choices)
    return [first, *islice(_with_one_changed(first, choices), MOST_READINGS - 1)]


def _with_one_changed(first: tuple[str, ...], choices: list[list[str]]) -> Iterable[tuple[str, ...]]:
    for place, choice in enumerate(choices):
        for other in choice[1:]:
            yield (*first[:place], other, *first[place + 1 :])


def _plain(choice: list[str]) -> list[str]:
    """Letters and digits only; ü is typed v."""
    spelled = ("".join(filter(str.isalnum, one)).lower().replace("ü", "v") for one in choice)
    return [one for one in spelled if one]
