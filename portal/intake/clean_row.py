"""One account as a workbook tells it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.domain.accounts.names import name_key
from portal.intake.codes import is_error
from portal.intake.notes import Change, Problem
from portal.intake.workbook import Cell

KEYS = {"number": "account_no", "uscc": "uscc", "id": "id_no", "mobile": "mobile"}


@dataclass(slots=True)
class CleanRow:
    """One account as the workbook tells it. `values` holds only what was given and is sound; provinces and choices
    are codes, dates are dates, licence_until None means without end, other_phones is a tuple."""

    sheet: str
    row_no: int
    cells: Sequence[Cell]
    values: dict[str, object] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        """Problems that keep the row out."""
        return [problem for problem in self.problems if is_error(problem.code)] if self.problems else []

    @property
    def warnings(self) -> list[Problem]:
        """Problems the row is taken with."""
        return [problem for problem in self.problems if not is_error(problem.code)]

    @property
    def keys(self) -> dict[str, str]:
        """number, uscc, id, mobile and name (normal form): those the row has."""
        values = self.values
        keys = {key: str(values[name]) for key, name in KEYS.items() if name in values}
        if "name_zh" in values:
            keys["name"] = name_key(str(values["name_zh"]))
        return keys
