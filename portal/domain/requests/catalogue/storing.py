"""Facts as JSON values for the database, and back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from portal.domain.requests.catalogue.codes import FieldKind
from portal.domain.requests.catalogue.fields import Facts, FactValue
from portal.domain.requests.catalogue.record import Category


def to_stored(facts: Facts) -> dict[str, Any]:
    """Facts as JSON: civil days and UTC moments in ISO 8601, lists as arrays."""
    return {name: _plain(value) for name, value in facts.items()}


def from_stored(category: Category, stored: Mapping[str, Any]) -> dict[str, FactValue]:
    """The facts again, in the order of the category's fields; a name it no longer has is left out."""
    return {spec.name: _typed(spec.kind, stored[spec.name]) for spec in category.fields if spec.name in stored}


def _plain(value: FactValue) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _typed(kind: FieldKind, plain: Any) -> FactValue:
    if kind is FieldKind.DATE:
        return date.fromisoformat(plain)
    if kind is FieldKind.DATETIME:
        return datetime.fromisoformat(plain)
    value: FactValue = tuple(plain) if isinstance(plain, list) else plain
    return value
