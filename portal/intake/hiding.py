"""Numbers of persons and of bank accounts in a file that somebody else sent: they can be opened with a reason in the
archive, so a file that still holds them whole must not open them to everybody who imports (AL4)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from portal.intake.clean_row import CleanRow
from portal.intake.facts import masked
from portal.intake.headings import Mapping
from portal.intake.plain_text import text_of
from portal.intake.plans import Plan, told_of
from portal.intake.workbook import Cell

HIDDEN = frozenset({"id_no", "bank_account", "number"})
"""Fields whose cells only whoever sent the file reads whole; `number` is what stands on a paper."""


def without_numbers(row: CleanRow, mapping: Mapping) -> CleanRow:
    """The row with such cells masked, by what their column is read as; an identity number in any column."""
    return replace(row, cells=[_hidden(mapping.columns.get(at, ""), cell) for at, cell in enumerate(row.cells)])


def uncovers(held: Plan, wanted: Plan) -> bool:
    """Whether a column that was read as such a number would be read as something else, and be shown."""
    after = {(sheet, at): field for sheet, at, field in _columns(wanted)}
    return any(field in HIDDEN and after.get((sheet, at)) != field for sheet, at, field in _columns(held))


def _hidden(field: str, cell: Cell) -> Cell:
    text = text_of(cell)[0]
    shown = masked(field, text) if field in HIDDEN else told_of(text)
    return cell if shown == text else shown


def _columns(plan: Plan) -> Iterable[tuple[str, int, Any]]:
    return ((entry["sheet"], column["at"], column["field"]) for entry in plan for column in entry["columns"])
