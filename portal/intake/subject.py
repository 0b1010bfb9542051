"""What a workbook can be about, as the engine sees it: its tables, and what checking, taking and undoing mean there."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Given
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from portal.domain.scope import GuardedSession
from portal.intake.clean_row import CleanRow
from portal.intake.headings import Mapping, Table
from portal.intake.judging import Verdict
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.rows import Clean
from portal.intake.takeover import Takeover
from portal.intake.workbook import Workbook


class Judge(Protocol):
    """Every row with its verdict, in the order they are shown; asks the database, changes nothing."""

    def __call__(
        self, workbook: Workbook, mappings: Iterable[Mapping], kind: str | None, today: date
    ) -> Iterator[tuple[CleanRow, Verdict]]: ...


@dataclass(frozen=True)
class Subject:
    """One subject of imports. `take` and `take_back` do some rows in one transaction and mark what became of them.

    `at_once` bounds how many rows that may be. `keep` gives a row's values as JSON until they are taken over, where
    the function handed in seals identity numbers. `begin` prepares taking over, `end` does what needs
    all rows taken; `learn` thinks out before the write
    lock what it can of a row's values.
    """

    name: str
    tables: tuple[Table, ...]
    cleaners: dict[str, Clean]
    judge: Judge
    keep: Callable[[CleanRow, Callable[[str], bytes]], dict[str, Any]]
    take: Callable[[Takeover, ImportBatch, list[ImportRow]], None]
    take_back: Callable[[GuardedSession, ImportBatch, list[ImportRow]], None]
    begin: Callable[[GuardedSession, ImportBatch], None] = lambda _session, _batch: None
    end: Callable[[Takeover, ImportBatch], None] = lambda _takeover, _batch: None
    learn: Callable[[Given[str, Any]], None] = lambda _values: None
    at_once: int | None = None

    def table(self, name: str) -> Table:
        """The table of that name. Raises KeyError when the subject has none of it."""
        return {table.name: table for table in self.tables}[name]
