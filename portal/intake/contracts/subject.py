"""Agreements with their clauses as a subject of imports."""

from collections.abc import Callable
from typing import Any

from portal.intake.clean_row import CleanRow
from portal.intake.contracts.cleaning import clean
from portal.intake.contracts.judging import judge_rows
from portal.intake.contracts.tables import TABLES
from portal.intake.contracts.taking import take_rows
from portal.intake.contracts.taking_back import take_back_rows
from portal.intake.facts import plain
from portal.intake.subject import Subject


def keep(row: CleanRow, seal_id: Callable[[str], bytes]) -> dict[str, Any]:  # noqa: ARG001
    """The values as plain JSON; nothing of an agreement needs sealing."""
    return {name: plain(value) for name, value in row.values.items()}


CONTRACTS = Subject(
    name="contracts", tables=TABLES, cleaners={table.name: clean for table in TABLES}, judge=judge_rows, keep=keep,
    take=take_rows, take_back=take_back_rows, at_once=1,
)  # fmt: skip
