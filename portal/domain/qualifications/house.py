"""Papers we hand out: kept by staff, checked by a second person, read by the partners whom they concern."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account
from portal.domain.accounts.papers.catalogue import DOC_TYPES, Per
from portal.domain.accounts.papers.paper import PaperState
from portal.domain.attachments.models import StoredFile
from portal.domain.base import NotFound, Refused
from portal.domain.contracts.loading import signed_by_both
from portal.domain.contracts.models import Contract, ContractProduct, ContractVersion
from portal.domain.products.models import Product
from portal.domain.qualifications.giving import PaperFacts, check
from portal.domain.qualifications.models import HouseFile, HousePaper
from portal.domain.series import next_number
from portal.domain.work import AnySelect, Repository

MOST = 500


@dataclass(frozen=True)
class Shared:
    """A paper we hand out, with its files."""

    paper: HousePaper
    files: list[HouseFile]


class HousePapers(Repository):
    def all(self, *, product_id: int | None = None) -> list[Shared]:
        """For staff: all that count or wait, or those of one product; at most 500, by product and type."""
        query = _query().where(HousePaper.state != PaperState.REPLACED)
        if product_id is not None:
            query = query.where(HousePaper.product_id == product_id)
        return self._with_files(query)

    def for_partner(self, account_id: int) -> list[Shared]:
        """Verified ones that hold today: our company's, and those of products the account holds agreements for."""
        return self._with_files(_query().where(*self._good(), self._concerns(account_id)))

    def get(self, paper_id: int) -> HousePaper:
        """For staff; raises NotFound."""
        query = _query().where(HousePaper.id == paper_id)
        paper: HousePaper | None = self.session.scalar(self.for_change(query))
        if paper is None:
            raise NotFound(str(paper_id))
        return paper

    def submit(
        self, facts: PaperFacts, files: Sequence[StoredFile], product: Product | None = None, batch_no: str = ""
    ) -> HousePaper:
        """Take one in to be checked; Refused where a product or a batch is not named that its type needs."""
        check(facts, files, self.work.today)
        _check_about(facts.doc_type, product, batch_no)
        product_id = product.id if product else None
        self._lock()
        for old in self._like(facts.doc_type, product_id, batch_no, PaperState.SUBMITTED):
            old.replace(by=self.work.actor, at=self.work.now)
        paper = HousePaper(
            doc_type=facts.doc_type, number=facts.number, issued_on=facts.issued_on, expires_on=facts.expires_on,
            product_id=product_id, batch_no=batch_no,
        )  # fmt: skip
        self.session.add(paper)
        paper.submit(by=self.work.actor, at=self.work.now)
        self._hang(files, paper)
        return paper

    def verify(self, paper: HousePaper) -> None:
        self._lock()
        old = self._like(paper.doc_type, paper.product_id, paper.batch_no, PaperState.VERIFIED)
        paper.verify(old, self.work.today, by=self.work.actor, at=self.work.now)

    def reject(self, paper: HousePaper, reason: str) -> None:
        paper.reject(reason, by=self.work.actor, at=self.work.now)

    def file(self, ref: str) -> tuple[HouseFile, HousePaper]:
        """The file of that name for whoever may read it: ourselves, and partners whom its paper concerns while it
        counts; raises NotFound."""
        query = select(HouseFile, HousePaper).join(HousePaper, HousePaper.id == HouseFile.subject_id)
        query = query.where(HouseFile.ref == ref)
        actor = self.work.actor
        if not actor.is_staff:
            query = query.where(*self._good(), self._concerns(actor.account_id or 0))
        row = self.session.execute(query).one_or_none()
        if row is None:
            raise NotFound(ref)
        return row[0], row[1]

    def note_taken(self, paper: HousePaper, account: Account) -> None:
        """A partner took a copy: told on the account's timeline and in the audit."""
        account.record(
            "house_paper.taken", by=self.work.actor, at=self.work.now, doc_type=paper.doc_type, paper=paper.paper_no
        )  # fmt: skip

    def of_product(self, product_id: int | None, types: Sequence[str]) -> list[Shared]:
        """Verified ones of these types, of a product and of our company, run out or not, for a pack."""
        about = or_(HousePaper.product_id.is_(None), HousePaper.product_id == product_id)
        query = _query().where(about, HousePaper.state == PaperState.VERIFIED, HousePaper.doc_type.in_(types))
        return self._with_files(query)

    def _good(self) -> tuple[ColumnElement[bool], ...]:
        holds = or_(HousePaper.expires_on.is_(None), HousePaper.expires_on >= self.work.today)
        return (HousePaper.state == PaperState.VERIFIED, holds)

    def _concerns(self, account_id: int) -> ColumnElement[bool]:
        """Ours for everybody; a product's for who holds an agreement for it that both have signed and that is not
        over."""
        today = self.work.today
        held = (
            select(ContractProduct.product_id)
            .join(Contract, Contract.id == ContractProduct.contract_id)
            .where(Contract.account_id == account_id, Contract.side == "downstream", Contract.ends_on >= today)
            .where(or_(Contract.terminated_on.is_(None), Contract.terminated_on >= today))
            .where(exists().where(ContractVersion.contract_id == Contract.id, signed_by_both(ContractVersion)))
        )
        return or_(HousePaper.product_id.is_(None), HousePaper.product_id.in_(held))

    def _like(self, doc_type: str, product_id: int | None, batch_no: str, state: PaperState) -> Sequence[HousePaper]:
        query = select(HousePaper).where(HousePaper.doc_type == doc_type, HousePaper.batch_no == batch_no)
        query = query.where(HousePaper.product_id == product_id, HousePaper.state == state)
        return self.session.scalars(query).all()

    def _lock(self) -> None:
        """Two who change our papers come one after the other."""
        next_number(self.session, "house_paper.changed")

    def _hang(self, files: Sequence[StoredFile], paper: HousePaper) -> None:
        facts: dict[str, Any] = {"subject": "house_paper", "subject_id": paper.id, "at": self.work.now}
        for file in files:
            self.session.add(
                HouseFile(sha256=file.sha256, name=file.name, size=file.size, media_type=file.media_type,
                          added_by_id=self.work.actor.login_id, **facts)
            )  # fmt: skip

    def _with_files(self, query: AnySelect) -> list[Shared]:
        order = (HousePaper.product_id, HousePaper.doc_type, HousePaper.id.desc())
        papers = self.session.scalars(query.order_by(*order).limit(MOST)).all()
        files: dict[int, list[HouseFile]] = {}
        if papers:
            hung = select(HouseFile).where(HouseFile.subject == "house_paper")
            hung = hung.where(HouseFile.subject_id.in_([paper.id for paper in papers])).order_by(HouseFile.id)
            for file in self.session.scalars(hung):
                files.setdefault(file.subject_id, []).append(file)
        return [Shared(paper, files.get(paper.id, [])) for paper in papers]


def is_over(paper: HousePaper, day: date) -> bool:
    """Whether it has run out before civil day `day`; on its last day it still counts."""
    return paper.expires_on is not None and paper.expires_on < day


def _check_about(doc_type: str, product: Product | None, batch_no: str) -> None:
    per = DOC_TYPES[doc_type].per
    if per is not Per.ACCOUNT and product is None:
        raise Refused("paper.no_product")
    if (per is Per.BATCH) != bool(batch_no):
        raise Refused("paper.no_batch" if per is Per.BATCH else "paper.batch_too_much")


def _query() -> AnySelect:
    return select(HousePaper).options(joinedload(HousePaper.product))
