"""What the fields of each clause type are: for reading, writing and drawing a form."""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from functools import cache
from inspect import get_annotations
from typing import cast, get_type_hints

from portal.domain.contracts.clauses.catalogue import clause_type
from portal.domain.contracts.clauses.clause import Clause
from portal.domain.contracts.clauses.kinds import Choice, Kind
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.clauses.numbers import Bounded


@dataclass(frozen=True)
class FieldSpec:
    """What a form needs to know of a field. `default` is the JSON value to begin with, None for nothing."""

    name: str
    kind: str
    required: bool
    choices: tuple[str, ...] = ()
    unit: str | None = None
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    default: object = None
    columns: tuple["FieldSpec", ...] = ()


@cache
def fields_of(code: str) -> tuple[FieldSpec, ...]:
    """The fields of a clause type, in the order a form shows them; BadClause for an unknown code."""
    optional = defaults_of(code)
    return tuple(_spec(name, kind, name not in optional) for name, kind in kinds_of(code).items())


@cache
def kinds_of(code: str) -> dict[str, Kind]:
    """Field name to kind: the type's own fields first, the shared ones after."""
    wanted = clause_type(code)
    hints = get_type_hints(wanted, include_extras=True)
    return {name: cast(Kind, hints[name].__metadata__[0]) for name in dict.fromkeys(_own_first(wanted))}


@cache
def defaults_of(code: str) -> dict[str, object]:
    """Field name to the value it has when it is not given; required fields are absent."""
    return {field.name: field.default for field in fields(clause_type(code)) if field.default is not MISSING}


def _own_first(wanted: type[Clause]) -> Iterator[str]:
    names = {field.name for field in fields(wanted)}
    for level in wanted.__mro__[:-1]:
        yield from (name for name in get_annotations(level) if name in names)


def _spec(name: str, kind: Kind, required: bool) -> FieldSpec:
    bounded = kind if isinstance(kind, Bounded) else None
    return FieldSpec(
        name=name,
        kind=kind.name,
        required=required,
        choices=tuple(choice.value for choice in kind.among) if isinstance(kind, Choice) else (),
        unit=kind.unit,
        minimum=bounded.minimum if bounded else None,
        maximum=bounded.maximum if bounded else None,
        default=kind.prefill,
        columns=_columns(kind),
    )


def _columns(kind: Kind) -> tuple[FieldSpec, ...]:
    if not isinstance(kind, Steps):
        return ()
    return tuple(_spec(name, column, column.prefill is None) for name, column in kind.columns)
