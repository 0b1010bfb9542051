"""What would become of each version: recorded anew, said already, or wrong somewhere; why is said beside the field."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db.transaction import transaction
from portal.domain.contracts.loading import whole
from portal.domain.contracts.models import Contract
from portal.domain.contracts.repository import ContractRepository
from portal.domain.events import Actor
from portal.domain.scope import GuardedSession
from portal.domain.work import Work
from portal.intake.amendments.fitting import Ahead, check_fit
from portal.intake.amendments.granting import check_grant
from portal.intake.amendments.groups import MOST, Group, groups_in
from portal.intake.amendments.snapshots import REMOVE, is_told, snapshot, told
from portal.intake.clean_row import CleanRow
from portal.intake.contracts.clause_rows import read_clause_row
from portal.intake.headings import Mapping
from portal.intake.judging import Verdict
from portal.intake.known import in_chunks
from portal.intake.lease import SCOPE
from portal.intake.notes import Problem
from portal.intake.workbook import Workbook

AT_ONCE = 50
Judged = tuple[CleanRow, Verdict]


def judge_amendments(
    workbook: Workbook, mappings: Iterable[Mapping], _kind: str | None, today: date
) -> Iterator[Judged]:
    """Every row with its verdict, version by version."""
    ahead: Ahead = {}
    for some in in_chunks(groups_in(workbook, mappings, today), AT_ONCE):
        with transaction(SCOPE, writes=False) as session:
            there = agreements(session, {group.number for group in some})
            contracts = ContractRepository(Work(session, Actor.system("import"), datetime.now(UTC)))
            judged = [_judged(contracts, group, there.get(group.number), ahead) for group in some]
        for rows in judged:
            yield from rows


def agreements(session: GuardedSession, numbers: Iterable[str]) -> dict[str, Contract]:
    """By number, whole, with their account."""
    query = select(Contract).where(Contract.number.in_(list(numbers)))
    found = session.scalars(query.options(joinedload(Contract.account), *whole())).unique()
    return {contract.number: contract for contract in found}


def _judged(contracts: ContractRepository, group: Group, contract: Contract | None, ahead: Ahead) -> list[Judged]:
    lead = group.lead
    if contract is None:
        code = "contract_not_there" if group.number else "contract_no_missing"
        lead.problems.append(Problem("contract_no", code, group.number))
    elif len(group.rows) > MOST:
        lead.problems.append(Problem("contract_no", "version_too_long", str(len(group.rows))))
    for row, mapping in group.clauses:
        _read_clause(row, mapping, contract)
    _check_rows(group)
    is_there = False
    if contract is not None and group.is_sound:
        is_there = _says_what_is_there(group, contract)
        if not is_there:
            check_fit(group, contract, ahead)
        if not is_there and group.is_sound:
            check_grant(contracts, group, contract)
    return _verdicts(group, contract, "update" if is_there or group.version_no == 1 else "new")


def _says_what_is_there(group: Group, contract: Contract) -> bool:
    version = next((one for one in contract.versions if one.no == group.version_no), None)
    if version is None:
        return False
    there, said = snapshot(contract, version), told(group.lead.values, [row.values for row, _ in group.rows[1:]])
    return is_told(there, said)


def _read_clause(row: CleanRow, mapping: Mapping, contract: Contract | None) -> None:
    """What is taken out is named by its article alone."""
    if row.values.get("change") == REMOVE:
        if "article" not in row.values:
            row.problems.append(Problem("article", "article_missing", ""))
        kept = ("contract_no", "version_no", "change", "article", "effective_from", "signed_by_us_on",
                "signed_by_partner_on", "summary")  # fmt: skip
        row.values = {name: value for name, value in row.values.items() if name in kept}
        return
    products = [one.product for one in contract.products] if contract is not None else ()
    read_clause_row(row, mapping, contract.side if contract is not None else None, products)


def _check_rows(group: Group) -> None:
    seen: set[object] = set()
    for row, _mapping in group.clauses:
        article = row.values.get("article")
        if article in seen:
            row.problems.append(Problem("article", "article_twice", str(article)))
        seen.add(article)
    granted = {(row.values.get("channel", "all"), row.values.get("level")) for row in group.territories}
    for row in group.territories:
        if "level" not in row.values and not any(problem.field == "level" for problem in row.problems):
            row.problems.append(Problem("level", "level_missing", ""))
    if len(granted) > 1 and group.is_sound:
        group.territories[-1].problems.append(Problem("level", "version_grants_twice", ""))


def _verdicts(group: Group, contract: Contract | None, kind: str) -> Iterator[Judged] | list[Judged]:
    account_id, contract_id = (contract.account_id, contract.id) if contract is not None else (None, None)
    lead, place = group.lead, (group.lead.sheet, group.lead.row_no)
    if not group.is_sound:
        return [
            (row, Verdict("error", account_id, tuple(one.code for one in row.errors) or ("version_wrong",),
                          place if row is not lead else None))
            for row, _mapping in group.rows
        ]  # fmt: skip
    first = Verdict("new" if kind == "new" else "update", account_id, contract_id=contract_id)
    parts = [(row, Verdict("part", account_id, (), place, contract_id)) for row, _mapping in group.rows[1:]]
    return [(lead, first), *parts]
