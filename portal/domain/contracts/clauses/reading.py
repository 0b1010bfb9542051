"""Clauses read from and written as plain JSON-like values."""

from collections.abc import Mapping
from typing import Any

from portal.domain.contracts.clauses.catalogue import BadClause, clause_type
from portal.domain.contracts.clauses.clause import Clause
from portal.domain.contracts.clauses.fields import defaults_of, kinds_of
from portal.domain.contracts.clauses.kinds import BadValue


def read_clause(code: str, params: Mapping[str, Any], side: str | None = None) -> Clause:
    """The clause that JSON-like `params` describe: sums in fen, shares as parts of one ("0.05" or "5%").

    With a `side` the type must be allowed there. Raises BadClause with every mistake at once.
    """
    wanted = clause_type(code)
    if not isinstance(params, Mapping):
        raise BadClause({"params": "wrong_shape"})
    values, errors = _read_fields(code, params)
    errors.update({str(name): "unknown_field" for name in params if name not in kinds_of(code)})
    errors.update(_broken_rules(wanted, values, errors))
    if side is not None and side not in wanted.sides:
        errors["clause_type"] = "wrong_side"
    if errors:
        raise BadClause(errors)
    return wanted(**values)


def _read_fields(code: str, params: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    defaults = defaults_of(code)
    for name, kind in kinds_of(code).items():
        raw = params.get(name)
        try:
            value = None if _is_blank(raw) else kind.read(raw)
            if value is None or value == ():
                values[name] = _otherwise(defaults, name)
            else:
                values[name] = value
        except BadValue as bad:
            errors.update({f"{name}{where}": code for where, code in bad.errors.items()})
    return values, errors


def _is_blank(raw: object) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def _otherwise(defaults: Mapping[str, object], name: str) -> object:
    if name not in defaults:
        raise BadValue("required")
    return defaults[name]


def _broken_rules(wanted: type[Clause], values: Mapping[str, Any], errors: Mapping[str, str]) -> dict[str, str]:
    askable = (rule for rule in wanted.rules if all(name in values for name in rule.fields))
    broken = (rule.mistake(values) for rule in askable)
    return {mistake[0]: mistake[1] for mistake in broken if mistake and mistake[0] not in errors}


def write_clause(clause: Clause) -> dict[str, Any]:
    """The clause's parameters as JSON-ready values; `read_clause` gives back an equal clause."""
    written = {}
    for name, kind in kinds_of(clause.code).items():
        value = getattr(clause, name)
        written[name] = None if value is None else kind.write(value)
    return written
