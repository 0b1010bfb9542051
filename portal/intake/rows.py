"""The rows of a sheet read cell by cell, with each change and problem named; what the fields are, its table knows."""

from collections.abc import Callable, Iterator
from datetime import date

from portal.intake.clean_row import CleanRow
from portal.intake.headings import Mapping
from portal.intake.left_out import body, why_left_out
from portal.intake.notes import Change, Cleaned, Problem, changes_of
from portal.intake.plain_text import shown
from portal.intake.workbook import Cell, Sheet, Workbook

Clean = Callable[[str, Cell, date], Cleaned]
"""What a cell of a field says; the date is today's in Asia/Shanghai."""

# A mobile column speaks before a column that may hold anything.
_PHONES = {"mobile": 1, "phone": 2, "tel": 3}
MOST_FILLED = 200_000


def read_sheet(workbook: Workbook, mapping: Mapping, clean: Clean, today: date) -> Iterator[CleanRow]:
    """The rows of one sheet in their order. `today` is a date in Asia/Shanghai."""
    sheet = workbook.sheet(mapping.sheet)
    filled = _filled_down(sheet, mapping)
    fields = [(column, name) for column, name in mapping.columns.items() if name != "ignored"]
    order = sorted(fields, key=lambda item: _PHONES.get(item[1], 0))
    for row_no, cells in body(sheet, mapping):
        if why_left_out(cells, mapping) is None:
            row = CleanRow(sheet.name, row_no, cells)
            _read_cells(row, order, sheet, filled.get(row_no - 1, {}), clean, today)
            yield row


def _filled_down(sheet: Sheet, mapping: Mapping) -> dict[int, dict[int, Cell]]:
    """Row → column → value for cells merged downwards, of which a workbook keeps the first value only."""
    filled: dict[int, dict[int, Cell]] = {}
    room = MOST_FILLED
    for (top, left), (bottom, right) in sheet.merged:
        last = min(bottom, len(sheet.rows) - 1)
        if top < mapping.header_row or left != right or last - top > room or left >= len(sheet.rows[top]):
            continue
        room -= last - top
        for row in range(top + 1, last + 1):
            filled.setdefault(row, {})[left] = sheet.rows[top][left]
    return filled


def _read_cells(
    row: CleanRow, order: list[tuple[int, str]], sheet: Sheet, filled: dict[int, Cell], clean: Clean, today: date
) -> None:
    for column, name in order:
        cell = row.cells[column] if column < len(row.cells) else ""
        if cell == "" and column in filled:
            cell = filled[column]
            row.changes.append(Change(name, "merged_cell", "", shown(cell)))
        found = clean(name, cell, today)
        if sheet.formulas and cell != "" and (formula := sheet.formulas.get((row.row_no - 1, column))) is not None:
            row.changes.append(Change(name, "formula_result", formula, shown(cell)))
        if found.changes:
            row.changes += changes_of(name, cell, found)
        if found.problems:
            row.problems += [Problem(name, code, shown(cell)) for code in found.problems]
        if found.values:
            _take(row, found.values)


def _take(row: CleanRow, values: dict[str, object]) -> None:
    """Adds values; a second telephone joins the others, a city's own column overrules the province's."""
    for name, value in values.items():
        if name == "other_phones" or (name in _PHONES and row.values.get(name, value) != value):
            more = value if isinstance(value, tuple) else (value,)
            known = row.values.get("other_phones", ())
            row.values["other_phones"] = (*known, *more) if isinstance(known, tuple) else more
        else:
            row.values[name] = value
