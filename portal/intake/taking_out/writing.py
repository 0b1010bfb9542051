"""Rows as text or as a workbook, a little at a time; no cell is a formula, and numbers keep their zeros."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO

from flask_babel import force_locale

from portal.intake.error_rows import OPTIONS
from portal.intake.taking_out.cells import LIVE, Cells, Written
from portal.intake.taking_out.extract import Extract, Reading, Wanted
from portal.intake.taking_out.wording import words_for

BOM = b"\xef\xbb\xbf"
"""A mark that Excel knows UTF-8 by."""
LONGEST_CELL = 32_767
"""Characters; what is longer no workbook can hold."""


def rows_of(
    extract: Extract, reading: Reading, wanted: Wanted, locale: str, *, reveals: bool = False
) -> Iterator[list[list[Written]]]:
    """The headings, then the rows, some at a time."""
    with force_locale(locale):
        cells = Cells(extract.columns, locale, words_for(extract.name, locale), reveals=reveals)
    yield [[column.heading(locale) for column in extract.columns]]
    waiting = extract.rows(reading, wanted)
    while True:
        with force_locale(locale):
            some = next(waiting, None)
        if some is None:
            return
        yield [cells.of(values) for values in some]


def csv_text(parts: Iterator[list[list[Written]]]) -> Iterator[bytes]:
    """UTF-8. A would-be formula has a tab before it, which reading takes off; a sum is a sum, negative or not."""
    yield BOM
    for some in parts:
        text = io.StringIO(newline="")
        csv.writer(text).writerows([_told(cell) for cell in row] for row in some)
        yield text.getvalue().encode()


def _told(cell: Written) -> str:
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return f"\t{cell}" if cell.startswith(LIVE) else cell


class Workbook:
    """Written row by row with constant memory; `close` finishes the file."""

    def __init__(self, target: BinaryIO) -> None:
        import xlsxwriter  # type: ignore[import-untyped]  # loaded by whoever takes a workbook away

        self._book = xlsxwriter.Workbook(target, OPTIONS | {"in_memory": False})
        self._money = self._book.add_format({"num_format": "0.00"})
        self._bold = self._book.add_format({"bold": True})
        self._sheet: Any = None
        self._row = 0

    def begin(self, name: str) -> None:
        """The next rows stand in a sheet of that name, their first as its headings."""
        self._sheet, self._row = self._book.add_worksheet(name[:31]), 0
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, 40, 18)

    def write(self, rows: list[list[Written]]) -> None:
        """Sums as numbers, everything else as text: long numbers and leading zeros stay."""
        for row in rows:
            for column, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    self._sheet.write_number(self._row, column, float(cell), self._money)
                elif cell:
                    self._sheet.write_string(self._row, column, cell[:LONGEST_CELL], None if self._row else self._bold)
            self._row += 1

    def close(self) -> None:
        self._book.close()
