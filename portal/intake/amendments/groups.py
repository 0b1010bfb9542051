"""The rows of a file by agreement and version: what is said once for all of them, its clauses and its territory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.intake.amendments.cleaning import AMENDED_TABLE, clean
from portal.intake.amendments.columns import OF_VERSION
from portal.intake.clean_row import CleanRow
from portal.intake.headings import Mapping
from portal.intake.notes import Problem
from portal.intake.rows import read_sheet
from portal.intake.workbook import Workbook

MOST = 500
"""Rows that one version may have."""


@dataclass
class Group:
    """All rows of one version; the first of them speaks for it."""

    number: str
    version_no: int
    rows: list[tuple[CleanRow, Mapping]] = field(default_factory=list)

    @property
    def lead(self) -> CleanRow:
        return self.rows[0][0]

    @property
    def clauses(self) -> list[tuple[CleanRow, Mapping]]:
        return [one for one in self.rows if one[1].table.name == AMENDED_TABLE.name]

    @property
    def territories(self) -> list[CleanRow]:
        return [row for row, mapping in self.rows if mapping.table.name != AMENDED_TABLE.name]

    @property
    def is_sound(self) -> bool:
        return not any(row.errors for row, _mapping in self.rows)

    def settle(self) -> None:
        """What holds for the version as a whole is kept with the first row; rows that differ about it are wrong."""
        for name in OF_VERSION:
            said: Any = None
            for row, _mapping in self.rows:
                value = row.values.pop(name, None)
                if value is not None and said is not None and value != said:
                    row.problems.append(Problem(name, "version_differs", str(value)))
                said = value if said is None else said
            if said is not None:
                self.lead.values[name] = said


def groups_in(workbook: Workbook, mappings: Iterable[Mapping], today: date) -> Iterator[Group]:
    """By agreement in the order of the file, its versions one after the other. Rows without a number come last."""
    found: dict[str, dict[int, Group]] = {}
    for mapping in mappings:
        for row in read_sheet(workbook, mapping, clean, today):
            number, no = str(row.values.get("contract_no", "")), _version(row, mapping)
            versions = found.setdefault(number, {})
            versions.setdefault(no, Group(number, no)).rows.append((row, mapping))
    for number in sorted(found, key=lambda one: not one):
        for no in sorted(found[number]):
            found[number][no].settle()
            yield found[number][no]


def _version(row: CleanRow, mapping: Mapping) -> int:
    """A territory without a version is the agreement's own; a clause has to say what amends it."""
    no = row.values.get("version_no")
    if no is None and mapping.table.name == AMENDED_TABLE.name:
        if not any(problem.field == "version_no" for problem in row.problems):
            row.problems.append(Problem("version_no", "not_filled_in", ""))
        return 0
    return int(str(no or 1))
