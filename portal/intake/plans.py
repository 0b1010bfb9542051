"""How each sheet of a file is read, kept with the import: guessed first, then as staff say."""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Given
from datetime import date
from itertools import islice
from typing import Any

from portal.intake.cleaning import clean
from portal.intake.headings import LOOKED_AT, Mapping, guess_mappings, letter, mapping_of
from portal.intake.notes import spoken
from portal.intake.plain_text import shown
from portal.intake.workbook import Sheet, Workbook

Plan = list[dict[str, Any]]
SAMPLES, LONGEST_SAMPLE = 3, 60


def plan_of(workbook: Workbook, wanted: Plan, today: date) -> Plan:
    """One entry for each sheet, as wanted, or guessed where nothing is. Raises BadWorkbook when no header is found.

    A wanted sheet without columns is read anew from its header row.
    """
    if wanted:
        sheets = {sheet.name: sheet for sheet in workbook.sheets}
        return [_entry(sheets[entry["sheet"]], _wanted(sheets[entry["sheet"]], entry), entry["taken"], today)
                for entry in wanted if entry["sheet"] in sheets]  # fmt: skip
    guessed = {mapping.sheet: mapping for mapping in guess_mappings(workbook)}
    rest = [sheet for sheet in workbook.sheets if sheet.name not in guessed and sheet.rows]
    taken = [_entry(workbook.sheet(name), mapping, True, today) for name, mapping in guessed.items()]
    return taken + [_entry(sheet, mapping_of(sheet, 1), False, today) for sheet in rest]


def mappings_of(plan: Plan) -> tuple[Mapping, ...]:
    """The mappings of the sheets that are taken."""
    return tuple(mapping_in(entry) for entry in plan if entry["taken"])


def mapping_in(entry: dict[str, Any]) -> Mapping:
    columns = {column["at"]: column["field"] for column in entry["columns"] if column["field"]}
    headings = {column["at"]: column["heading"] for column in entry["columns"]}
    return Mapping(entry["sheet"], entry["header_row"], columns, headings)


def headings_of(plan: Plan) -> dict[str, str]:
    """Field → the heading its column had in the file."""
    return {column["field"]: column["heading"]
            for entry in plan for column in entry["columns"] if column["field"]}  # fmt: skip


def changed_plan(plan: Plan, wanted: Given[str, str]) -> Plan:
    """The plan with what a form says: sheet-0, header-0, column-0-3. Raises ValueError("twice" or "header" …).

    A sheet whose header row moved is read anew from there; what was said about its columns belonged to the other row.
    """
    return [_changed(entry, place, wanted) for place, entry in enumerate(plan)]


def _changed(entry: dict[str, Any], place: int, wanted: Given[str, str]) -> dict[str, Any]:
    header_row = _whole(wanted.get(f"header-{place}", entry["header_row"]))
    taken = f"sheet-{place}" in wanted
    if header_row != entry["header_row"]:
        return entry | {"taken": taken, "header_row": header_row, "columns": []}
    columns = [column | {"field": wanted.get(f"column-{place}-{column['at']}", column["field"]) or None}
               for column in entry["columns"]]  # fmt: skip
    _check_columns(entry, columns)
    return entry | {"taken": taken, "columns": columns}


def _check_columns(entry: dict[str, Any], columns: list[dict[str, Any]]) -> None:
    empty = Mapping(entry["sheet"], entry["header_row"], {}, mapping_in(entry).headings)
    empty.overruled({column["at"]: column["field"] for column in columns})


def _whole(text: Any) -> int:
    if not str(text).isascii() or not str(text).isdigit() or not 1 <= int(text) <= 30:
        raise ValueError("no such header row")
    return int(text)


def _wanted(sheet: Sheet, entry: dict[str, Any]) -> Mapping:
    if entry["columns"]:
        return mapping_in(entry)
    return mapping_of(sheet, max(1, min(entry["header_row"], len(sheet.rows), LOOKED_AT)))


def _entry(sheet: Sheet, mapping: Mapping, taken: bool, today: date) -> dict[str, Any]:
    columns = [
        {
            "at": column, "letter": letter(column), "heading": heading[:LONGEST_SAMPLE],
            "field": mapping.columns.get(column), "samples": _samples(sheet, mapping, column, today),
        }
        for column, heading in mapping.headings.items()
    ]  # fmt: skip
    return {"sheet": sheet.name, "taken": taken, "header_row": mapping.header_row, "rows": len(sheet.rows),
            "columns": columns}  # fmt: skip


def _samples(sheet: Sheet, mapping: Mapping, column: int, today: date) -> list[str]:
    """The first values of a column as they will be read."""
    field = mapping.columns.get(column)
    cells = (row[column] for row in sheet.rows[mapping.header_row :] if column < len(row) and row[column] != "")
    return list(islice(_read(field, cells, today), SAMPLES))


def _read(field: str | None, cells: Iterable[Any], today: date) -> Iterator[str]:
    for cell in cells:
        found = clean(field, cell, today).values if field and field != "ignored" else {}
        text = "; ".join(spoken(value) for value in found.values()) if found else shown(cell)
        yield text[:LONGEST_SAMPLE]
