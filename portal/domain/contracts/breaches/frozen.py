"""Facts and workings as JSON that keeps its types, so that a frozen sum can be read again as it was made."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from portal.domain.contracts.clauses import trade_vocabulary, vocabulary
from portal.domain.contracts.computing import fact_vocabulary
from portal.domain.contracts.computing.working import Assessment, Line


def freeze(value: Any) -> Any:
    """`value` as JSON: days, moments, decimals and choices are marked, records and mappings become objects."""
    if isinstance(value, StrEnum):
        return {"$choice": f"{type(value).__name__}.{value}"}
    if isinstance(value, datetime | date):
        return {"$day" if type(value) is date else "$at": value.isoformat()}
    if isinstance(value, Decimal):
        return {"$number": str(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: freeze(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): freeze(one) for name, one in value.items()}
    return [freeze(one) for one in value] if isinstance(value, list | tuple | set | frozenset) else value


def thaw(value: Any) -> Any:
    """What `freeze` made, with its days, moments, decimals and choices again; records stay plain objects."""
    if isinstance(value, list):
        return [thaw(one) for one in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        for mark, read in _MARKS.items():
            if mark in value:
                return read(value[mark])
    return {name: thaw(one) for name, one in value.items()}


def frozen_assessment(assessment: Assessment) -> dict[str, Any]:
    """The working of a computed sum as it is stored."""
    kept: dict[str, Any] = freeze(assessment)
    return kept


def assessment_of(working: Mapping[str, Any]) -> Assessment:
    """The working again, line by line."""
    plain = thaw(dict(working))
    lines = tuple(Line(line["code"], line["facts"], line["fen"]) for line in plain.get("lines", ()))
    return Assessment(
        plain.get("outcome", ""), lines, plain.get("fen"), plain.get("days", {}), tuple(plain.get("notes", ()))
    )


def _choice(text: str) -> StrEnum | str:
    """A value of one of the closed lists; of a list that is no more, the bare code."""
    name, _, value = text.partition(".")
    among = _CHOICES.get(name)
    return among(value) if among is not None and value in set(among) else value


_CHOICES: dict[str, type[StrEnum]] = {
    name: found
    for module in (vocabulary, trade_vocabulary, fact_vocabulary)
    for name, found in vars(module).items()
    if isinstance(found, type) and issubclass(found, StrEnum)
}
_MARKS: dict[str, Callable[[str], Any]] = {
    "$day": date.fromisoformat,
    "$at": datetime.fromisoformat,
    "$number": Decimal,
    "$choice": _choice,
}
