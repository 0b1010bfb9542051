"""Lists and objects of values, read and described alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from portal.api.values import UNREADABLE, Base64, Choice, Day, Moment, Text, Truth, Whole, about, fault
from portal.web.problems import Fault

__all__ = [
    "Base64",
    "Called",
    "Choice",
    "Day",
    "ListOf",
    "Maybe",
    "Moment",
    "Shape",
    "Text",
    "Thing",
    "Truth",
    "Whole",
    "fault",
    "whole_thing",
]
MOST_FAULTS = 100


class Shape(Protocol):
    def read(self, value: Any, at: str, faults: list[Fault]) -> Any:
        """The value as we use it; what does not fit is added to `faults`, and the result then means nothing."""

    def spec(self) -> dict[str, Any]:
        """The same as JSON Schema."""


@dataclass(frozen=True)
class ListOf:
    item: Shape
    most: int
    least: int = 0

    def read(self, value: Any, at: str, faults: list[Fault]) -> list[Any]:
        if not isinstance(value, list):
            faults.append(fault(at, "wrong_type"))
            return []
        if not self.least <= len(value) <= self.most:
            faults.append(fault(at, "out_of_range"))
            return []
        return [self.item.read(one, f"{at}/{place}", faults) for place, one in enumerate(value)]

    def spec(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.spec(), "minItems": self.least, "maxItems": self.most}


@dataclass(frozen=True)
class Maybe:
    """A value or null."""

    shape: Any

    def read(self, value: Any, at: str, faults: list[Fault]) -> Any:
        return None if value is None else self.shape.read(value, at, faults)

    def spec(self) -> dict[str, Any]:
        return {"anyOf": [self.shape.spec(), {"type": "null"}]}


@dataclass(frozen=True)
class Thing:
    """An object with these names and no others."""

    has: Mapping[str, Any]
    must: frozenset[str] = field(default_factory=frozenset)
    about: str = ""

    def read(self, value: Any, at: str, faults: list[Fault]) -> dict[str, Any]:
        if not isinstance(value, dict):
            faults.append(fault(at, "wrong_type"))
            return {}
        unknown, missing = sorted(value.keys() - self.has.keys()), sorted(self.must - value.keys())
        faults.extend(fault(f"{at}/{_escaped(name)}", "unknown") for name in unknown[:MOST_FAULTS])
        faults.extend(fault(f"{at}/{name}", "missing") for name in missing)
        return {
            name: shape.read(value[name], f"{at}/{name}", faults) for name, shape in self.has.items() if name in value
        }

    def spec(self) -> dict[str, Any]:
        required = {"required": sorted(self.must)} if self.must else {}
        properties = {name: shape.spec() for name, shape in self.has.items()}
        return {"type": "object", "properties": properties, **required, "additionalProperties": False,
                **about(self.about)}  # fmt: skip


@dataclass(frozen=True)
class Called:
    """A value with the words people know it by."""

    shape: Shape
    title: str

    def read(self, value: Any, at: str, faults: list[Fault]) -> Any:
        return self.shape.read(value, at, faults)

    def spec(self) -> dict[str, Any]:
        return {**self.shape.spec(), "title": self.title}


def whole_thing(**has: Any) -> Thing:
    """An object that always has every one of its names, as all our answers do."""
    return Thing(has, frozenset(has))


def _escaped(name: str) -> str:
    """A name as part of a JSON pointer, short enough to be repeated and without what cannot be written."""
    return UNREADABLE.sub("?", name[:60]).replace("~", "~0").replace("/", "~1")
