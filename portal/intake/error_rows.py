"""Rows that were not taken, as a workbook to correct and send again: the cells as they were, the reason beside them."""

import io
import math
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Words
from datetime import date
from typing import TYPE_CHECKING

from portal.intake.clean_row import CleanRow
from portal.intake.headings import Mapping
from portal.intake.workbook import Cell

if TYPE_CHECKING:
    import xlsxwriter  # type: ignore[import-untyped]
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

# Cells are text, never formulas or links, whatever they begin with.
OPTIONS = {"constant_memory": True, "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
           "strings_to_numbers": False, "nan_inf_to_errors": False}  # fmt: skip
_LONGEST_CELL = 32_767


def write_error_rows(
    rows: Iterable[tuple[CleanRow, str]], mappings: Sequence[Mapping], words: Words[str, str]
) -> bytes:
    """An XLSX with one sheet per source sheet that has such rows: the row number, the reason, the cells as they were.

    `rows` come with their reason in the reader's language, in the order of the file; `words` holds row_no and reason.
    """
    import xlsxwriter  # loaded by whoever takes a workbook away

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    formats = {
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "whole": book.add_format({"num_format": "0"}),
        "head": book.add_format({"bold": True}),
    }
    headed = {mapping.sheet: mapping for mapping in mappings}
    sheet, written = None, 0
    for row, reason in rows:
        if sheet is None or sheet.get_name() != _sheet_name(row.sheet):
            sheet, written = _new_sheet(book, headed[row.sheet], words, formats["head"]), 0
        written += 1
        sheet.write_number(written, 0, row.row_no)
        sheet.write_string(written, 1, reason[:_LONGEST_CELL])
        for column, cell in enumerate(row.cells, start=2):
            _write(sheet, written, column, cell, formats)
    if sheet is None:
        book.add_worksheet()
    book.close()
    return target.getvalue()


def _new_sheet(book: "xlsxwriter.Workbook", mapping: Mapping, words: Words[str, str], head: "Format") -> "Worksheet":
    sheet = book.add_worksheet(_sheet_name(mapping.sheet))
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 40)
    sheet.set_column(2, 40, 18)
    sheet.freeze_panes(1, 0)
    for column, text in ((0, words["row_no"]), (1, words["reason"])):
        sheet.write_string(0, column, text, head)
    for column, text in mapping.headings.items():
        sheet.write_string(0, column + 2, text[:_LONGEST_CELL], head)
    return sheet


def _sheet_name(name: str) -> str:
    """The name of the sheet it came from; text files have none, and other makers allow signs that Excel forbids."""
    return name.translate(dict.fromkeys(map(ord, "[]:*?/\\"), "_")).strip("'")[:31] or "Sheet1"


def _write(sheet: "Worksheet", row: int, column: int, cell: Cell, formats: dict[str, "Format"]) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, (int, float)) and math.isfinite(cell):
        sheet.write_number(row, column, cell, formats["whole"] if cell == int(cell) else None)
    elif isinstance(cell, date) and cell.year >= 1900:
        sheet.write_datetime(row, column, cell, formats["date"])
    elif cell != "":
        sheet.write_string(row, column, str(cell)[:_LONGEST_CELL])
