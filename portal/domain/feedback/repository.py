"""Giving feedback, and finding it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.attachments.models import StoredFile
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.base import NotFound, Refused, one_of
from portal.domain.feedback.kinds import COMPLIANCE_ROLES, CONFIDENTIAL, KINDS, FeedbackKind, FeedbackState
from portal.domain.feedback.loop import FeedbackLoop
from portal.domain.feedback.models import Feedback, FeedbackAnswer
from portal.domain.feedback.repeating import mark_repeat
from portal.domain.paging import PAGE_SIZE, Page, page_of
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.series import next_number
from portal.domain.work import AnySelect, Repository


@dataclass(frozen=True)
class Ties:
    """What feedback is about, by id; every one was found within the giver's scope."""

    contract_id: int | None = None
    clause_id: int | None = None
    product_id: int | None = None
    request_id: int | None = None


class FeedbackRepository(Repository):
    def get(self, number: str) -> Feedback:
        """The feedback of that number within the scope, with what it is tied to; raises NotFound."""
        query = self._readable().where(Feedback.number == number).options(*_with_ties())
        feedback: Feedback | None = self.session.scalar(self.for_change(query))
        if feedback is None:
            raise NotFound(number)
        return feedback

    def post(
        self, account: Account, *, kind: FeedbackKind, subject: str, text: str, subtype: str = "",
        ties: Ties | None = None, files: Sequence[StoredFile] = (), posted_by_id: int | None = None,
        is_anonymous: bool = False,
    ) -> Feedback:  # fmt: skip
        """Take feedback in: number and event in one go; Refused for a subtype that is not of its kind, and for an
        anonymous one that is not about integrity."""
        ties = ties or Ties()
        one_of(subtype, ("", *KINDS[kind].subtypes), "feedback.unknown_subtype")
        if is_anonymous and (kind, subtype) not in CONFIDENTIAL:
            raise Refused("feedback.not_anonymous")
        feedback = Feedback(
            account_id=account.id,
            number=self._next_number(),
            kind=kind,
            subtype=subtype,
            subject=subject,
            text=text,
            contract_id=ties.contract_id,
            clause_id=ties.clause_id,
            product_id=ties.product_id,
            request_id=ties.request_id,
            posted_by_id=posted_by_id or self.work.actor.login_id,
            posted_at=self.work.now,
            owed_from=self.work.now,
            is_anonymous=is_anonymous,
        )
        self.session.add(feedback)
        self.session.flush()
        feedback.tell("posted", by=self.work.actor, at=self.work.now, feedback_kind=kind)
        self._begin_loop(feedback)
        AttachmentRepository(self.work).hang(files, feedback)
        return feedback

    def _begin_loop(self, feedback: Feedback) -> None:
        """It falls to whoever looks after the account; a confidential one to nobody until compliance takes it."""
        loop = FeedbackLoop(account_id=feedback.account_id, feedback_id=feedback.id)
        if not feedback.is_confidential:
            loop.owner_id = self._looked_after_by(feedback)
        self.session.add(loop)
        if feedback.subtype:
            mark_repeat(self.work, feedback, loop, Feedback.subtype == feedback.subtype)

    def _looked_after_by(self, feedback: Feedback) -> int | None:
        """The care owner, of market information the business manager, each in place of the other."""
        query = select(AccountStanding.care_owner_id, Account.business_manager_id).select_from(Account)
        query = query.outerjoin(AccountStanding, AccountStanding.account_id == Account.id)
        reason = {OUTSIDE_SCOPE: "who of us looks after it is not the writer's to see"}
        found = self.session.execute(query.where(Account.id == feedback.account_id), execution_options=reason).one()
        care_owner, manager = found
        return (manager or care_owner) if KINDS[FeedbackKind(feedback.kind)].team == "market" else care_owner or manager

    def answers(self, feedback: Feedback) -> list[FeedbackAnswer]:
        """What both sides said about it, oldest first."""
        query = select(FeedbackAnswer).where(FeedbackAnswer.feedback_id == feedback.id)
        return list(self.session.scalars(query.options(joinedload(FeedbackAnswer.author)).order_by(FeedbackAnswer.id)))

    def page(
        self, *, account_id: int | None = None, kind: str | None = None, states: Sequence[FeedbackState] = (),
        after: str | None = None, before: str | None = None, size: int = PAGE_SIZE,
    ) -> Page:  # fmt: skip
        """Feedback with its account, newest first; `states` are alternatives."""
        query = self._readable().options(joinedload(Feedback.account), joinedload(Feedback.clause))
        for column, value in ((Feedback.account_id, account_id), (Feedback.kind, kind)):
            if value is not None:
                query = query.where(column == value)
        if states:
            query = query.where(Feedback.state.in_(states))
        key = (Feedback.posted_at, Feedback.id)
        return page_of(self.session, query, key, after=after, before=before, descending=True, size=size)

    def count(self, state: FeedbackState) -> int:
        """How many messages are in that state."""
        return self.session.scalar(self._readable(func.count(Feedback.id)).where(Feedback.state == state)) or 0

    def about_contract(self, contract_id: int) -> list[Feedback]:
        """The newest feedback tied to an agreement, at most twenty."""
        query = self._readable().where(Feedback.contract_id == contract_id)
        return list(self.session.scalars(query.order_by(Feedback.posted_at.desc(), Feedback.id.desc()).limit(20)))

    def some(self, ids: Sequence[int]) -> list[Feedback]:
        """Feedback that other rows name by id, as far as this actor may read it."""
        return list(self.session.scalars(self._readable().where(Feedback.id.in_(ids))))

    def about_request(self, *request_ids: int) -> list[Feedback]:
        """The newest feedback tied to service requests, at most twenty."""
        query = self._readable().where(Feedback.request_id.in_(request_ids))
        return list(self.session.scalars(query.order_by(Feedback.posted_at.desc(), Feedback.id.desc()).limit(20)))

    def require_readable(self, feedback_id: int) -> None:
        """NotFound unless this actor may read the feedback of that id: asked before one of its files is opened."""
        if self.session.scalar(self._readable(Feedback.id).where(Feedback.id == feedback_id)) is None:
            raise NotFound(str(feedback_id))

    def _readable(self, what: Any = Feedback) -> AnySelect:
        return self.readable_among(select(what))

    @property
    def reader(self) -> int | None:
        """Whose own confidential feedback is found, by the id of the sign-in; None where all of it is: compliance and
        the system."""
        actor = self.work.actor
        reads_all = actor.kind == "system" or (actor.is_staff and actor.has(*COMPLIANCE_ROLES))
        return None if reads_all else actor.login_id or 0

    def readable_among(self, query: AnySelect) -> AnySelect:
        """Confidential feedback is found by compliance and by whoever wrote it; the system reads all."""
        reader = self.reader
        return query if reader is None else query.where(readable_by(reader))

    def _next_number(self) -> str:
        month = f"{self.work.today:%Y%m}"
        return f"FB-{month}-{next_number(self.session, f'feedback.{month}'):04d}"


def _with_ties() -> tuple[Any, ...]:
    return (
        joinedload(Feedback.account),
        joinedload(Feedback.contract),
        joinedload(Feedback.clause),
        joinedload(Feedback.product),
        joinedload(Feedback.posted_by),
    )


def readable_by(login_id: Any) -> ColumnElement[bool]:
    """Of Feedback what is not confidential, or theirs."""
    return or_(not_(_is_confidential()), Feedback.posted_by_id == login_id)


def for_everybody(query: AnySelect) -> AnySelect:
    """Of a query on Feedback what any of us may read: for figures that are kept and shown to others."""
    return query.where(not_(_is_confidential()))


def _is_confidential() -> ColumnElement[bool]:
    return or_(*(and_(Feedback.kind == kind, Feedback.subtype == subtype) for kind, subtype in CONFIDENTIAL))
