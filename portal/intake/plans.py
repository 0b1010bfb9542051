"""How each sheet of a file is read, kept with the import: guessed first, then as staff say."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Given
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from re import compile as pattern
from typing import Any

from portal.domain.accounts.names import mask_number
from portal.intake.facts import masked
from portal.intake.headings import LOOKED_AT, Mapping, Table, guess_mappings, letter, mapping_of
from portal.intake.notes import Cleaned, spoken
from portal.intake.plain_text import shown
from portal.intake.subject import Subject
from portal.intake.workbook import Sheet, Workbook

Plan = list[dict[str, Any]]
Read = Callable[[Sheet, Mapping, int], list[str]]
"""The first values of a column of a sheet, as they will be read."""
SAMPLES, LONGEST_SAMPLE = 3, 60
_LIKE_A_PERSON = pattern(r"[1-9][0-9]{16}[0-9Xx]")
"""An identity number, also where nobody has said yet that the column holds them."""


def plan_of(workbook: Workbook, wanted: Plan, today: date, subject: Subject) -> Plan:
    """One entry for each sheet, as wanted, or guessed where nothing is. Raises BadWorkbook when no header is found.

    A wanted sheet without columns is read anew from its header row.
    """
    read = partial(_first_values, subject=subject, today=today)
    if wanted:
        sheets = {sheet.name: sheet for sheet in workbook.sheets}
        return [_entry(sheets[entry["sheet"]], _wanted(sheets[entry["sheet"]], entry, subject), entry["taken"], read)
                for entry in wanted if entry["sheet"] in sheets]  # fmt: skip
    guessed = {mapping.sheet: mapping for mapping in guess_mappings(workbook, subject.tables)}
    rest = [sheet for sheet in workbook.sheets if sheet.name not in guessed and sheet.rows]
    taken = [_entry(workbook.sheet(name), mapping, True, read) for name, mapping in guessed.items()]
    return taken + [_entry(sheet, mapping_of(sheet, 1, subject.tables[0]), False, read) for sheet in rest]


def mappings_of(plan: Plan, subject: Subject) -> tuple[Mapping, ...]:
    """The mappings of the sheets that are taken."""
    return tuple(mapping_in(entry, subject) for entry in plan if entry["taken"])


def mapping_in(entry: dict[str, Any], subject: Subject) -> Mapping:
    columns = {column["at"]: column["field"] for column in entry["columns"] if column["field"]}
    headings = {column["at"]: column["heading"] for column in entry["columns"]}
    return Mapping(entry["sheet"], entry["header_row"], columns, headings, table_of(entry, subject))


def table_of(entry: dict[str, Any], subject: Subject) -> Table:
    """What the sheet is a table of; plans kept before there were several tables name none."""
    return subject.table(entry.get("table", subject.tables[0].name))


def headings_of(plan: Plan) -> dict[str, str]:
    """Field → the heading its column had in the file."""
    return {column["field"]: column["heading"]
            for entry in plan for column in entry["columns"] if column["field"]}  # fmt: skip


def changed_plan(plan: Plan, wanted: Given[str, str], subject: Subject) -> Plan:
    """The plan with what a form says: sheet-0, table-0, header-0, column-0-3. Raises ValueError("twice" …).

    A sheet whose header row moved or that is another table is read anew; what was said about its columns belonged to
    the other row.
    """
    return [_changed(entry, place, wanted, subject) for place, entry in enumerate(plan)]


def _changed(entry: dict[str, Any], place: int, wanted: Given[str, str], subject: Subject) -> dict[str, Any]:
    header_row = _whole(wanted.get(f"header-{place}", entry["header_row"]))
    table = _table(wanted.get(f"table-{place}"), entry, subject)
    changed = entry | {"taken": f"sheet-{place}" in wanted, "header_row": header_row, "table": table.name}
    if header_row != entry["header_row"] or table != table_of(entry, subject):
        return changed | {"columns": []}
    columns = [column | {"field": wanted.get(f"column-{place}-{column['at']}", column["field"]) or None}
               for column in entry["columns"]]  # fmt: skip
    _check_columns(changed, columns, subject)
    return changed | {"columns": columns}


def _table(wanted: str | None, entry: dict[str, Any], subject: Subject) -> Table:
    try:
        return subject.table(wanted) if wanted else table_of(entry, subject)
    except KeyError:
        raise ValueError("no such table") from None


def _check_columns(entry: dict[str, Any], columns: list[dict[str, Any]], subject: Subject) -> None:
    empty = replace(mapping_in(entry, subject), columns={})
    empty.overruled({column["at"]: column["field"] for column in columns})


def _whole(text: Any) -> int:
    if not str(text).isascii() or not str(text).isdigit() or not 1 <= int(text) <= 30:
        raise ValueError("no such header row")
    return int(text)


def _wanted(sheet: Sheet, entry: dict[str, Any], subject: Subject) -> Mapping:
    if entry["columns"]:
        return mapping_in(entry, subject)
    header_row = max(1, min(entry["header_row"], len(sheet.rows), LOOKED_AT))
    return mapping_of(sheet, header_row, table_of(entry, subject))


def _entry(sheet: Sheet, mapping: Mapping, taken: bool, read: "Read") -> dict[str, Any]:
    columns = [
        {
            "at": column, "letter": letter(column), "heading": heading[:LONGEST_SAMPLE],
            "field": mapping.columns.get(column), "samples": read(sheet, mapping, column),
        }
        for column, heading in mapping.headings.items()
    ]  # fmt: skip
    return {"sheet": sheet.name, "table": mapping.table.name, "taken": taken,
            "header_row": mapping.header_row, "rows": len(sheet.rows), "columns": columns}  # fmt: skip


def _first_values(sheet: Sheet, mapping: Mapping, column: int, *, subject: Subject, today: date) -> list[str]:
    """The first values of a column as they will be read."""
    field = mapping.columns.get(column)
    cells = (row[column] for row in sheet.rows[mapping.header_row :] if column < len(row) and row[column] != "")
    clean = subject.cleaners[mapping.table.name]
    return list(islice(_read(field, cells, partial(clean, today=today)), SAMPLES))


def _read(field: str | None, cells: Iterable[Any], clean: Callable[..., Cleaned]) -> Iterator[str]:
    for cell in cells:
        found = clean(field, cell).values if field and field != "ignored" else {}
        text = "; ".join(spoken(value) for value in found.values()) if found else shown(cell)
        yield masked(field or "", told_of(text))[:LONGEST_SAMPLE]


def told_of(text: str) -> str:
    """The text of a cell, an identity number masked."""
    return mask_number(text) if _LIKE_A_PERSON.fullmatch(text) else text
