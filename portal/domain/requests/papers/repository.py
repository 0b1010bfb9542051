"""The papers of a request: listed with what the archive holds already, given, looked at, asked for again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.models import Qualification
from portal.domain.accounts.papers.paper import PaperState as FiledState
from portal.domain.attachments.models import StoredFile
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.base import NotFound, Refused
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.papers.models import PaperState, RequestPaper
from portal.domain.requests.states import RequestState
from portal.domain.work import Repository

IN_ARCHIVE = "archive"
"""How a paper stands that nobody gave because the archive holds it, valid today."""
HERE = frozenset({PaperState.GIVEN, PaperState.ACCEPTED, IN_ARCHIVE})


@dataclass(frozen=True)
class Line:
    """One paper as it stands on a civil day (Asia/Shanghai). `archived` is the paper of its type in the account's
    archive that is valid longest, valid or not."""

    paper: RequestPaper
    stands: str
    archived: Qualification | None = None
    files: list[Any] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        """Whether it must be given and is not there, or was refused."""
        return self.paper.required and self.stands not in HERE


class RequestPapers(Repository):
    def of(self, service_request: ServiceRequest) -> list[Line]:
        """Every paper asked for; asks nothing where none was."""
        if not service_request.papers_asked:
            return []
        papers = self._rows(service_request)
        archive = self._archive(service_request.account_id, {one.code for one in papers})
        files = AttachmentRepository(self.work).on(papers)
        today = self.work.today
        return [
            Line(one, stands(one, archive.get(one.code), today), archive.get(one.code), files.get(one.id, []))
            for one in papers
        ]

    def give(self, service_request: ServiceRequest, paper_id: int, files: Sequence[StoredFile]) -> bool:
        """Hang files on a paper; whether that was the last one we waited for. Refused once the request has ended."""
        paper = self._open(service_request, paper_id)
        AttachmentRepository(self.work).hang(files, paper)
        self._note(paper, PaperState.GIVEN)
        service_request.record("request.paper_given", by=self.work.actor, at=self.work.now, paper=paper.code)
        waits = service_request.state == RequestState.WAITING_PARTNER
        return waits and not any(line.is_missing for line in self.of(service_request))

    def accept(self, service_request: ServiceRequest, paper_id: int) -> None:
        """We have looked at it, or hold it on paper."""
        self._note(self._open(service_request, paper_id), PaperState.ACCEPTED)
        service_request.record("request.paper_accepted", by=self.work.actor, at=self.work.now, paper=paper_id)

    def refuse(self, service_request: ServiceRequest, paper_id: int, reason: str) -> None:
        """It will not do; the partner reads why."""
        self._note(self._open(service_request, paper_id), PaperState.REFUSED, reason)
        service_request.record("request.paper_refused", by=self.work.actor, at=self.work.now, paper=paper_id)

    def ask(self, service_request: ServiceRequest, text: str) -> None:
        """Tell the partner in an answer what is missing, and wait for them."""
        by, at = self.work.actor, self.work.now
        service_request.answer(by=by, at=at, text=text)
        if service_request.state != RequestState.WAITING_PARTNER:
            service_request.wait_for("partner", by=by, at=at)

    def _note(self, paper: RequestPaper, state: PaperState, reason: str = "") -> None:
        paper.state, paper.reason = state, reason
        paper.changed_at, paper.changed_by_id = self.work.now, self.work.actor.login_id

    def _open(self, service_request: ServiceRequest, paper_id: int) -> RequestPaper:
        paper = next((one for one in self._rows(service_request) if one.id == paper_id), None)
        if paper is None:
            raise NotFound(str(paper_id))
        if not service_request.is_open:
            raise Refused("paper.request_over", number=service_request.number)
        return paper

    def _rows(self, service_request: ServiceRequest) -> list[RequestPaper]:
        query = select(RequestPaper).where(RequestPaper.request_id == service_request.id)
        return list(self.session.scalars(query.order_by(RequestPaper.id)))

    def _archive(self, account_id: int, codes: set[str]) -> dict[str, Qualification]:
        """By type, the account's paper that is valid longest; a long-term one is valid for ever."""
        query = select(Qualification).where(Qualification.account_id == account_id, Qualification.doc_type.in_(codes))
        query = query.where(Qualification.state == FiledState.VERIFIED)
        rows = sorted(self.session.scalars(query), key=lambda one: one.expires_on or date.max)
        return {one.doc_type: one for one in rows}


def stands(paper: RequestPaper, archived: Qualification | None, today: date) -> str:
    """How a paper stands on civil day `today`: what was said of it, or that the archive holds a valid one."""
    if paper.state != PaperState.MISSING or archived is None:
        return paper.state
    left = archived.days_left(today)
    return IN_ARCHIVE if left is None or left > 0 else paper.state
