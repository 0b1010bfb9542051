"""Which sheets are to be imported, which row is the header, which column is which field; anybody may overrule it."""

import unicodedata
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Given
from dataclasses import dataclass, field, replace
from re import compile as pattern

from portal.intake.account_columns import FIELDS
from portal.intake.workbook import BadWorkbook, Cell, Sheet, Workbook

LOOKED_AT = 30
# A header names at least this many fields; a title or a data row hardly ever does.
ENOUGH = 2
LONGEST_HEADING = 60
_BRACKETS = pattern(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]|【[^【】]{0,60}】|<[^<>]{0,60}>")
Ranked = tuple[str, int]
"""A field, and how sure its heading is: 0 is the surest."""


def in_words(fields: Given[str, str]) -> dict[str, Ranked]:
    """Heading without blanks → field, from the words people write over each field."""
    return {word: (field, rank) for field, words in fields.items() for rank, word in enumerate(words.split())}


def _as_they_are(columns: dict[int, str]) -> dict[int, str]:
    return columns


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of sheet: what its headings are called, what it must have to be one, and which fields there are.

    `find` knows the field of a heading's key; `settle` has the last word about a whole header row.
    """

    name: str
    find: Callable[[str], Ranked | None]
    has: Callable[[str], bool]
    identifying: frozenset[str]
    settle: Callable[[dict[int, str]], dict[int, str]] = _as_they_are


def _with_a_name(columns: dict[int, str]) -> dict[int, str]:
    """A list of persons has 姓名 and no company: there it is the account's name."""
    if "name_zh" in columns.values():
        return columns
    return {column: "name_zh" if field == "contact_name" else field for column, field in columns.items()}


ACCOUNTS = Table(
    "accounts", in_words(FIELDS).get, FIELDS.__contains__,
    frozenset({"name_zh", "contact_name", "uscc", "mobile", "phone", "account_no", "id_no"}), _with_a_name,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one sheet is read: `header_row` counts from 1 as Excel does, columns from 0 (see letter())."""

    sheet: str
    header_row: int
    columns: dict[int, str]
    headings: dict[int, str]
    table: Table = field(default=ACCOUNTS, repr=False)

    @property
    def unknown(self) -> dict[int, str]:
        """Headings nobody recognised, or a second column of the same field: what the import leaves aside."""
        return {column: text for column, text in self.headings.items() if column not in self.columns}

    def overruled(self, columns: dict[int, str | None]) -> "Mapping":
        """The same with these columns as the user says; None leaves a column out. Raises ValueError for a wrong field.

        A field given to another column is taken from the one that had it.
        """
        if unfit := [field for field in columns.values() if field is not None and not self.table.has(field)]:
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


def guess_mappings(workbook: Workbook, tables: tuple[Table, ...] = (ACCOUNTS,)) -> tuple[Mapping, ...]:
    """One mapping per sheet that is one of `tables`, visible sheets before hidden. Raises BadWorkbook("no_header")."""
    shown = sorted(workbook.sheets, key=lambda sheet: not sheet.visible)
    found = tuple(mapping for sheet in shown if (mapping := guess_mapping(sheet, tables)))
    if not found:
        raise BadWorkbook("no_header", looked_at=LOOKED_AT)
    return found


def guess_mapping(sheet: Sheet, tables: tuple[Table, ...] = (ACCOUNTS,)) -> Mapping | None:
    """The mapping of the likeliest table and header row among the first rows, or None when none looks like one."""
    guesses = [(hits, place, header) for place, table in enumerate(tables)
               for hits, header in [_likeliest(sheet, table)] if hits >= ENOUGH]  # fmt: skip
    for _, place, header in sorted(guesses, key=lambda guess: (-guess[0], guess[1])):
        mapping = mapping_of(sheet, header, tables[place])
        if tables[place].identifying & set(mapping.columns.values()):
            return mapping
    return None


def _likeliest(sheet: Sheet, table: Table) -> tuple[int, int]:
    """How many headings of the table the best row has, and which row that is."""
    rows = enumerate(sheet.rows[:LOOKED_AT], start=1)
    hits, row = max(((sum(1 for _ in _hits(row, table)), -number) for number, row in rows), default=(0, 0))
    return hits, -row


def mapping_of(sheet: Sheet, header_row: int, table: Table = ACCOUNTS) -> Mapping:
    """The mapping when this row (from 1) is the header. Raises IndexError for a row the sheet has not."""
    row = sheet.rows[header_row - 1]
    headings = {column: str(cell).strip() for column, cell in enumerate(row) if str(cell).strip()}
    columns: dict[int, str] = {}
    taken: set[str] = set()
    for _, column, name in sorted((rank, column, name) for column, name, rank in _hits(row, table)):
        if name not in taken or name == "ignored":
            columns[column] = name
            taken.add(name)
    return Mapping(sheet.name, header_row, table.settle(dict(sorted(columns.items()))), headings, table)


def _hits(row: list[Cell], table: Table) -> Iterator[tuple[int, str, int]]:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            known = table.find(heading_key(cell)) or table.find(heading_key(cell, True))
            if known:
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
