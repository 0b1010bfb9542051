"""Opening a file somebody sent us as sheets of cells, within limits that are checked before it is parsed."""

import io
import os
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from portal.intake.reader import Refusal
from portal.intake.text_table import read_text_table

Cell = str | float | int | bool | date | datetime | time | timedelta
Place = tuple[int, int]

# 100,000 rows of twelve columns are 6 to 10 MB as XLSX and 120 MB of XML inside.
MAX_FILE = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
# Text in XML packs 5 to 30 times; a bomb a thousand times. Small files may pack as they like.
MAX_RATIO, RATIO_FROM = 100, 10 * 1024 * 1024
MAX_PARTS = 500
SECONDS = 30

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROOT = Path(__file__).resolve().parents[2]


class BadWorkbook(Exception):
    """A file that is not read, with a code of codes.FILE and what the sentence about it needs."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows as they stand, rows[0] being row 1 of the sheet; empty cells are ''."""

    name: str
    rows: list[list[Cell]]
    visible: bool = True
    formulas: Mapping[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets of a file; `format` is xlsx, xls or csv, `encoding` is told for csv only."""

    sheets: tuple[Sheet, ...]
    format: str
    encoding: str = ""

    def sheet(self, name: str) -> Sheet:
        """The sheet of this name. Raises KeyError when there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)


def open_workbook(source: bytes | Path) -> Workbook:
    """Sheets of an XLSX, XLS or CSV file, told apart by content. Raises BadWorkbook and nothing else on bad content."""
    content = _content(source)
    try:
        if content.startswith(_ZIP):
            _check_zip(content)
            return _parsed(content, "xlsx")
        if content.startswith(_OLE):
            _check_ole(content)
            return _parsed(content, "xls")
        return _text(content)
    except Refusal as refusal:
        code, details = refusal.answer
        raise BadWorkbook(code, **details) from None


def _content(source: bytes | Path) -> bytes:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > MAX_FILE:
        raise BadWorkbook("too_large", limit_mb=MAX_FILE >> 20, found_mb=-(-size >> 20))
    content = source if isinstance(source, bytes) else source.read_bytes()
    if not content.strip():
        raise BadWorkbook("empty")
    return content


def _check_zip(content: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except Exception:  # zipfile raises half a dozen kinds on hostile directories
        raise Refusal("broken") from None
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS:
        raise Refusal("too_many_parts", limit=MAX_PARTS)
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * len(content)):
        raise Refusal("too_large_unpacked", limit_mb=MAX_UNPACKED >> 20)
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal("encrypted")
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= {part.filename for part in parts}:
        raise Refusal("not_a_workbook")


def _check_ole(content: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refusal("encrypted")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise Refusal("not_a_workbook")


def _parsed(content: bytes, kind: str) -> Workbook:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "portal.intake.reader"], input=content, capture_output=True, timeout=SECONDS,
            cwd=_ROOT, env={"PATH": os.defpath, "RUST_BACKTRACE": "0", "PYTHONDONTWRITEBYTECODE": "1"}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refusal("too_large_unpacked") from None
    if done.returncode != 0:  # it ran into a limit and was ended
        raise Refusal("too_large_unpacked")
    outcome, answer = pickle.loads(done.stdout)  # noqa: S301 - written by our own child
    if outcome == "refused":
        raise Refusal(answer[0], **answer[1])
    return _with_something(Workbook(tuple(Sheet(**sheet) for sheet in answer), kind))


def _text(content: bytes) -> Workbook:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise Refusal("web_page")
    if content.startswith(b"%PDF"):
        raise Refusal("not_a_workbook")
    rows, encoding, _ = read_text_table(content)
    return _with_something(Workbook((Sheet("", [list(row) for row in rows]),), "csv", encoding))


def _with_something(workbook: Workbook) -> Workbook:
    if not any(cell != "" for sheet in workbook.sheets for row in sheet.rows for cell in row):
        raise Refusal("empty")
    return workbook
