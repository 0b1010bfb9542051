"""An empty workbook to fill in: the headings that an import reads, and lists where a column has fixed choices."""

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from flask_babel import force_locale

from portal.intake.account_columns import COLUMNS as ACCOUNTS
from portal.intake.amendments.columns import AMENDED, TERRITORIES
from portal.intake.columns import Column
from portal.intake.error_rows import OPTIONS
from portal.intake.plain.columns import CONTACTS, PRODUCTS, QUALIFICATIONS
from portal.intake.recruiting.columns import PROSPECTS
from portal.intake.sales.columns import SALES
from portal.intake.taking_out.wording import words_for
from portal.web.export_words import SUBJECTS

NOT_ASKED = ("phone", "blacklist_reason", "blacklist_evidence")
TABLES: Mapping[str, tuple[Column, ...]] = {
    "accounts": tuple(column for column in ACCOUNTS if column.name not in NOT_ASKED),
    "contacts": CONTACTS,
    "qualifications": tuple(column for column in QUALIFICATIONS if column.name not in ("state", "reason")),
    "products": PRODUCTS,
    "sales": SALES,
    "prospects": PROSPECTS,
}
SHEETS: Mapping[str, Mapping[str, tuple[Column, ...]]] = {
    "amendments": {"amendments": AMENDED, "territories": TERRITORIES},
}
"""Subjects whose workbook has more sheets than one."""
ROWS = 2000
"""How far down the lists to choose from reach."""
LONGEST_LIST = 255
"""Signs that a list of choices may have inside a cell's rule."""
LISTED = ("choice", "role", "doc_type", "storage", "yes_no", "level", "calendar", "reached_by", "rx_otc", "nrdl", "edl",
          "recruit_stage", "lost_reason", "clause_change")  # fmt: skip


def table_template(subject: str, locale: str) -> bytes:
    """The workbook in `zh` or `en`; every cell is text, so that numbers keep their zeros. KeyError for a subject that
    has none."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS | {"constant_memory": False})
    sheets = SHEETS.get(subject) or {subject: TABLES[subject]}
    for name, columns in sheets.items():
        _add(book, name, columns, locale, is_named=subject in SHEETS)
    book.close()
    return target.getvalue()


def _add(book: Any, subject: str, columns: tuple[Column, ...], locale: str, *, is_named: bool) -> None:
    with force_locale(locale):
        words = words_for(subject, locale)
        sheet = book.add_worksheet(str(SUBJECTS[subject]) if is_named else None)
    head = book.add_format({"bold": True, "bg_color": "#E8F0EC", "bottom": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, 18, text)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.heading(locale), head)
        if column.reads in LISTED or (column.reads == "contract" and column.name in words):
            _offer(sheet, place, [str(word) for word in words.get(column.name, {}).values()])


def _offer(sheet: Any, place: int, choices: list[str]) -> None:
    """A list to choose from, where it is short enough for one."""
    if choices and len(",".join(choices)) <= LONGEST_LIST and not any("," in one for one in choices):
        sheet.data_validation(1, place, ROWS, place, {"validate": "list", "source": choices, "error_type": "warning"})
