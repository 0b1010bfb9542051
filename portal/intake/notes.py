"""What is said about a cell that was read: its values, its changes, its problems."""

from typing import NamedTuple

from portal.intake.plain_text import shown
from portal.intake.workbook import Cell


class Cleaned(NamedTuple):
    """What a cell says: values by field, codes of changes, codes of problems (errors and warnings alike)."""

    values: dict[str, object]
    changes: list[str]
    problems: list[str]


class Change(NamedTuple):
    """A cell was read as something else than stood there."""

    field: str
    code: str
    before: str
    after: str


class Problem(NamedTuple):
    """What is wrong or doubtful about a cell, and what stood there."""

    field: str
    code: str
    given: str


def changes_of(field: str, cell: Cell, cleaned: Cleaned) -> list[Change]:
    """The changes of a cell with what stood there and what is kept."""
    if not cleaned.changes:
        return []
    before, after = shown(cell), "; ".join(spoken(value) for value in cleaned.values.values())
    return [Change(field, code, before, after) for code in cleaned.changes]


def spoken(value: object) -> str:
    """A value as text: the parts of a list one after the other, nothing for no end date."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
