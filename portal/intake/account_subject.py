"""Accounts as a subject of imports."""

from collections.abc import Iterable, Iterator
from datetime import date

from portal.db.transaction import transaction
from portal.intake.accounts import read_rows
from portal.intake.clean_row import CleanRow
from portal.intake.cleaning import clean
from portal.intake.facts import check_fit, kept
from portal.intake.headings import ACCOUNTS as TABLE
from portal.intake.headings import Mapping
from portal.intake.introducing import introduce
from portal.intake.judging import Verdict, judge_all
from portal.intake.known import KnownAccounts, in_chunks
from portal.intake.lease import SCOPE, managers
from portal.intake.subject import Subject
from portal.intake.taking_accounts import begin, learn, take_rows
from portal.intake.taking_back_accounts import take_back_rows
from portal.intake.workbook import Workbook

AT_ONCE = 500
"""Rows the database is asked about at a time."""


def judge_rows(
    workbook: Workbook, mappings: Iterable[Mapping], kind: str | None, today: date
) -> Iterator[tuple[CleanRow, Verdict]]:
    """Every account of the mapped sheets with what would become of it."""
    known = KnownAccounts()
    return judge_all(_looked_up(read_rows(workbook, mappings, kind, today=today), known), known)


def _looked_up(rows: Iterator[CleanRow], known: KnownAccounts) -> Iterator[CleanRow]:
    """The rows, after the database was asked about some of them at a time."""
    for some in in_chunks(rows, AT_ONCE):
        with transaction(SCOPE, writes=False) as session:
            known.look_up(session, some)
            ours = managers(session)
        for row in some:
            check_fit(row, ours)
        yield from some


ACCOUNTS = Subject(
    name="accounts", tables=(TABLE,), cleaners={TABLE.name: clean}, judge=judge_rows, keep=kept, take=take_rows,
    take_back=take_back_rows, begin=begin, end=introduce, learn=learn,
)  # fmt: skip
