"""Papers of accounts: given by the partner or by us, checked by a second person, and read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.domain.accounts.models import Account, Qualification
from portal.domain.accounts.papers.catalogue import DOC_TYPES, PERSONAL, Party
from portal.domain.accounts.papers.paper import PaperState
from portal.domain.attachments.models import StoredFile
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.base import NotFound, Refused
from portal.domain.contracts.models import Contract
from portal.domain.contracts.recording import PROMOTION_MODES
from portal.domain.qualifications.lines import Line, lines_of
from portal.domain.work import AnySelect, Repository

MOST_VERSIONS = 50


@dataclass(frozen=True)
class PaperFacts:
    """What is printed on it; no `expires_on` is long-term."""

    doc_type: str
    number: str = ""
    issued_on: date | None = None
    expires_on: date | None = None


def check(facts: PaperFacts, files: Sequence[StoredFile], today: date) -> None:
    """Refused for a type we do not know, days that cannot be, and for a paper of which nothing can be seen."""
    if facts.doc_type not in DOC_TYPES:
        raise Refused("paper.unknown_type")
    if not files:
        raise Refused("paper.no_file")
    if facts.expires_on is not None and facts.expires_on < today:
        raise Refused("paper.over_already")
    if facts.issued_on is not None and (facts.issued_on > today or facts.issued_on > (facts.expires_on or date.max)):
        raise Refused("paper.issued_ahead")


class Qualifications(Repository):
    def lines(self, account: Account, *, promotes: bool | None = None) -> list[Line]:
        """The account's papers type by type; `promotes` where it is known already."""
        query = select(Qualification, self._paid(account.id).exists().label("promotes"))
        query = query.where(Qualification.account_id == account.id, Qualification.state != PaperState.REPLACED)
        found = self.session.execute(query).all()
        if promotes is None:
            promotes = found[0].promotes if found else self.promotes(account.id)
        party = Party(account.kind, account.entity_type, promotes)
        return lines_of(party, [row.Qualification for row in found], self.work.today)

    def promotes(self, account_id: int) -> bool:
        """Whether it has an agreement, over or not, under which it is paid for promotion."""
        return self.session.scalar(self._paid(account_id).limit(1)) is not None

    @staticmethod
    def _paid(account_id: int) -> AnySelect:
        paid = Contract.cooperation_mode.in_(PROMOTION_MODES)
        return select(Contract.id).where(Contract.account_id == account_id, paid)

    def history(self, account_id: int, doc_type: str) -> Sequence[Qualification]:
        """Every version of that type, the newest first; at most 50."""
        query = select(Qualification).where(Qualification.account_id == account_id, Qualification.doc_type == doc_type)
        return self.session.scalars(query.order_by(Qualification.id.desc()).limit(MOST_VERSIONS)).all()

    def get(self, paper_id: int) -> tuple[Qualification, Account]:
        """The paper and whose it is; raises NotFound. Held for a change where this work writes."""
        query = select(Qualification).where(Qualification.id == paper_id)
        paper: Qualification | None = self.session.scalar(self.for_change(query))
        account = self.session.scalar(select(Account).where(Account.id == paper.account_id)) if paper else None
        if paper is None or account is None:
            raise NotFound(str(paper_id))
        return paper, account

    def submit(self, account: Account, facts: PaperFacts, files: Sequence[StoredFile]) -> Qualification:
        """Take a paper in to be checked. One of its type that still waited gives way; the verified one goes on counting
        until this one is checked."""
        check(facts, files, self.work.today)
        self._lock(account.id)
        for old in self._of_type(account.id, facts.doc_type, PaperState.SUBMITTED):
            old.replace(by=self.work.actor, at=self.work.now)
        paper = Qualification(
            account_id=account.id, doc_type=facts.doc_type, number=facts.number, issued_on=facts.issued_on,
            expires_on=facts.expires_on,
        )  # fmt: skip
        self.session.add(paper)
        paper.submit(by=self.work.actor, at=self.work.now)
        AttachmentRepository(self.work).hang(files, paper)
        return paper

    def verify(self, paper: Qualification) -> None:
        """The second person agrees; the verified ones of its type are replaced."""
        self._lock(paper.account_id)
        old = self._of_type(paper.account_id, paper.doc_type, PaperState.VERIFIED)
        paper.verify(old, self.work.today, by=self.work.actor, at=self.work.now)

    def reject(self, paper: Qualification, reason: str) -> None:
        paper.reject(reason, by=self.work.actor, at=self.work.now)

    def require_readable(self, paper_id: int) -> None:
        """NotFound for a file with a person's or a bank account's number, but for owners and ourselves."""
        actor = self.work.actor
        paper: Qualification | None = self.session.scalar(select(Qualification).where(Qualification.id == paper_id))
        if paper is None or (paper.doc_type in PERSONAL and not (actor.is_staff or actor.has("owner"))):
            raise NotFound(str(paper_id))

    def _of_type(self, account_id: int, doc_type: str, state: PaperState) -> Sequence[Qualification]:
        query = select(Qualification).where(Qualification.account_id == account_id, Qualification.state == state)
        return self.session.scalars(query.where(Qualification.doc_type == doc_type)).all()

    def _lock(self, account_id: int) -> None:
        """Two who change papers of one account come one after the other."""
        held = select(Account.id).where(Account.id == account_id)
        self.session.execute(held.with_for_update(of=Account, key_share=True))
