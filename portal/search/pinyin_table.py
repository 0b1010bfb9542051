"""What pypinyin knows, in a form a server can keep: its dictionary takes 55 MB and a third of a second in every
process, this table of the same readings 3 MB and a tenth.

`pinyin_table.txt` is gathered from the installed pypinyin by `python -m portal.search.pinyin_table`; a test compares
the two. A line is a reading, a tab, and all that is read so. Syllables stand apart by blanks, the readings of one
syllable by commas, likeliest first, without tones and with v for ü; words without a reading are read character by
character.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_suffix(".txt")
CHARACTERS = 0x34000
"""Chinese characters have numbers below."""


class Known(NamedTuple):
    """Readings, the place among them of each character's by its number, and by their first characters all words, as
    lines of a word, a tab and its reading, with the length of the longest: objects for 89,000 would take 18 MB."""

    readings: list[str]
    place: "array[int]"
    words: dict[str, tuple[int, str]]


@cache
def known() -> Known:
    """The table; loaded once in a process, before the web server makes its workers."""
    readings, place, lines = [""], array("H", bytes(2 * CHARACTERS)), defaultdict(list)
    for line in TABLE.read_text("utf-8").splitlines():
        reading, _, read_so = line.partition("\t")
        readings.append(reading)
        for word in read_so.split(" "):
            if len(word) > 1:
                lines[word[0]].append(f"{word}\t{reading}\n")
            else:
                place[ord(word)] = len(readings) - 1
    words = {first: (max(line.index("\t") for line in of), "\n" + "".join(of)) for first, of in lines.items()}
    return Known(readings, place, words)


def reading_of(word: str) -> str:
    """How a character or a word by itself is read ("zhong,chong", "chong qing"); "" where no reading is known, or it
    is that of its characters."""
    readings, place, words = known()
    if len(word) == 1:
        return readings[place[ord(word)]] if ord(word) < CHARACTERS else ""
    _, lines = words.get(word[:1], (0, ""))
    _, found, after = lines.partition(f"\n{word}\t")
    return after.partition("\n")[0] if found else ""


def longest_word(run: str) -> str:
    """The longest known word a run of characters begins with; its first character where there is none."""
    longest, lines = known().words.get(run[0], (1, ""))
    for size in range(min(longest, len(run)), 1, -1):
        if f"\n{run[:size]}\t" in lines:
            return run[:size]
    return run[0]


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
