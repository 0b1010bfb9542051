"""Which sheets hold accounts, which row is the header, which column is which field; anybody may overrule it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from re import compile as pattern

from portal.intake.heading_words import FIELDS
from portal.intake.workbook import BadWorkbook, Cell, Sheet, Workbook

LOOKED_AT = 30
# A header names at least this many fields; a title or a data row hardly ever does.
ENOUGH = 2
LONGEST_HEADING = 60
_BRACKETS = pattern(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]|【[^【】]{0,60}】|<[^<>]{0,60}>")
_RANK: dict[str, tuple[str, int]] = {
    word: (field, rank) for field, words in FIELDS.items() for rank, word in enumerate(words.split())
}
IDENTIFYING = frozenset({"name_zh", "contact_name", "uscc", "mobile", "phone", "account_no", "id_no"})


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one sheet is read: `header_row` counts from 1 as Excel does, columns from 0 (see letter())."""

    sheet: str
    header_row: int
    columns: dict[int, str]
    headings: dict[int, str]

    @property
    def unknown(self) -> dict[int, str]:
        """Headings nobody recognised, or a second column of the same field: what the import leaves aside."""
        return {column: text for column, text in self.headings.items() if column not in self.columns}

    def overruled(self, columns: dict[int, str | None]) -> "Mapping":
        """The same with these columns as the user says; None leaves a column out. Raises ValueError for a wrong field.

        A field given to another column is taken from the one that had it.
        """
        if unfit := [field for field in columns.values() if field is not None and field not in FIELDS]:
            raise ValueError(f"no such field: {unfit[0]}")
        given = {column: field for column, field in columns.items() if field is not None}
        if len(set(given.values()) - {"ignored"}) < len([field for field in given.values() if field != "ignored"]):
            raise ValueError("one field, two columns")
        kept = {
            column: field
            for column, field in self.columns.items()
            if column not in columns and (field not in given.values() or field == "ignored")
        }
        return replace(self, columns=dict(sorted((kept | given).items())))


def guess_mappings(workbook: Workbook) -> tuple[Mapping, ...]:
    """One mapping per sheet that holds accounts, visible sheets before hidden. Raises BadWorkbook("no_header")."""
    shown = sorted(workbook.sheets, key=lambda sheet: not sheet.visible)
    found = tuple(mapping for sheet in shown if (mapping := guess_mapping(sheet)))
    if not found:
        raise BadWorkbook("no_header", looked_at=LOOKED_AT)
    return found


def guess_mapping(sheet: Sheet) -> Mapping | None:
    """The mapping of the likeliest header row among the first rows, or None when none of them looks like one."""
    rows = enumerate(sheet.rows[:LOOKED_AT], start=1)
    best = max(((sum(1 for _ in _hits(row)), -number) for number, row in rows), default=(0, 0))
    if best[0] < ENOUGH:
        return None
    mapping = mapping_of(sheet, -best[1])
    return mapping if IDENTIFYING & set(mapping.columns.values()) else None


def mapping_of(sheet: Sheet, header_row: int) -> Mapping:
    """The mapping when this row (from 1) is the header. Raises IndexError for a row the sheet has not."""
    row = sheet.rows[header_row - 1]
    headings = {column: str(cell).strip() for column, cell in enumerate(row) if str(cell).strip()}
    columns: dict[int, str] = {}
    taken: set[str] = set()
    for _, column, field in sorted((rank, column, field) for column, field, rank in _hits(row)):
        if field not in taken or field == "ignored":
            columns[column] = field
            taken.add(field)
    return Mapping(sheet.name, header_row, _with_a_name(dict(sorted(columns.items()))), headings)


def _with_a_name(columns: dict[int, str]) -> dict[int, str]:
    """A list of persons has 姓名 and no company: there it is the account's name."""
    if "name_zh" in columns.values():
        return columns
    return {column: "name_zh" if field == "contact_name" else field for column, field in columns.items()}


def _hits(row: list[Cell]) -> Iterator[tuple[int, str, int]]:
    for column, cell in enumerate(row):
        if isinstance(cell, str) and (known := _RANK.get(heading_key(cell)) or _RANK.get(heading_key(cell, True))):
            yield column, *known


def heading_key(heading: str, without_brackets: bool = False) -> str:
    """The heading in lower case without blanks and signs; also without what stands in brackets: 手机（必填）."""
    plain = unicodedata.normalize("NFKC", heading[:LONGEST_HEADING]).lower()
    return "".join(filter(str.isalnum, _BRACKETS.sub("", plain) if without_brackets else plain))


def letter(column: int) -> str:
    """The name Excel gives a column counted from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
