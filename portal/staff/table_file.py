"""A table as a file to take away: a workbook or a text table, no cell of which is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from flask import Response, request

from portal.intake.error_rows import OPTIONS
from portal.intake.taking_out.cells import LIVE

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
Rows = Iterable[Sequence[str]]


def kind_asked(name: str = "kind") -> str:
    """Which file the visitor asks for, by the parameter `name`: csv, or xlsx where it says anything else."""
    return "csv" if request.values.get(name) == "csv" else "xlsx"


def table_file(name: str, kind: str, headings: Sequence[str], rows: Rows) -> Response:
    """The download; `kind` is xlsx or csv."""
    content = _xlsx(headings, rows) if kind == "xlsx" else _csv(headings, rows)
    answer = Response(content, mimetype=MEDIA[kind])
    plain = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-_.")) or "table"
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}.{kind}\"; filename*=UTF-8''{quote(name)}.{kind}"
    )
    return answer


def _xlsx(headings: Sequence[str], rows: Rows) -> bytes:
    """Every cell as text, so that long numbers and leading zeros stay."""
    import xlsxwriter  # type: ignore[import-untyped]  # loaded by whoever takes a workbook away

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(place, column, cell)
    book.close()
    return target.getvalue()


def _csv(headings: Sequence[str], rows: Rows) -> bytes:
    """UTF-8 with a mark that Excel knows it by; what would be read as a formula has a tab before it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([f"\t{cell}" if cell.startswith(LIVE) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
