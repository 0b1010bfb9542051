"""What would become of each row: a new prospect, an update of one, or wrong; why is said beside the field."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from portal.db.transaction import transaction
from portal.domain.recruiting.models import Prospect
from portal.domain.recruiting.prospects import TAKERS
from portal.intake.clean_row import CleanRow
from portal.intake.headings import Mapping
from portal.intake.judging import Verdict
from portal.intake.known import in_chunks
from portal.intake.lease import SCOPE
from portal.intake.notes import Problem
from portal.intake.plain.cleaning import cleaner_of
from portal.intake.recruiting.columns import NEEDS, PROSPECTS
from portal.intake.recruiting.looking_up import Key, Named, keys_of, named_in, there
from portal.intake.recruiting.numbers import is_number
from portal.intake.recruiting.rules import faults, settled
from portal.intake.rows import read_sheet
from portal.intake.workbook import Workbook

AT_ONCE = 500
CLEAN = cleaner_of(PROSPECTS)
COLUMNS = ("account_id", "name", "stage", "next_step", "next_on", "lost_reason")


def judge_prospects(
    workbook: Workbook, mappings: Iterable[Mapping], _kind: str | None, today: date
) -> Iterator[tuple[CleanRow, Verdict]]:
    """Every row with its verdict, in the order of the file."""
    rows = (row for mapping in mappings for row in read_sheet(workbook, mapping, CLEAN, today))
    seen: set[Key] = set()
    for some in in_chunks(rows, AT_ONCE):
        judged = []
        with transaction(SCOPE, writes=False) as session:
            named = named_in(session, [row.values for row in some])
            known = there(session, [row.values for row in some], named)
            for row in some:
                found = found_by(row.values, named, known)
                _check(row, named, found)
                judged.append((row, _verdict(row, named, found, seen)))
        yield from judged


def found_by(values: Any, named: Named, known: dict[Key, Prospect]) -> Prospect | None:
    return next((known[key] for key in keys_of(values, named) if key in known), None)


def _check(row: CleanRow, named: Named, found: Prospect | None) -> None:
    told, values = {problem.field for problem in row.problems}, row.values
    if found is None:
        row.problems += [
            Problem(name, "not_filled_in", "") for name in NEEDS if name not in values and name not in told
        ]
        if not ({"name", "account_no"} & values.keys() or {"name", "account_no"} & told):
            row.problems.append(Problem("name", "not_filled_in", ""))
    row.problems += list(_unknown(values, named))
    if not row.errors:
        facts = settled(named.facts(values))
        was = {name: getattr(found, name) for name in COLUMNS} if found is not None else {}
        row.problems += [Problem(field, code, "") for field, code in faults(was | facts, was.get("stage"))]


def _unknown(values: dict[str, Any], named: Named) -> Iterator[Problem]:
    """What a row names and nobody has."""
    number, code, keeper = (values.get(name) for name in ("account_no", "product_code", "keeper_name"))
    account = named.accounts.get(str(number))
    if number is not None and account is None:
        yield Problem("account_no", "account_not_there", str(number))
    elif account is not None and account.kind not in TAKERS:
        yield Problem("account_no", "account_takes_nothing", str(number))
    if code is not None and code not in named.products:
        yield Problem("product_code", "product_not_there", str(code))
    if keeper is not None and keeper not in named.people:
        yield Problem("keeper_name", "keeper_unknown", str(keeper))
    if "prospect_no" in values and not is_number(str(values["prospect_no"])):
        yield Problem("prospect_no", "prospect_no_invalid", str(values["prospect_no"]))


def _verdict(row: CleanRow, named: Named, found: Prospect | None, seen: set[Key]) -> Verdict:
    keys = [(found.number,)] if found is not None else keys_of(row.values, named)
    account = named.accounts.get(str(row.values.get("account_no")))
    account_id = account.id if account is not None else None
    if not row.errors and seen & set(keys):
        row.problems.append(Problem("name", "row_repeated", ""))
    if row.errors:
        return Verdict("error", account_id, tuple(problem.code for problem in row.errors))
    seen.update(keys)
    return Verdict("new" if found is None else "update", account_id)
