"""Chance without chance: every value is a pure function of seed, table, row number and field."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """The values of one generated row; no draw depends on another one, nor on how many rows there are."""

    __slots__ = ("_row",)

    def __init__(self, seed: int, table: str, index: int) -> None:
        self._row = f"{seed}|{table}|{index}|"

    def number(self, field: str, below: int) -> int:
        """A whole number from 0 up to, but not including, `below`."""
        return int.from_bytes(blake2b((self._row + field).encode(), digest_size=8).digest()) % below

    def share(self, field: str) -> float:
        """A number above 0 and below 1."""
        return (self.number(field, 2**53) + 0.5) / 2**53

    def one_of(self, field: str, choices: Sequence[T]) -> T:
        return choices[self.number(field, len(choices))]

    def happens(self, field: str, percent: int) -> bool:
        return self.number(field, 100) < percent


def spread(weights: Mapping[T, int]) -> tuple[T, ...]:
    """Each choice as often as it weighs, for `one_of`."""
    return tuple(choice for choice, weight in weights.items() for _ in range(weight))
