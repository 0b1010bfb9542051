"""A version goes into its agreement: clauses, territory and signatures, all of it or nothing."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account
from portal.domain.base import NotFound, Refused
from portal.domain.contracts import drafting
from portal.domain.contracts.clauses import read_clause
from portal.domain.contracts.drafting import Wording
from portal.domain.contracts.loading import whole
from portal.domain.contracts.models import Contract
from portal.domain.scope import GuardedSession
from portal.domain.work import Work
from portal.intake.amendments.granting import facts_from
from portal.intake.amendments.groups import MOST
from portal.intake.amendments.snapshots import REMOVE, is_told, snapshot, told
from portal.intake.contracts.judging import refusal_problem
from portal.intake.contracts.recording import Recorder
from portal.intake.contracts.snapshots import snapshot as agreement
from portal.intake.contracts.taking import set_aside
from portal.intake.facts import day_of
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.notes import Problem
from portal.intake.takeover import Takeover

Values = dict[str, Any]


def take_amendments(takeover: Takeover, batch: ImportBatch, rows: list[ImportRow]) -> None:
    """What no longer holds since the check is set aside with its reason."""
    session = takeover.session
    recorder = Recorder(Work(session, takeover.by, takeover.at, writes=True), takeover.number)
    for row in rows:
        try:
            contract = recorder.contracts.get(row.values["contract_no"])
        except NotFound:
            set_aside(batch, row, "error", problem=Problem("contract_no", "contract_not_there", ""))
            continue
        try:
            with session.begin_nested():
                _take(recorder, contract, row, parts_of(session, row))
        except Refused as refusal:
            set_aside(batch, row, "error", problem=refusal_problem(refusal))
            continue
        row.contract_id, row.applied_at = contract.id, takeover.at


def parts_of(session: GuardedSession, row: ImportRow) -> list[Values]:
    """The other rows of the version, in the order of the file."""
    query = select(ImportRow.values).where(
        ImportRow.batch_id == row.batch_id, ImportRow.position.between(row.position + 1, row.position + MOST),
        ImportRow.like_position == row.position, ImportRow.verdict == "part",
    )  # fmt: skip
    return list(session.scalars(query.order_by(ImportRow.position)).all())


def _take(recorder: Recorder, contract: Contract, row: ImportRow, parts: list[Values]) -> None:
    values, no = row.values, int(row.values.get("version_no", 1))
    version = next((one for one in contract.versions if one.no == no), None)
    if version is not None and is_told(snapshot(contract, version), told(values, parts)):
        row.outcome, row.before = "same", {}
        return
    if no == 1:
        was = agreement(contract)
        party = recorder.work.session.get(Account, contract.goods_party_id or 0)
        recorder.contracts.revise(contract, facts_from(contract, [values, *parts]), party, values.get("override", ""))
        row.outcome, row.before = "changed", {"was": was, "is": agreement(contract)}
    else:
        _amend(recorder, contract, values, parts)
        row.outcome, row.before = "added", {"version_no": no, "is": snapshot(contract, contract.versions[-1])}
    recorder.mark_events(contract)


def _amend(recorder: Recorder, contract: Contract, values: Values, parts: list[Values]) -> None:
    by, at, rows = recorder.work.actor, recorder.work.now, [values, *parts]
    if int(values["version_no"]) != contract.versions[-1].no + 1:
        raise Refused("contract.draft_open", number=contract.number)
    effective_from = day_of(values["effective_from"])
    drafting.add_amendment(contract, effective_from, values.get("summary", ""), by=by, at=at)
    recorder.work.session.flush()
    for clause in (one for one in rows if "article" in one):
        if clause.get("change") == REMOVE:
            drafting.remove_article(contract, clause["article"], by=by, at=at)
            continue
        terms = read_clause(clause["clause_type"], clause["params"], contract.side)
        wording = Wording(clause["article"], clause["binds"], clause["text_zh"], clause.get("text_en") or "",
                          clause.get("page"))  # fmt: skip
        drafting.put_clause(contract, terms, wording, by=by, at=at)
    if territory := [one for one in rows if "article" not in one]:
        recorder.contracts.amending.name(contract, facts_from(contract, territory), values.get("override", ""))
    signed = [day_of(values[name]) if name in values else None for name in ("signed_by_us_on", "signed_by_partner_on")]
    if any(signed):
        recorder.work.session.flush()
        load_whole(recorder.work.session, contract.id)
        recorder.contracts.sign(contract, signed[0], signed[1], values.get("override", ""))
    recorder.work.session.flush()


def load_whole(session: GuardedSession, contract_id: int) -> Contract:
    """As it stands in the database now."""
    query = select(Contract).where(Contract.id == contract_id).options(joinedload(Contract.account), *whole())
    found: Contract = session.scalars(query.execution_options(populate_existing=True)).unique().one()
    return found
