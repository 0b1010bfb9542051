"""Writing the terms: clauses of a version that nobody has signed yet, amendments, and the two signatures."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from portal.domain.base import Refused
from portal.domain.contracts.clauses import Clause as Terms
from portal.domain.contracts.clauses import write_clause
from portal.domain.contracts.models import Clause, Contract, ContractVersion
from portal.domain.contracts.versions import clauses_before
from portal.domain.events import Actor
from portal.domain.working_days import civil_day

_NUMERALS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True)
class Wording:
    """How a clause stands on paper: article, page and the text both parties signed. `binds`: us, partner or both."""

    article: str
    binds: str
    text_zh: str
    text_en: str = ""
    page: int | None = None


def open_draft(contract: Contract) -> ContractVersion:
    """The version that may be written to; Refused("contract.version_signed") when every one is signed."""
    if contract.draft is None:
        raise Refused("contract.version_signed", number=contract.number)
    return contract.draft


def writable_draft(contract: Contract) -> ContractVersion:
    """The same for who changes its wording: Refused("contract.in_review") once it was handed in, for what was read
    through is what goes out; it has to be sent back first."""
    if contract.review_at:
        raise Refused("contract.in_review", number=contract.number)
    return open_draft(contract)


def put_clause(contract: Contract, terms: Terms, wording: Wording, *, by: Actor, at: datetime) -> Clause:
    """Write a clause into the draft: in an amendment it changes the article of that number or adds a new one."""
    draft = writable_draft(contract)
    before = {clause.article: clause for clause in clauses_before(contract.versions, draft)}
    old = next((clause for clause in draft.clauses if clause.article == wording.article), None)
    clause = old or Clause(account_id=contract.account_id, version_id=draft.id, article=wording.article)
    earlier = before.get(wording.article)
    clause.position = earlier.position if earlier else position_of(wording.article, otherwise=len(before) + 500)
    clause.change = "change" if earlier else "add"
    was = dict(clause.params or {})
    clause.clause_type, clause.params, clause.params_schema = terms.code, write_clause(terms), terms.schema
    clause.binds, clause.page = wording.binds, wording.page
    clause.text_zh, clause.text_en = wording.text_zh, wording.text_en
    if old is None:
        draft.clauses.append(clause)
    facts = {"article": wording.article, "clause_type": terms.code, "version_no": draft.no}
    changes = {name: [was.get(name), value] for name, value in clause.params.items() if was.get(name) != value}
    contract.record("contract.clause_recorded", by=by, at=at, **facts, changes=changes)
    return clause


def remove_article(contract: Contract, article: str, *, by: Actor, at: datetime) -> None:
    """Take an article out: a draft's own clause is dropped, one in force is marked as removed by the draft."""
    draft = writable_draft(contract)
    own = next((clause for clause in draft.clauses if clause.article == article), None)
    earlier = next((c for c in clauses_before(contract.versions, draft) if c.article == article), None)
    if own is None and earlier is None:
        raise Refused("contract.no_such_article", article=article)
    if own is not None:
        draft.clauses.remove(own)
    elif earlier is not None:
        draft.clauses.append(_removal_of(earlier, draft))
    contract.record("contract.clause_removed", by=by, at=at, article=article, version_no=draft.no)


def add_amendment(
    contract: Contract, effective_from: date, summary: str, *, by: Actor, at: datetime
) -> ContractVersion:
    """Begin the next version; only what it names will change. Refused while another one is unsigned, and once the
    agreement is put away."""
    if contract.archived_on:
        raise Refused("contract.archived", number=contract.number)
    if contract.draft is not None:
        raise Refused("contract.draft_open", number=contract.number)
    if effective_from < contract.starts_on:
        raise Refused("contract.amended_before_start")
    version = ContractVersion(
        account_id=contract.account_id, contract_id=contract.id, no=contract.versions[-1].no + 1,
        effective_from=effective_from, summary=summary, clauses=[],
    )  # fmt: skip
    contract.versions.append(version)
    contract.record("contract.amendment_drafted", by=by, at=at, version_no=version.no)
    return version


def send(contract: Contract, *, by: Actor, at: datetime) -> None:
    """Show the terms to the partner for signing."""
    draft = open_draft(contract)
    if not draft.clauses:
        raise Refused("contract.no_clauses")
    contract.sent_at = at
    contract.record("contract.sent", by=by, at=at, version_no=draft.no)


def sign(contract: Contract, us_on: date | None, partner_on: date | None, *, by: Actor, at: datetime) -> None:
    """Note on which civil days the parties signed the draft; with both it is immutable and in force from its day.

    A contract that went through no internal review must have been signed on paper before it was recorded here
    (`contract.not_reviewed`); one that is being reviewed is signed by nobody (`contract.in_review`)."""
    draft = open_draft(contract)
    if not draft.clauses and not any(row.version_no == draft.no > 1 for row in contract.territories):
        raise Refused("contract.no_clauses")
    if draft.no == 1 and not contract.sent_at:
        if contract.review_at:
            raise Refused("contract.in_review", number=contract.number)
        _check_signed_before(contract, us_on, partner_on)
    draft.signed_by_us_on, draft.signed_by_partner_on = us_on, partner_on
    kind = "contract.signed" if draft.is_signed else "contract.party_signed"
    if draft.is_signed:
        contract.review_at = None
    contract.record(kind, by=by, at=at, version_no=draft.no, us_on=_iso(us_on), partner_on=_iso(partner_on))


def _check_signed_before(contract: Contract, *days: date | None) -> None:
    recorded_on = civil_day(contract.created_at)
    if any(day is not None and day > recorded_on for day in days):
        raise Refused("contract.not_reviewed", number=contract.number, day=recorded_on)


def position_of(article: str, otherwise: int) -> int:
    """Where an article stands, read from its number (第 9 条, 第十二条, Article 9.2 is 9)."""
    digits = re.search(r"\d{1,3}", article)
    if digits:
        return int(digits.group())
    numerals = re.search(r"[零一二三四五六七八九十]+", article)
    return _chinese(numerals.group()) if numerals else otherwise


def _chinese(text: str) -> int:
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _NUMERALS[text[-1]]
    return (_NUMERALS[tens[-1]] if tens else 1) * 10 + (_NUMERALS[ones[-1]] if ones else 0)


def _removal_of(clause: Clause, draft: ContractVersion) -> Clause:
    kept = ("article", "position", "clause_type", "params", "params_schema", "binds", "text_zh", "text_en", "page")
    copied = {name: getattr(clause, name) for name in kept}
    return Clause(account_id=clause.account_id, version_id=draft.id, change="remove", **copied)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
