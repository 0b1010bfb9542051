"""Which categories a program can file, and how their own fields look in JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from portal.api.shapes import Called, Choice, Day, ListOf, Moment, Shape, Text, Thing, Truth, Whole
from portal.domain.accounts.regions import BY_CODE
from portal.domain.requests.catalogue import Category, FieldKind, FieldSpec
from portal.domain.requests.categories.own import OwnField
from portal.domain.work import SHANGHAI

K = FieldKind
BESIDE_THE_FIELDS = {K.CONTRACT: "contract", K.PRODUCT: "product", K.PHOTOS: "files"}
"""Kinds that stand beside `fields` in every category, and by which name."""


@dataclass(frozen=True)
class Fileable:
    """A category, the shape of its own fields, and what beside them it cannot do without."""

    category: Category
    fields: Thing
    needs: frozenset[str]


def _line(spec: FieldSpec) -> Shape:
    return Text(max(spec.least, 1), spec.most or 200)


SHAPES: Mapping[FieldKind, Callable[[FieldSpec], Shape]] = {
    K.TEXT: _line,
    K.LONG_TEXT: lambda spec: Text(max(spec.least, 1), spec.most or 4000, is_line=False),
    K.INTEGER: lambda spec: Whole(spec.least, spec.most or 0),
    K.FEN: lambda spec: Whole(spec.least, spec.most or 0, "In fen, 1/100 yuan."),
    K.DATE: lambda _: Day(),
    K.DATETIME: lambda _: Moment("To the minute."),
    K.CHOICE: lambda spec: Choice(spec.choices),
    K.CHOICES: lambda spec: ListOf(Choice(spec.choices), len(spec.choices), 1),
    K.TICK: lambda _: Truth(),
    K.PROVINCE: lambda _: Choice(tuple(BY_CODE), "Code of GB/T 2260."),
    K.BATCH_NO: _line,
    K.PHONE: lambda _: Text(1, 30, "Mobile, or landline with its area code."),
    K.LINES: lambda spec: ListOf(Text(1, 200), spec.most or 50, 1),
}
"""By kind: the shape of its value."""


@lru_cache(maxsize=128)
def fileable(category: Category) -> Fileable:
    """The category as it is in force, the fields a company added to it among the others."""
    own = {spec.name: _shape(spec) for spec in category.fields if spec.kind in SHAPES}
    needed = {spec.name for spec in category.fields if spec.required and not spec.unless}
    beside = {name for spec in category.fields for name in [BESIDE_THE_FIELDS.get(spec.kind)] if spec.name in needed}
    return Fileable(
        category, Thing(own, frozenset(needed & own.keys())), frozenset(name for name in beside if name is not None)
    )


def raw_fields(category: Category, sent: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """What was sent, as the catalogue's own reader takes it: the texts a person would have typed, names of files."""
    values = {**sent.get("fields", {}), **{name: sent[name] for name in ("contract", "product") if name in sent}}
    values |= {"files": [file["name"] for file in sent["files"]]} if "files" in sent else {}
    return {spec.name: _typed(spec, values[spec.name]) for spec in category.fields if spec.name in values}


def _shape(spec: FieldSpec) -> Shape:
    shape = SHAPES[spec.kind](spec)
    if isinstance(spec, OwnField):
        return Called(shape, " / ".join(filter(None, (spec.label.zh, spec.label.en))))
    return shape


def _typed(spec: FieldSpec, value: Any) -> str | list[str]:
    if spec.kind is K.FEN:
        return f"{value // 100}.{value % 100:02d}"
    if spec.kind is K.LINES:
        return "\n".join(value)
    if isinstance(value, list):
        return value
    if isinstance(value, datetime):
        return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return str(value)
