"""What pypinyin knows, in a form a server can keep: its dictionary takes 55 MB and a third of a second in every
process, this table of the same readings 18 MB and a few hundredths.

`pinyin_table.txt` is gathered from the installed pypinyin by `python -m portal.search.pinyin_table`; a test compares
the two. A line is a reading, a tab, and all that is read so. Syllables stand apart by blanks, the readings of one
syllable by commas, likeliest first, without tones and with v for ü; words without a reading are read character by
character.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_suffix(".txt")


@cache
def spellings() -> dict[str, str]:
    """Characters and words by themselves: {"重": "zhong,chong", "重庆": "chong qing", "药业": ""}."""
    known: dict[str, str] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        reading, _, read_so = line.partition("\t")
        known.update(dict.fromkeys(read_so.split(" "), reading))
    return known


@cache
def longest_words() -> dict[str, int]:
    """The length of the longest known word by its first character, where it is no single one."""
    longest: dict[str, int] = {}
    for word in spellings():
        if len(word) > longest.get(word[:1], 1):
            longest[word[:1]] = len(word)
    return longest


def gather() -> str:
    """The table as the installed pypinyin would have it."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    single = {chr(number): _spelled([known.split(",")]) for number, known in PINYIN_DICT.items()}
    read_so = defaultdict(list)
    for character, reading in single.items():
        if reading:
            read_so[reading].append(character)
    for word, known in PHRASES_DICT.items():
        reading = _spelled(known)
        plain = " ".join(single.get(character, character).partition(",")[0] for character in word)
        read_so["" if reading == plain else reading].append(word)
    return "".join(f"{reading}\t{' '.join(read_so[reading])}\n" for reading in sorted(read_so))


def _spelled(known: Iterable[Iterable[str]]) -> str:
    return " ".join(filter(None, (",".join(dict.fromkeys(_plain(choice))) for choice in known)))


def _plain(choice: Iterable[str]) -> Iterator[str]:
    """Letters and digits only, without tones; ü is typed v."""
    from pypinyin import Style
    from pypinyin.style import convert

    for spelled in choice:
        toneless = convert(spelled, Style.NORMAL, True, default="")
        yield from filter(None, ["".join(filter(str.isalnum, toneless)).lower().replace("ü", "v")])


if __name__ == "__main__":
    TABLE.write_text(gather(), "utf-8")
