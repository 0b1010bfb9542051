"""What the fields of each clause type are: for reading, writing and drawing a form."""

from collections.abc import Mapping

from portal.domain.contracts.clauses.catalogue import clause_type
from portal.domain.contracts.clauses.kinds import Kind
from portal.domain.contracts.clauses.records import FieldSpec, defaults_in, kinds_in, specs_in

__all__ = ["FieldSpec", "defaults_of", "fields_of", "kinds_of"]


def fields_of(code: str) -> tuple[FieldSpec, ...]:
    """The fields of a clause type, in the order a form shows them; BadClause for an unknown code."""
    return specs_in(_record(code))


def kinds_of(code: str) -> Mapping[str, Kind]:
    """Field name to kind: the type's own fields first, the shared ones after."""
    return kinds_in(_record(code))


def defaults_of(code: str) -> Mapping[str, object]:
    """Field name to the value it has when it is not given; required fields are absent."""
    return defaults_in(_record(code))


def _record(code: str) -> type:
    return clause_type(code)
