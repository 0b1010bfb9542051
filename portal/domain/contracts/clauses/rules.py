"""Rules between the fields of one clause; each names the field to correct and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Rule(Protocol):
    """Asked only when all its fields could be read."""

    @property
    def fields(self) -> tuple[str, ...]: ...

    def mistake(self, given: Mapping[str, Any]) -> tuple[str, str] | None:
        """(field, error code) when broken."""


@dataclass(frozen=True)
class Below:
    """`small` is less than `big` (or equal to it, if allowed); either may be absent."""

    small: str
    big: str
    code: str
    or_equal: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        return self.small, self.big

    def mistake(self, given: Mapping[str, Any]) -> tuple[str, str] | None:
        small, big = given[self.small], given[self.big]
        if small is None or big is None or small < big or (self.or_equal and small == big):
            return None
        return self.small, self.code


@dataclass(frozen=True)
class Needs:
    """When `when` has the value (any value, if none is named), `field` must be given."""

    field: str
    when: str
    value: object = None

    @property
    def fields(self) -> tuple[str, ...]:
        return self.field, self.when

    def mistake(self, given: Mapping[str, Any]) -> tuple[str, str] | None:
        asked = given[self.when] is not None if self.value is None else given[self.when] == self.value
        return (self.field, "required") if asked and given[self.field] in (None, ()) else None


@dataclass(frozen=True)
class ExactlyOne:
    """One of two fields is filled, not none and not both."""

    first: str
    second: str

    @property
    def fields(self) -> tuple[str, ...]:
        return self.first, self.second

    def mistake(self, given: Mapping[str, Any]) -> tuple[str, str] | None:
        filled = [name for name in self.fields if given[name]]
        if len(filled) == 1:
            return None
        return (self.second, "only_one") if filled else (self.first, "required")
