"""A clause as the cells of a workbook row, so that reading them gives an equal clause."""

from typing import Any

from flask_babel import gettext as _

from portal.domain.contracts.clauses import Clause
from portal.domain.contracts.clauses.fields import defaults_of, kinds_of
from portal.domain.contracts.clauses.kinds import Choice, Kind, YesNo
from portal.domain.contracts.clauses.listings import FenList, Numbers, Steps
from portal.domain.contracts.clauses.numbers import Fen
from portal.domain.contracts.clauses.reading import write_clause
from portal.domain.contracts.clauses.shares import Share
from portal.intake.contracts.quoting import marked
from portal.web.clause_words import field_label
from portal.web.clause_words.values import label_of_choice


def cell_texts(clause: Clause) -> dict[str, str]:
    """Parameter → what to write in its cell, in the reader's language; those that are not set are left out."""
    written = write_clause(clause)
    texts = {name: text_of(kind, written[name]) for name, kind in kinds_of(clause.code).items()}
    return {name: text for name, text in texts.items() if text}


def parameter_cell(clause: Clause, without: frozenset[str] = frozenset()) -> str:
    """All parameters in one cell, except those that have a column of their own and those that are as usual."""
    usual = defaults_of(clause.code)
    return "; ".join(
        f"{field_label(clause.code, name)}={text}"
        for name, text in cell_texts(clause).items()
        if name not in without and (name not in usual or usual[name] != getattr(clause, name))
    )


def text_of(kind: Kind, value: Any) -> str:
    """One parameter's JSON value as the text of a cell."""
    if value is None or value == []:
        return ""
    if isinstance(kind, Steps):
        return " | ".join(
            ":".join(text_of(cell, row.get(name, cell.prefill)) for name, cell in kind.columns) for row in value
        )
    if kind.several:
        return (" | " if isinstance(kind, FenList) else "、").join(
            _one(kind, item) if isinstance(kind, Numbers) else marked(_one(kind, item)) for item in value
        )
    return _one(kind, value) if isinstance(kind, (Fen, Share, YesNo)) else marked(_one(kind, value))


def _row(kind: Steps, row: dict[str, Any]) -> str:
    return ":".join(text_of(cell, row.get(name, cell.prefill)) for name, cell in kind.columns)


def _one(kind: Kind, value: Any) -> str:
    if isinstance(kind, YesNo):
        return _("Yes") if value else _("No")
    if isinstance(kind, Choice):
        return label_of_choice(kind.among(value))
    shown = kind.shown(value)
    return f"{shown}%" if isinstance(kind, Share) else shown
