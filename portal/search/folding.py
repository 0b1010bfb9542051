"""One spelling for what is written in several: width, case, accents, traditional characters, 窜货 and 串货.

`variants.txt` holds the traditional characters, each line a simplified one, a tab, and what is written for it. It is
drawn from OpenCC's table TSCharacters (https://github.com/BYVoid/OpenCC, Apache License 2.0), first choices only.
"""

import unicodedata
from functools import cache, lru_cache
from itertools import filterfalse
from pathlib import Path

TABLE = Path(__file__).with_name("variants.txt")
SHORT = 80
"""Texts that are remembered, in characters."""
TWINS = {"窜": "串", "竄": "串"}
"""Words of the trade that are spelled both ways: cross-territory sale is 窜货 or 串货 (domain.md, glossary)."""


def fold(text: str) -> str:
    """The spelling by which things are kept and asked for."""
    if text.isascii():
        return text.lower()
    return _folded(text) if len(text) <= SHORT else _spelled(text)


def _spelled(text: str) -> str:
    wide = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(filterfalse(unicodedata.combining, wide)).translate(variants())


def keeps_places(text: str) -> bool:
    """Whether each sign of the text is one sign of its spelling, so that places in one are places in the other."""
    return text.isascii() or (unicodedata.is_normalized("NFKD", text) and len(fold(text)) == len(text))


_folded = lru_cache(maxsize=4096)(_spelled)
"""A name is taken apart in several ways, one after the other."""


@cache
def variants() -> dict[int, str]:
    """Code points of traditional and twin characters, with what stands for them."""
    known: dict[int, str] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        simplified, _, written = line.partition("\t")
        known.update(dict.fromkeys(map(ord, written), simplified))
    known |= {ord(sign): twin for sign, twin in TWINS.items()}
    return {sign: known.get(ord(other), other) for sign, other in known.items()}
