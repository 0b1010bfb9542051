"""The child process that opens one XLSX or XLS given on its standard input and pickles the sheets to its output.

A workbook of 20 KB with one cell in the last corner makes the parser ask for 500 GB, and Rust ends the process that
asks; so the parser runs here, under limits of the operating system, and can take nobody along.
"""

import io
import os
import pickle
import re
import resource
import sys
import zipfile
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import python_calamine as calamine

MEMORY = 1 << 30
CPU_SECONDS = 20
MAX_SHEETS = 30
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELLS = 2_000_000
MAX_TEXT = 60_000_000
_FORMULA = re.compile(
    rb'<(?:\w{1,9}:)?c\s(?:[^<>]*?\s)?r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>\s*<(?:\w{1,9}:)?f(?:\s[^<>]*)?(?:/>|>([^<]*))'
)
_ERROR = re.compile(
    rb'<(?:\w{1,9}:)?c\s(?:[^<>]*?\s)?r="([A-Z]{1,3})([0-9]{1,7})"(?:\s[^<>]*?)?\st="e"[^<>]*>'
    rb"(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?<v>([^<]{1,20})"
)
_STYLED = re.compile(rb'<(?:\w{1,9}:)?c\s(?:[^<>]*?\s)?r="([A-Z]{1,3})([0-9]{1,7})"\s(?:[^<>]*?\s)?s="([0-9]{1,5})"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Refusal(Exception):
    """The file as a whole is not read: a code and its details."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.answer = (code, details)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer: tuple[str, Any] = ("sheets", read(sys.stdin.buffer.read()))
    except Refusal as refusal:
        answer = ("refused", refusal.answer)
    except MemoryError:
        answer = ("refused", ("too_large_unpacked", {}))
    except BaseException as problem:  # a panic of the parser is no Exception
        answer = ("refused", ("encrypted" if isinstance(problem, calamine.PasswordError) else "broken", {}))
    pickle.dump(answer, sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()
    os._exit(0)


def read(content: bytes) -> list[dict[str, Any]]:
    book = calamine.load_workbook(io.BytesIO(content))
    wanted = [
        (place, meta) for place, meta in enumerate(book.sheets_metadata) if meta.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    if len(wanted) > MAX_SHEETS:
        raise Refusal("too_many_sheets", limit=MAX_SHEETS, found=len(wanted))
    parts, styles = parts_of(content), percent_styles(content)
    sheets = [
        sheet_of(book.get_sheet_by_index(place), meta, parts.get(meta.name, b""), styles) for place, meta in wanted
    ]
    if sum(len(row) for sheet in sheets for row in sheet["rows"]) > MAX_CELLS:
        raise Refusal("too_many_cells", limit=MAX_CELLS)
    if sum(len(c) for sheet in sheets for row in sheet["rows"] for c in row if isinstance(c, str)) > MAX_TEXT:
        raise Refusal("too_large_unpacked")
    return sheets


def sheet_of(
    sheet: calamine.CalamineSheet, meta: calamine.SheetMetadata, part: bytes, styles: frozenset[bytes]
) -> dict[str, Any]:
    last_row, last_column = sheet.end or (0, 0)
    if last_row >= MAX_ROWS:
        raise Refusal("too_many_rows", limit=MAX_ROWS, found=last_row + 1, sheet=meta.name)
    if last_column >= MAX_COLUMNS:
        raise Refusal("too_many_columns", limit=MAX_COLUMNS, found=last_column + 1, sheet=meta.name)
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    for (row, column), text in errors_in(part).items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    for row, column in percents_in(part, styles):
        if row < len(rows) and column < len(rows[row]) and type(rows[row][column]) is float:
            rows[row][column] = percent_text(rows[row][column])
    return {
        "name": meta.name,
        "rows": rows,
        "visible": meta.visible == calamine.SheetVisibleEnum.Visible,
        "formulas": formulas_in(part),
        "merged": [area for area in sheet.merged_cell_ranges or () if area[0][0] < area[1][0]][:MAX_ROWS],
    }


def parts_of(content: bytes) -> dict[str, bytes]:
    """The XML of each sheet by its name, for what the parser does not hand out; XLS is no zip and has none."""
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        relations, book = (_tree(archive, path) for path in ("xl/_rels/workbook.xml.rels", "xl/workbook.xml"))
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        paths = {
            element.get("name", ""): targets.get(element.get(_RELATION), "")
            for element in book.iter()
            if element.tag.endswith("}sheet")
        }
        names = set(archive.namelist())
        return {
            name: archive.read(path)
            for name, target in paths.items()
            if (path := target.lstrip("/") if target.startswith("/") else f"xl/{target}") in names
        }


def _tree(archive: zipfile.ZipFile, path: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(path))  # noqa: S314 - expat bounds entities, the process is bounded too


def formulas_in(sheet: bytes) -> dict[tuple[int, int], str]:
    """Formulas by place, counted from 0; a cell that shares its neighbour's formula has an empty one."""
    return _by_place(_FORMULA, sheet, "=") if b"<f" in sheet or b":f" in sheet else {}


def errors_in(sheet: bytes) -> dict[tuple[int, int], str]:
    """Cells that hold #N/A and the like, which the parser shows as empty."""
    return _by_place(_ERROR, sheet, "") if b't="e"' in sheet else {}


def percent_styles(content: bytes) -> frozenset[bytes]:
    """Numbers of the cell styles that show a part of one as a percentage: 0.05 as 5%."""
    if not content.startswith(b"PK"):
        return frozenset()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/styles.xml" not in archive.namelist():
            return frozenset()
        tree = _tree(archive, "xl/styles.xml")
    formats = {one.get("numFmtId"): one.get("formatCode", "") for one in tree.iterfind(".//{*}numFmt")}
    formats |= {"9": "0%", "10": "0.00%"}
    cells = tree.iterfind("{*}cellXfs/{*}xf")
    return frozenset(str(no).encode() for no, one in enumerate(cells) if "%" in formats.get(one.get("numFmtId"), ""))


def percents_in(sheet: bytes, styles: frozenset[bytes]) -> list[tuple[int, int]]:
    """Places, counted from 0, of the cells with one of these styles."""
    found = _STYLED.findall(sheet) if styles else ()
    return [(int(row) - 1, column_index(letters.decode())) for letters, row, style in found if style in styles]


def percent_text(value: float) -> str:
    """What people see and mean: 5% for the 0.05 that a percent format keeps."""
    text = format(Decimal(repr(value)) * 100, "f")
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def _by_place(pattern: re.Pattern[bytes], sheet: bytes, mark: str) -> dict[tuple[int, int], str]:
    return {
        (int(row) - 1, column_index(letters.decode())): mark + text[:200].decode("utf-8", "replace")
        for letters, row, text in pattern.findall(sheet)
    }


def column_index(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


if __name__ == "__main__":
    main()
