"""Clauses as people type them: yuan instead of fen, percent instead of shares, one input for each cell of a step."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.domain.contracts.clauses.catalogue import BadClause
from portal.domain.contracts.clauses.clause import Clause
from portal.domain.contracts.clauses.fields import kinds_of
from portal.domain.contracts.clauses.kinds import BadValue, Kind, YesNo
from portal.domain.contracts.clauses.listings import MOST_LINES, Choices, Steps
from portal.domain.contracts.clauses.reading import read_clause, write_clause

Typed = Mapping[str, Sequence[str]]


def read_typed(code: str, typed: Typed, side: str | None = None) -> Clause:
    """The clause of a posted form: field name to the texts posted under it; other names are ignored.

    Lists are one item a line, cells of steps are named `field-row-column` (rows from 0, empty rows left out), an
    absent yes/no is no. Raises BadClause with every mistake, keyed by the name of the input.
    """
    params, errors = raw_values(kinds_of(code), typed)
    try:
        clause = read_clause(code, params, side)
    except BadClause as bad_clause:
        raise BadClause(bad_clause.errors | errors) from None
    if errors:
        raise BadClause(errors)
    return clause


def raw_values(kinds: Mapping[str, Kind], typed: Typed) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed into fields of these kinds as JSON-like values, and mistakes by the name of the input."""
    params: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, kind in kinds.items():
        try:
            params[name] = _rows(name, kind, typed) if isinstance(kind, Steps) else _raw(kind, typed.get(name, ()))
        except BadValue as bad:
            errors.update({f"{name}{where}": mistake for where, mistake in bad.errors.items()})
    return params, errors


def _raw(kind: Kind, texts: Sequence[str]) -> object:
    if isinstance(kind, YesNo):
        return (texts[-1].strip() if texts else "") or False
    if isinstance(kind, Choices):
        return [text for text in texts if text]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    if kind.several:
        return [kind.typed(line) for line in lines]
    return kind.typed(lines[0]) if lines else None


def _rows(name: str, kind: Steps, typed: Typed) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    errors: dict[str, str] = {}
    for place in range(MOST_LINES):
        cells = {column: typed.get(f"{name}-{place}-{column}") for column, _ in kind.columns}
        if all(texts is None for texts in cells.values()):
            break
        if not any(text.strip() for texts in cells.values() if texts for text in texts):
            continue
        row: dict[str, object] = {}
        for column, cell_kind in kind.columns:
            try:
                row[column] = _raw(cell_kind, cells[column] or ())
            except BadValue as bad:
                errors[f"-{place}-{column}"] = bad.errors[""]
        rows.append(row)
    if errors:
        raise BadValue(errors=errors)
    return rows


def typed_of(clause: Clause) -> dict[str, list[str]]:
    """What a person would have typed to get this clause: what an edit form shows."""
    return typed_values(kinds_of(clause.code), write_clause(clause))


def typed_defaults(code: str) -> dict[str, list[str]]:
    """The proposals an empty form starts with."""
    kinds = kinds_of(code)
    return typed_values(kinds, {name: kind.prefill for name, kind in kinds.items()})


def typed_values(kinds: Mapping[str, Kind], written: Mapping[str, Any]) -> dict[str, list[str]]:
    """What a person would have typed to get these JSON-like values."""
    shown: dict[str, list[str]] = {}
    for name, kind in kinds.items():
        value = written[name]
        if isinstance(kind, Steps):
            for place, row in enumerate(value or ()):
                columns = dict(kind.columns)
                cells = {column: row.get(column, columns[column].prefill) for column in columns}
                shown |= {f"{name}-{place}-{column}": texts for column, texts in typed_values(columns, cells).items()}
        elif value is None:
            shown[name] = []
        else:
            texts = (kind.shown(item) for item in (value if kind.several else [value]))
            shown[name] = [text for text in texts if text]
    return shown
