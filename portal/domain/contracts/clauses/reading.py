"""Clauses read from and written as plain JSON-like values."""

from collections.abc import Mapping
from typing import Any, Protocol

from portal.domain.contracts.clauses.catalogue import BadClause, clause_type
from portal.domain.contracts.clauses.clause import Clause
from portal.domain.contracts.clauses.records import values_in, written


def read_clause(code: str, params: Mapping[str, Any], side: str | None = None) -> Clause:
    """The clause that JSON-like `params` describe: sums in fen, shares as parts of one ("0.05" or "5%").

    With a `side` the type must be allowed there. Raises BadClause with every mistake at once.
    """
    wanted = clause_type(code)
    if not isinstance(params, Mapping):
        raise BadClause({"params": "wrong_shape"})
    values, errors = values_in(wanted, params)
    if side is not None and side not in wanted.sides:
        errors["clause_type"] = "wrong_side"
    if errors:
        raise BadClause(errors)
    return wanted(**values)


class Written(Protocol):
    """A clause as it is stored, or the columns of one."""

    @property
    def clause_type(self) -> str: ...
    @property
    def params(self) -> dict[str, Any]: ...


def terms_of(clause: Written) -> Clause | None:
    """The record of a stored clause; None when its type has changed since it was written down."""
    try:
        return read_clause(clause.clause_type, clause.params)
    except BadClause:
        return None


def write_clause(clause: Clause) -> dict[str, Any]:
    """The clause's parameters as JSON-ready values; `read_clause` gives back an equal clause."""
    return written(clause)
