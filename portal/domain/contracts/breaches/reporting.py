"""Reporting a breach: the clause in force on its day, the act it belongs to, the evidence, the file behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.domain.attachments.models import BackstageAttachment, StoredFile
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.base import Refused
from portal.domain.contracts.breaches.backstage import BreachFile
from portal.domain.contracts.breaches.grounds import kind_of
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.states import BreachState
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.models import Clause, Contract
from portal.domain.contracts.versions import clauses_on
from portal.domain.series import next_number
from portal.domain.work import Work


@dataclass(frozen=True)
class Alleged:
    """What is said to have happened, `article` being in force on `occurred_on`. `what` is read by the partner once
    they are told; loss (fen) and malice stay ours."""

    article: str
    obligor: Party
    occurred_on: date
    what: str
    product_id: int | None = None
    batch_no: str = ""
    boxes: int | None = None
    place: str = ""
    same_act_as: Breach | None = None
    loss_fen: int | None = None
    is_malicious: bool = False
    remark: str = ""


@dataclass(frozen=True)
class Source:
    """The request or feedback it was made from, by number, and whose complaint that was; `facts` are what it says for
    the sum, JSON-like by the names of the rules' facts."""

    number: str = ""
    complainant_id: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def report(
    work: Work, contract: Contract, alleged: Alleged, source: Source | None = None, evidence: Sequence[StoredFile] = ()
) -> Breach:
    """Enter a breach of an agreement that is loaded whole, with its evidence, which is ours alone until it is shown.
    Refused for an article that was not in force on that day, or a day that has not come."""
    if alleged.occurred_on > work.today:
        raise Refused("breach.in_the_future")
    clause = _in_force(contract, alleged)
    breach = Breach(
        account_id=contract.account_id, number=_next_number(work), contract_id=contract.id, clause_id=clause.id,
        article=clause.article, version_no=_version_no(contract, clause), kind=kind_of(clause),
        obligor=alleged.obligor, occurred_on=alleged.occurred_on, what=alleged.what, product_id=alleged.product_id,
        batch_no=alleged.batch_no, boxes=alleged.boxes, place=alleged.place,
        reported_by_id=work.actor.login_id, reported_at=work.now,
    )  # fmt: skip
    work.session.add(breach)
    work.session.flush()
    breach.act_id = _act_of(work, breach, alleged.same_act_as, evidence)
    work.session.add(_file_of(breach, alleged, source or Source()))
    AttachmentRepository(work).hang(evidence, breach, backstage=True)
    facts = {"contract": contract.number, "article": clause.article, "breach_kind": breach.kind}
    breach.record("breach.reported", by=work.actor, at=work.now, **facts)
    return breach


def _in_force(contract: Contract, alleged: Alleged) -> Clause:
    for clause in clauses_on(contract.versions, alleged.occurred_on):
        if clause.article == alleged.article:
            return clause
    raise Refused("breach.no_such_article", article=alleged.article, day=alleged.occurred_on)


def _version_no(contract: Contract, clause: Clause) -> int:
    return next(version.no for version in contract.versions if version.id == clause.version_id)


def _act_of(work: Work, breach: Breach, same: Breach | None, evidence: Sequence[StoredFile]) -> int:
    """The act it belongs to: the one named, else one that the same evidence proves, else its own."""
    if same is not None and same.contract_id == breach.contract_id:
        return same.act_id or same.id
    hashes = [file.sha256 for file in evidence]
    query = (
        select(Breach.act_id)
        .join(BackstageAttachment, BackstageAttachment.subject_id == Breach.id)
        .where(
            BackstageAttachment.subject == Breach.__tablename__, BackstageAttachment.sha256.in_(hashes),
            Breach.contract_id == breach.contract_id, Breach.kind == breach.kind,
            Breach.state != BreachState.DISMISSED,
        )
        .order_by(Breach.id)
    )  # fmt: skip
    return (work.session.scalar(query.limit(1)) if hashes else None) or breach.id


def _file_of(breach: Breach, alleged: Alleged, source: Source) -> BreachFile:
    return BreachFile(
        account_id=breach.account_id, breach_id=breach.id, source=source.number,
        complainant_id=source.complainant_id, loss_fen=alleged.loss_fen, is_malicious=alleged.is_malicious,
        remark=alleged.remark, facts=dict(source.facts),
    )  # fmt: skip


def _next_number(work: Work) -> str:
    month = f"{work.today:%Y%m}"
    return f"BR-{month}-{next_number(work.session, f'breach.{month}'):04d}"
