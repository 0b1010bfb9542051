"""What would become of each agreement with its clauses: new, update of a draft, known number, or wrong somewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from portal.db.transaction import transaction
from portal.domain.accounts.models import Account
from portal.domain.base import Refused
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.models import Contract
from portal.domain.contracts.repository import ContractRepository
from portal.domain.events import Actor
from portal.domain.scope import GuardedSession
from portal.domain.work import Work
from portal.intake.clean_row import CleanRow
from portal.intake.contracts.clause_rows import number_from_above, read_clause_row
from portal.intake.contracts.cleaning import clean
from portal.intake.contracts.completing import complete, facts_of
from portal.intake.contracts.granted import Granted
from portal.intake.contracts.resolving import Archive, resolve
from portal.intake.contracts.tables import CLAUSES, CONTRACTS
from portal.intake.headings import Mapping
from portal.intake.judging import Verdict
from portal.intake.known import in_chunks
from portal.intake.lease import SCOPE
from portal.intake.notes import Problem
from portal.intake.rows import read_sheet
from portal.intake.workbook import Workbook

AT_ONCE = 100
"""Agreements the database is asked about at a time."""
MOST_CLAUSES = 200
REFUSED_AT = {
    "contract.not_for_upstream": "account", "contract.not_for_downstream": "account",
    "contract.account_blacklisted": "account",
    "contract.ends_before_start": "ends_on", "contract.person_cannot_buy_out": "goods_party",
    "contract.goods_party_unlicensed": "goods_party", "contract.beyond_upstream": "override",
    "contract.exclusive_taken": "level",
}  # fmt: skip
"""In which column a rule of the domain is broken."""
Judged = tuple[CleanRow, Verdict]
Place = tuple[str, int]


@dataclass
class Book:
    """The agreements of a file, its clauses with how their sheet is read, the first row of each contract number, and
    what the agreements judged so far grant."""

    contracts: list[CleanRow] = field(default_factory=list)
    clauses: dict[str, list[tuple[CleanRow, Mapping]]] = field(default_factory=dict)
    firsts: dict[str, Place] = field(default_factory=dict)
    granted: Granted = field(default_factory=Granted)


def judge_rows(workbook: Workbook, mappings: Iterable[Mapping], kind: str | None, today: date) -> Iterator[Judged]:  # noqa: ARG001
    """Each agreement followed by its clauses, clauses without an agreement last. `kind` says nothing here."""
    book = _read(workbook, mappings, today)
    for some in in_chunks(book.contracts, AT_ONCE):
        with transaction(SCOPE, writes=False) as session:
            archive = Archive(session, some)
            judged = [_judged(session, archive, row, book) for row in some]
        for one in judged:
            yield from one
    for rows in book.clauses.values():
        for row, reading in rows:
            row.problems.append(Problem("contract_no", "contract_not_in_file", str(row.values.get("contract_no", ""))))
            read_clause_row(row, reading, None, ())
            yield row, _error(row)


def _read(workbook: Workbook, mappings: Iterable[Mapping], today: date) -> Book:
    book, above = Book(), None
    for mapping in mappings:
        for row in read_sheet(workbook, mapping, clean, today):
            if mapping.table.name == CONTRACTS.name:
                book.contracts.append(row)
            elif mapping.table.name == CLAUSES.name:
                number_from_above(row, above)
                above = row
                book.clauses.setdefault(str(row.values.get("contract_no", "")), []).append((row, mapping))
    # what we hold comes before what we grant out of it, whichever was written down first
    book.contracts.sort(key=lambda row: row.values.get("side") != Side.UPSTREAM)
    return book


def _judged(session: GuardedSession, archive: Archive, row: CleanRow, book: Book) -> list[Judged]:
    complete(row)
    account, party = resolve(row, archive)
    number, place = str(row.values.get("contract_no", "")), (row.sheet, row.row_no)
    first = book.firsts.setdefault(number, place) if number else place
    clauses = book.clauses.pop(number, []) if first == place and number else []
    known = archive.contracts.get(number)
    contracts = ContractRepository(Work(session, Actor.system("import"), datetime.now(UTC)))
    _check_row(row, account, signed_without=not clauses)
    if account is not None and not row.errors and first == place and _may_be_taken(known):
        _check_rules(contracts, book.granted, row, account, party, known)
    products = [one for text in _products(row) for one in archive.products(text)]
    for clause, reading in clauses:
        read_clause_row(clause, reading, str(row.values["side"]) if "side" in row.values else None, products)
    _check_articles(row, [clause for clause, _ in clauses])
    wrong = any(clause.errors for clause, _ in clauses)
    verdict = _verdict(row, account, known, first, wrong)
    if account is not None and verdict.kind in ("new", "update"):
        book.granted.add(contracts, row, account)
    return [(row, verdict), *(_part(clause, place, verdict) for clause, _ in clauses)]


def _products(row: CleanRow) -> tuple[str, ...]:
    given = row.values.get("products", ())
    return given if isinstance(given, tuple) else ()


def _check_row(row: CleanRow, account: Account | None, signed_without: bool) -> None:
    if "side" not in row.values and account is not None and not any(p.field == "side" for p in row.problems):
        row.problems.append(Problem("side", "side_missing", ""))
    if signed_without and {"signed_by_us_on", "signed_by_partner_on"} & row.values.keys():
        row.problems.append(Problem("signed_by_us_on", "signed_without_clauses", ""))


def _check_rules(
    contracts: ContractRepository, granted: Granted, row: CleanRow, account: Account, party: Account | None,
    known: Contract | None,
) -> None:  # fmt: skip
    """The rules of the domain, once the row itself is sound."""
    try:
        contracts.check(facts_of(row.values), Side(str(row.values["side"])), account, party)
        granted.check(contracts, row, account, known)
    except Refused as refusal:
        row.problems.append(refusal_problem(refusal))


def refusal_problem(refusal: Refused) -> Problem:
    """The rule that the domain names, in the column where it is broken."""
    given = str(next((refusal.facts[name] for name in ("other", "name", "number") if name in refusal.facts), ""))
    return Problem(REFUSED_AT.get(refusal.code, "contract_no"), f"refused.{refusal.code}", given)


def _check_articles(row: CleanRow, clauses: list[CleanRow]) -> None:
    if len(clauses) > MOST_CLAUSES:
        row.problems.append(Problem("contract_no", "too_many_clauses", str(len(clauses))))
    seen: set[str] = set()
    for clause in clauses:
        article = str(clause.values.get("article", ""))
        if article in seen:
            clause.problems.append(Problem("article", "article_twice", article))
        seen.add(article or f"row {clause.row_no}")


def _verdict(row: CleanRow, account: Account | None, known: Contract | None, first: Place, wrong: bool) -> Verdict:
    if row.errors or wrong or account is None:
        return _error(row, *(("clause_wrong",) if wrong else ()))
    if first != (row.sheet, row.row_no):
        return Verdict("duplicate", account.id, ("same_contract_row",), first)
    if known is None:
        return Verdict("new", account.id)
    if (known.account_id, known.side) != (account.id, row.values["side"]):
        return Verdict("duplicate", known.account_id, ("known_other",), contract_id=known.id)
    if not _may_be_taken(known):
        return Verdict("duplicate", account.id, ("known_signed",), contract_id=known.id)
    return Verdict("update", account.id, ("known_draft",), contract_id=known.id)


def _may_be_taken(known: Contract | None) -> bool:
    return known is None or (known.draft is not None and len(known.versions) == 1)


def _part(clause: CleanRow, place: Place, verdict: Verdict) -> Judged:
    if clause.errors or verdict.kind == "error":
        reasons = tuple(problem.code for problem in clause.errors) or ("contract_wrong",)
        return clause, Verdict("error", verdict.account_id, reasons, place)
    return clause, Verdict("part", verdict.account_id, (), place, verdict.contract_id)


def _error(row: CleanRow, *more: str) -> Verdict:
    return Verdict("error", reasons=(*dict.fromkeys(problem.code for problem in row.errors), *more))
