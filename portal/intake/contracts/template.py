"""The workbook to fill in: two tables with examples, lists to choose from, and every clause type explained."""

import io
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from flask_babel import force_locale, pgettext
from flask_babel import gettext as _
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from portal.domain.contracts.clauses import CLAUSE_TYPES
from portal.intake.contracts.examples import Examples, examples
from portal.intake.contracts.explanations import Explained, explained
from portal.intake.contracts.tables import PARAMETER
from portal.intake.error_rows import OPTIONS
from portal.web.clause_words import field_label, type_label
from portal.web.clauses_in_words import BINDS_FOR_STAFF
from portal.web.contract_import_words import CLAUSE_FIELDS, CONTRACT_FIELDS
from portal.web.contract_words import CHANNELS, LEVELS, MODES, SIDES

COMMON = ("obligor", "amount_fen", "cure_days", "cap_rate", "day_kind")
"""Parameters of many types, which have a column of their own."""
CONTRACT_COLUMNS = tuple(field for field in CONTRACT_FIELDS if field != "ignored")
CLAUSE_COLUMNS = (*(field for field in CLAUSE_FIELDS if field != "ignored"), *(f"{PARAMETER}{name}" for name in COMMON))
ROWS = 2000
"""How far down the lists to choose from reach."""
_WIDTHS = {"title": 28, "account": 26, "products": 22, "areas": 26, "text_zh": 48, "text_en": 48, "parameters": 48}


def template(locale: str, filled: Examples | None = None) -> bytes:
    """The workbook in `zh` or `en`, with example rows that an import passes over, or with the rows of `filled`."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS | {"constant_memory": False})
    with force_locale(locale):
        _Template(book).write(filled or examples())
    book.close()
    return target.getvalue()


def heading(field: str) -> str:
    """What a column of either sheet is called, in the reader's language."""
    if field.startswith(PARAMETER):
        name = field.removeprefix(PARAMETER)
        return field_label("penalty_fixed", name)
    return str((CONTRACT_FIELDS | CLAUSE_FIELDS)[field])


class _Template:
    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bg_color": "#E8F0EC", "bottom": 1, "text_wrap": True})
        self.text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self.bold = book.add_format({"bold": True, "valign": "top"})

    def write(self, filled: Examples) -> None:
        contracts, clauses = (self._sheet(name) for name in (_("Contracts"), _("Clauses")))
        self._table(contracts, CONTRACT_COLUMNS, filled.contracts)
        self._table(clauses, CLAUSE_COLUMNS, filled.clauses)
        self._explain(self._sheet(_("Clause types explained")), explained())
        lists = self._lists(self._sheet(_("Lists")))
        for sheet, columns in ((contracts, CONTRACT_COLUMNS), (clauses, CLAUSE_COLUMNS)):
            for place, field in enumerate(columns):
                if field in lists:
                    sheet.data_validation(1, place, ROWS, place, {
                        "validate": "list", "source": lists[field], "error_type": "warning",
                        "error_title": heading(field), "error_message": _("Choose one of the list."),
                    })  # fmt: skip

    def _sheet(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        return sheet

    def _table(self, sheet: Worksheet, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
        """Every column is text, so that 5% stays 5% and a number keeps its zeros."""
        for place, field in enumerate(columns):
            sheet.set_column(place, place, _WIDTHS.get(field, 16), self.text)
            sheet.write_string(0, place, heading(field), self.head)
        for at, row in enumerate(rows, start=1):
            for place, field in enumerate(columns):
                if row.get(field):
                    sheet.write_string(at, place, row[field], self.text)

    def _explain(self, sheet: Worksheet, rows: list[Explained]) -> None:
        titles = (_("Type"), _("Stands in"), _("Parameter"), _("Needed"), _("How to write it"), _("When left open"),
                  pgettext("template", "Code"))  # fmt: skip
        for place, (title, width) in enumerate(zip(titles, (26, 18, 34, 10, 60, 24, 30), strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, title, self.head)
        for at, row in enumerate(rows, start=1):
            for place, text in enumerate(row):
                sheet.write_string(at, place, text, self.bold if place == 0 else self.text)

    def _lists(self, sheet: Worksheet) -> dict[str, str]:
        """Field → the range its choices stand in."""
        choices: dict[str, list[str]] = {"clause_type": [type_label(code) for code in CLAUSE_TYPES]}
        for field, words in _CHOICES.items():
            choices[field] = [str(word) for word in words.values()]
        ranges = {}
        for place, (field, words_of_field) in enumerate(choices.items()):
            sheet.set_column(place, place, 26)
            sheet.write_string(0, place, heading(field), self.head)
            sheet.write_column(1, place, words_of_field)
            letter = chr(65 + place)
            ranges[field] = f"='{sheet.get_name()}'!${letter}$2:${letter}${len(words_of_field) + 1}"
        return ranges


_CHOICES: dict[str, dict[Any, Any]] = {
    "side": SIDES, "mode": MODES, "channel": CHANNELS, "level": LEVELS, "binds": BINDS_FOR_STAFF,
}  # fmt: skip
