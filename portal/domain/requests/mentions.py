"""Colleagues called by name in a note, as in "@田野": which stretches of a text call whom."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

SIGNS = "@＠"
"""The second is what an input method of Chinese types."""
MOST = 20
"""So many colleagues are told of one note; a longer list is a mailing."""
_SIGN = re.compile(f"(?<![0-9A-Za-z_.+-])[{SIGNS}]")
"""Not the sign within a mail address."""
_GOES_ON = re.compile("[0-9A-Za-z_]")


class Call(NamedTuple):
    """A stretch of the text, its sign included, and the ids of everybody who is called so."""

    begin: int
    end: int
    ids: tuple[int, ...]


def calls_in(text: str, names: Mapping[int, str]) -> Iterator[Call]:
    """Every call of one of these people (id → name), in the order of the text. The longest name counts: with 陈立 and
    陈立衡 at work, "@陈立衡" calls the second. Two of one name are both called, so that none is missed."""
    by_name = dict[str, list[int]]()
    for one, name in names.items():
        by_name.setdefault(name.casefold(), []).append(one)
    longest_first = sorted(filter(None, by_name), key=len, reverse=True)
    folded = text.casefold() if len(text.casefold()) == len(text) else text  # places must stay
    for sign in _SIGN.finditer(text):
        for name in longest_first:
            if folded.startswith(name, sign.end()) and _ends(folded, sign.end() + len(name)):
                yield Call(sign.start(), sign.end() + len(name), tuple(by_name[name]))
                break


def called_in(text: str, names: Mapping[int, str]) -> list[int]:
    """Ids of whom the text calls, each once, at most MOST, in the order in which they are called."""
    return list(dict.fromkeys(one for call in calls_in(text, names) for one in call.ids))[:MOST]


def _ends(text: str, place: int) -> bool:
    """Whether a name ends there: "@Li" does not call Li in "@Lin"; Chinese words follow without a blank."""
    return not _GOES_ON.match(text, place) or not _GOES_ON.match(text, place - 1)
