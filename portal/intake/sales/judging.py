"""What would become of each row: booked anew, in place of what is booked, or wrong; why is said beside the field."""

from collections.abc import Iterable, Iterator
from datetime import date

from portal.db.transaction import transaction
from portal.domain.accounts.kinds import AccountKind
from portal.intake.clean_row import CleanRow
from portal.intake.headings import Mapping
from portal.intake.judging import Verdict
from portal.intake.known import in_chunks
from portal.intake.lease import SCOPE
from portal.intake.notes import Problem
from portal.intake.plain.cleaning import cleaner_of
from portal.intake.rows import read_sheet
from portal.intake.sales.columns import NEEDS, SALES
from portal.intake.sales.looking_up import Key, Named, booked, named_in
from portal.intake.workbook import Workbook

AT_ONCE = 500
CLEAN = cleaner_of(SALES)


def judge_sales(
    workbook: Workbook, mappings: Iterable[Mapping], _kind: str | None, today: date
) -> Iterator[tuple[CleanRow, Verdict]]:
    """Every row with its verdict, in the order of the file."""
    rows = (row for mapping in mappings for row in read_sheet(workbook, mapping, CLEAN, today))
    seen: set[Key] = set()
    for some in in_chunks(rows, AT_ONCE):
        with transaction(SCOPE, writes=False) as session:
            named = named_in(session, (row.values for row in some))
            for row in some:
                _check(row, named)
            keys = {id(row): named.key_of(row.values) for row in some if not row.errors}
            there = set(booked(session, (key for key in keys.values() if key)))
        yield from ((row, _verdict(row, keys.get(id(row)), there, seen)) for row in some)


def _check(row: CleanRow, named: Named) -> None:
    told = {problem.field for problem in row.problems}
    missing = [name for name in NEEDS if name not in row.values and name not in told]
    row.problems += [Problem(name, "not_filled_in", "") for name in missing]
    number, code = row.values.get("account_no"), row.values.get("product_code")
    account = named.accounts.get(str(number))
    if number is not None and account is None:
        row.problems.append(Problem("account_no", "account_not_there", str(number)))
    elif account is not None and account.kind == AccountKind.SUPPLIER:
        row.problems.append(Problem("account_no", "supplier_buys_nothing", str(number)))
    if code is not None and code not in named.products:
        row.problems.append(Problem("product_code", "product_not_there", str(code)))


def _verdict(row: CleanRow, key: Key | None, there: set[Key], seen: set[Key]) -> Verdict:
    if key is not None and key in seen:
        row.problems.append(Problem("month", "row_repeated", ""))
    if row.errors or key is None:
        return Verdict("error", key[0] if key else None, tuple(problem.code for problem in row.errors))
    seen.add(key)
    return Verdict("update" if key in there else "new", key[0])
