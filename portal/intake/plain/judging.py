"""What would become of each row: new, an update of what its key finds, or wrong; why is said beside the field."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from portal.db.transaction import transaction
from portal.domain.accounts.birthday import Birthday, BirthdayCalendar
from portal.domain.accounts.marked import marks_of
from portal.domain.accounts.models import Contact
from portal.domain.base import Refused
from portal.domain.work import SHANGHAI
from portal.intake.clean_row import CleanRow
from portal.intake.headings import Mapping
from portal.intake.judging import Verdict
from portal.intake.known import in_chunks
from portal.intake.lease import SCOPE
from portal.intake.notes import Problem
from portal.intake.plain.cleaning import cleaner_of
from portal.intake.plain.kinds import Key, Kind
from portal.intake.rows import read_sheet
from portal.intake.workbook import Workbook

AT_ONCE = 500
"""Rows the database is asked about at a time."""
Judged = tuple[CleanRow, Verdict]
There = dict[Key, tuple[str, ...]]
"""What the archive holds by its key, with the marks that no import takes off."""


class Judging:
    """Judges the rows of one kind of table."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def __call__(
        self, workbook: Workbook, mappings: Iterable[Mapping], kind: str | None, today: date
    ) -> Iterator[Judged]:
        clean = cleaner_of(self.kind.columns)
        rows = (row for mapping in mappings for row in read_sheet(workbook, mapping, clean, today))
        seen: set[Key] = set()
        for some in in_chunks(rows, AT_ONCE):
            values: list[Any] = [row.values for row in some]
            with transaction(SCOPE, writes=False) as session:
                accounts = self.kind.accounts(session, values)
                there = {key: _marks(row) for key, row in self.kind.there(session, values, accounts).items()}
            yield from ((row, self._judged(row, accounts, there, seen)) for row in some)

    def _judged(self, row: CleanRow, accounts: dict[str, Any], there: There, seen: set[Key]) -> Verdict:
        self._check(row, accounts)
        account = accounts.get(str(row.values.get("account_no", "")))
        account_id = account.id if account is not None and self.kind.of_account else None
        key = self.kind.key_of(row.values, account_id)
        if not row.errors and key in seen:
            row.problems.append(Problem(self.kind.key[0], "row_repeated", ""))
        if row.errors:
            return Verdict("error", account_id, tuple(problem.code for problem in row.errors))
        seen.add(key)
        lifted = [mark for mark in there.get(key, ()) if row.values.get(mark) is False]
        row.problems += [Problem(mark, "mark_stays", "") for mark in lifted]
        return Verdict("update" if key in there else "new", account_id)

    def _check(self, row: CleanRow, accounts: dict[str, Any]) -> None:
        told = {problem.field for problem in row.problems}
        for name in self.kind.needs:
            if name not in row.values and name not in told:
                row.problems.append(Problem(name, "not_filled_in", ""))
        if self.kind.name == "contacts" and not _is_a_birthday(row.values):
            row.problems.append(Problem("birthday_day", "birthday_invalid", ""))
        for name in ("account_no", "supplier_no"):
            number = row.values.get(name)
            if number is not None and number not in accounts:
                row.problems.append(Problem(name, "account_not_there", str(number)))
            elif number is not None and name == "supplier_no" and accounts[str(number)].kind != "supplier":
                row.problems.append(Problem(name, "not_a_supplier", str(number)))


def _marks(found: Any) -> tuple[str, ...]:
    """The marks of a person that no import takes off."""
    return marks_of(found) if isinstance(found, Contact) else ()


def _is_a_birthday(values: dict[str, Any]) -> bool:
    """Whether the birthday is one that its calendar has, by the sun where nothing is said; or none is told."""
    month, day, year = (values.get(f"birthday_{part}") for part in ("month", "day", "year"))
    if not (month or day or year):
        return True
    if not (month and day):
        return False
    values.setdefault("birthday_calendar", BirthdayCalendar.SOLAR.value)
    try:
        Birthday(values["birthday_calendar"], month, day, bool(values.get("birthday_is_leap")), year).check(
            datetime.now(SHANGHAI).year
        )
    except Refused:
        return False
    return True
