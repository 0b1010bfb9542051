"""What is asked for, in the words of an engine's query language, and where the entries of a kind stand."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, bindparam

from portal.domain.base import Identifier
from portal.search.models import ROOM, entry_id
from portal.search.tokens import Term

VAGUE = 2
"""A beginning of so many signs says little."""
Ways = list[list[Term]]
"""One way or another, each of them with all its terms."""


def said(ways: Ways, both: str, either: str, sign: Callable[[Term], str]) -> str:
    """The terms are letters and digits alone."""
    return either.join(f"({both.join(map(sign, terms))})" for terms in ways)


def is_begun(ways: Ways) -> bool:
    """Whether only beginnings of words are asked for, as of whatever is typed in letters and digits."""
    return bool(ways) and all(term.is_prefix for way in ways for term in way)


def is_vague(ways: Ways) -> bool:
    """Whether no more is asked for than what begins with two signs: 13 stands in hundreds of thousands of numbers."""
    return is_begun(ways) and all(len(term.text) <= VAGUE for way in ways for term in way)


def between(place: Any, mark: str = "") -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Within `low` and `high`, or what these are called with a mark behind."""
    low, high = (bindparam(f"{name}{mark}", type_=Identifier) for name in ("low", "high"))
    return place > low, place < high


def within(kind: str) -> dict[str, int]:
    """The range of one kind."""
    return {"low": entry_id(kind, 0), "high": entry_id(kind, 1 << ROOM)}
