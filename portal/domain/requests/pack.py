"""The hospital-entry pack: which of the documents a request asks for the archive holds, and which it does not."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from portal.domain.accounts.models import Account, Qualification
from portal.domain.accounts.papers.catalogue import Act
from portal.domain.accounts.papers.gatekeeping import Gatekeeping
from portal.domain.accounts.papers.paper import PaperState as FiledState
from portal.domain.attachments.models import StoredFile
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.base import NotFound
from portal.domain.events import Recorded
from portal.domain.products.models import Supply
from portal.domain.qualifications.house import HousePapers, is_over
from portal.domain.qualifications.models import HousePaper
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.papers.models import PaperState, RequestPaper
from portal.domain.requests.thread import Answer
from portal.domain.work import Repository

VALID, EXPIRED, NO_FILE = "valid", "expired", "no_file"


@dataclass(frozen=True)
class Document:
    """A file of the archive, or one that came with the request; `stands` is valid or expired on the day of asking.
    `whose` is the account it belongs to, or the product and batch that it is about; empty for our company's."""

    ref: str
    doc_type: str
    whose: str
    file: Any
    stands: str
    until: Any = None


@dataclass(frozen=True)
class Wanted:
    """A type of document the request names, with what there is of it; `stands` says why nothing can be taken."""

    doc_type: str
    documents: list[Document]
    without_file: int = 0

    @property
    def stands(self) -> str:
        """valid, expired, no_file (it is on record without one), or missing."""
        states = {one.stands for one in self.documents}
        if VALID in states:
            return VALID
        return EXPIRED if states else NO_FILE if self.without_file else "missing"


class HospitalPack(Repository):
    def wanted(self, service_request: ServiceRequest) -> list[Wanted]:
        """By type, the documents of the suppliers of its product and of the account itself that have files, and those
        that were given with the request. NotFound for a request that asks for no documents."""
        types = list(service_request.fields.get("doc_types", ()))
        if service_request.category != RequestCategory.QUALIFICATION_COPY or not types:
            raise NotFound(service_request.number)
        found = [
            *self._ours(service_request, types), *self._archived(service_request, types),
            *self._given(service_request, types),
        ]  # fmt: skip
        return [
            Wanted(
                doc_type,
                [one for one in found if one.doc_type == doc_type and one.file is not None],
                sum(one.doc_type == doc_type and one.file is None for one in found),
            )
            for doc_type in types
        ]

    def hand_over(self, service_request: ServiceRequest, text: str, file: StoredFile, taken: list[str]) -> Answer:
        """Answer with the pack; the log says which files were taken out, by fingerprint."""
        by, at = self.work.actor, self.work.now
        answer = service_request.answer(by=by, at=at, text=text)
        AttachmentRepository(self.work).hang([file], answer)
        recorded: Recorded = service_request
        recorded.record("request.pack_made", by=by, at=at, pack=file.sha256, files=taken)
        return answer

    def _archived(self, service_request: ServiceRequest, types: list[str]) -> list[Document]:
        suppliers = select(Supply.account_id).where(Supply.product_id == service_request.product_id)
        owners = or_(Qualification.account_id == service_request.account_id, Qualification.account_id.in_(suppliers))
        query = select(Qualification, Account).join(Account, Account.id == Qualification.account_id)
        query = query.where(Qualification.state == FiledState.VERIFIED)
        rows = self.session.execute(
            query.where(owners, Qualification.doc_type.in_(types)).order_by(Qualification.expires_on.desc())
        ).all()
        files = AttachmentRepository(self.work).on([row for row, _account in rows])
        return [
            Document(
                file.ref if file else "", row.doc_type, account.display_name, file, self._stands(row), row.expires_on
            )
            for row, account in rows
            for file in files.get(row.id, [None])
        ]

    def _ours(self, service_request: ServiceRequest, types: list[str]) -> list[Document]:
        """What we keep to hand out: our company's papers and those of the product."""
        today, shared = self.work.today, HousePapers(self.work).of_product(service_request.product_id, types)
        return [
            Document(file.ref, one.paper.doc_type, _about(one.paper), file,
                     EXPIRED if is_over(one.paper, today) else VALID, one.paper.expires_on)
            for one in shared
            for file in one.files
        ]  # fmt: skip

    def stopped_by(self, service_request: ServiceRequest, wanted: list[Wanted]) -> tuple[str, ...]:
        """Types of papers without which no pack may leave us: who has no power of attorney any more does not act for
        us, and a product whose certificate has run out is not sold."""
        over = [one.doc_type for one in wanted if one.doc_type == "approval_cert" and one.stands == EXPIRED]
        gate, account = Gatekeeping(self.work), service_request.account
        if over and any(one.doc_type in over for one in gate.waivers(account.id, self.work.today)):
            over = []
        return tuple(dict.fromkeys([*(one.doc_type for one in gate.refusals(account, Act.ACTING)), *over]))

    def _given(self, service_request: ServiceRequest, types: list[str]) -> list[Document]:
        """What the partner gave with the request itself, unless it was refused."""
        if not service_request.papers_asked:
            return []
        query = select(RequestPaper).where(RequestPaper.request_id == service_request.id, RequestPaper.code.in_(types))
        papers = list(self.session.scalars(query.where(RequestPaper.state != PaperState.REFUSED)))
        files = AttachmentRepository(self.work).on(papers)
        whose = service_request.account.display_name
        return [Document(file.ref, one.code, whose, file, VALID) for one in papers for file in files.get(one.id, [])]

    def _stands(self, row: Qualification) -> str:
        left = row.days_left(self.work.today)
        return VALID if left is None or left > 0 else EXPIRED


def _about(paper: HousePaper) -> str:
    """What it is about, for us: the product and the batch; nothing for our company's."""
    name = paper.product.name_zh if paper.product else ""
    return f"{name} {paper.batch_no}".strip()
