"""CSV and tab-separated text: which encoding, which separator, which rows."""

import csv
import io
import re

from portal.intake.reader import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Refusal

_SEPARATORS = ",\t;，；|"
# Text has none of these; a picture, a program or a PDF soon has one.
_BINARY = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd\ue000-\uf8ff]")


def read_text_table(content: bytes) -> tuple[list[list[str]], str, str]:
    """Rows, encoding and separator. Raises Refusal when it is no text or too much of it."""
    text, encoding = decoded(content)
    if _BINARY.search(text):
        raise Refusal("not_a_workbook")
    separator = separator_of(text)
    try:
        return rows_of(text, separator), encoding, separator
    except csv.Error:
        raise Refusal("broken") from None


def decoded(content: bytes) -> tuple[str, str]:
    """UTF-8 says what it is; Excel's "Unicode text" has a mark; all the rest of China is GB 18030."""
    marked = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for encoding in (marked, "gb18030"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Refusal("not_a_workbook")


def separator_of(text: str) -> str:
    """The sign that occurs most in the first lines; a list of one column has none and is read as CSV."""
    head = "\n".join(text[:20_000].splitlines()[:20])
    best = max(_SEPARATORS, key=head.count)
    return best if head.count(best) else ","


def rows_of(text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        cells += len(row)
        if len(rows) >= MAX_ROWS:
            raise Refusal("too_many_rows", limit=MAX_ROWS)
        if len(row) > MAX_COLUMNS:
            raise Refusal("too_many_columns", limit=MAX_COLUMNS, found=len(row))
        if cells > MAX_CELLS:
            raise Refusal("too_many_cells", limit=MAX_CELLS)
        rows.append(row)
    return rows
