"""Rows of a sheet that are nothing to import: totals, headers printed again, examples, notes below the table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.intake.headings import Mapping
from portal.intake.plain_text import shown
from portal.intake.workbook import Cell, Sheet, Workbook

_TOTALS = frozenset({"合计", "总计", "小计", "共计", "汇总", "total", "subtotal", "sum"})
EXAMPLE = ("示例", "EXAMPLE")
"""How the contract numbers in our own template's example rows begin."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no account: code of codes.LEFT_OUT and what stands in it."""

    sheet: str
    row_no: int
    code: str
    text: str


def left_out(workbook: Workbook, mappings: Iterable[Mapping]) -> Iterator[LeftOut]:
    """The rows passed over as no account; rows with nothing in them are not counted."""
    for mapping in mappings:
        for row_no, cells in body(workbook.sheet(mapping.sheet), mapping):
            if code := why_left_out(cells, mapping):
                text = " ".join(shown(cell).strip() for cell in cells if cell != "")
                yield LeftOut(mapping.sheet, row_no, code, text[:200])


def why_left_out(cells: Sequence[Cell], mapping: Mapping) -> str | None:
    """Code of why this row is no account, or None when it is one."""
    first = next((cell for cell in cells if cell != ""), "")
    if isinstance(first, str) and "".join(first.split()).rstrip(":：").lower() in _TOTALS:
        return "total_row"
    if _is_example(cells, mapping):
        return "example_row"
    code, width = "note_row", len(cells)
    for column, field in mapping.columns.items():
        if field != "ignored" and column < width and (text := str(cells[column]).strip()):
            if text != mapping.headings.get(column):
                return None
            code = "repeated_header"
    return code


def _is_example(cells: Sequence[Cell], mapping: Mapping) -> bool:
    if "contract_no" not in mapping.columns.values():
        return False
    return any(
        field == "contract_no" and column < len(cells) and str(cells[column]).startswith(EXAMPLE)
        for column, field in mapping.columns.items()
    )


def body(sheet: Sheet, mapping: Mapping) -> Iterator[tuple[int, list[Cell]]]:
    for row_no, cells in enumerate(sheet.rows[mapping.header_row :], start=mapping.header_row + 1):
        if any(cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in cells):
            yield row_no, cells
