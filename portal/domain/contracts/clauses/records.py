"""What the fields of a typed record are: clauses and the facts of a case are read, written and described alike."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from functools import cache
from inspect import get_annotations
from types import MappingProxyType
from typing import Any, cast, get_type_hints

from portal.domain.contracts.clauses.kinds import BadValue, Choice, Kind
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.clauses.numbers import Bounded
from portal.domain.contracts.clauses.rules import Rule


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


class BadRecord(ValueError):
    """A record that cannot stand: `errors` maps each field (or `field-row-column`) to an error code."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {code}" for field, code in errors.items()))
        self.errors = dict(errors)


@cache
def specs_in(record: type) -> tuple[FieldSpec, ...]:
    """The fields of a record, in the order a form shows them."""
    optional = defaults_in(record)
    return tuple(_spec(name, kind, name not in optional) for name, kind in kinds_in(record).items())


@cache
def kinds_in(record: type) -> Mapping[str, Kind]:
    """Field name to kind: the record's own fields first, the shared ones after."""
    hints = get_type_hints(record, include_extras=True)
    kinds = {name: cast(Kind, hints[name].__metadata__[0]) for name in dict.fromkeys(_own_first(record))}
    return MappingProxyType(kinds)


@cache
def choice_in(record: type, name: str) -> Choice | None:
    """The closed list that a field, or a column of rows, chooses from."""
    kinds = kinds_in(record)
    columns = {column: kind for each in kinds.values() if isinstance(each, Steps) for column, kind in each.columns}
    found = kinds.get(name) or columns.get(name)
    return found if isinstance(found, Choice) else None


@cache
def defaults_in(record: type) -> Mapping[str, object]:
    """Field name to the value it has when it is not given; required fields are absent."""
    return {field.name: field.default for field in fields(record) if field.default is not MISSING}


def values_in(record: type, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What JSON-like `given` says of each field, and what is wrong with it by field: field by field, the names nobody
    knows, and the rules between fields."""
    values, errors = _read_fields(record, given)
    kinds, rules = kinds_in(record), getattr(record, "rules", ())
    if not given.keys() <= kinds.keys():
        errors.update({str(name): "unknown_field" for name in given if name not in kinds})
    if rules:
        errors.update(_broken_rules(rules, values, errors))
    return values, errors


def written(record: Any) -> dict[str, Any]:
    """A record as JSON-ready values; reading gives back an equal one."""
    of: type = type(record)
    kinds = kinds_in(of)
    values = ((name, kind, getattr(record, name)) for name, kind in kinds.items())
    return {name: None if value is None else kind.write(value) for name, kind, value in values}


def _read_fields(record: type, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Only what is given is read; a field that is blank, or an empty list, has its default. What cannot be read has no
    value, and no rule is asked about it."""
    values: dict[str, Any] = dict(defaults_in(record))
    errors: dict[str, str] = {}
    kinds, unread = kinds_in(record), set()
    for name, raw in given.items():
        kind = kinds.get(name)
        if kind is None or raw is None or (isinstance(raw, str) and not raw.strip()):
            continue
        try:
            value = kind.read(raw)
            if value != ():
                values[name] = value
        except BadValue as bad:
            unread.add(name)
            values.pop(name, None)
            errors.update({f"{name}{where}": code for where, code in bad.errors.items()})
    if len(values) + len(unread) < len(kinds):
        errors.update({name: "required" for name in kinds if name not in values and name not in unread})
    return values, errors


def _broken_rules(rules: tuple[Rule, ...], values: Mapping[str, Any], errors: Mapping[str, str]) -> dict[str, str]:
    askable = (rule for rule in rules if all(name in values for name in rule.fields))
    broken = (rule.mistake(values) for rule in askable)
    return {mistake[0]: mistake[1] for mistake in broken if mistake and mistake[0] not in errors}


def _own_first(record: type) -> Iterator[str]:
    names = {field.name for field in fields(record)}
    for level in record.__mro__[:-1]:
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
