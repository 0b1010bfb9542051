"""Two people changed the same thing: what each changed, and what both did."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """One field that both changed: what it was on opening, what I typed, what they saved."""

    name: str
    opened: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merge:
    """`taken`: fields only they changed, with their value. `both`: fields to decide about; mine stand in the form."""

    taken: dict[str, str]
    both: list[Difference]


def merge(opened: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> Merge:
    """Compare three states of the same fields; a field of unknown first state counts as changed by both."""
    taken: dict[str, str] = {}
    both: list[Difference] = []
    for name, their in theirs.items():
        my = mine.get(name, "")
        before = opened.get(name)
        if my == their or before == their:
            continue
        if before == my:
            taken[name] = their
        else:
            both.append(Difference(name, before or "", my, their))
    return Merge(taken, both)
