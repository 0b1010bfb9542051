"""Giving feedback, and finding it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account
from portal.domain.attachments.models import StoredFile
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.base import NotFound
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.feedback.models import Feedback, FeedbackAnswer
from portal.domain.paging import Page, page_of
from portal.domain.series import next_number
from portal.domain.work import Repository


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
        query = select(Feedback).where(Feedback.number == number).options(*_with_ties())
        feedback: Feedback | None = self.session.scalar(self.for_change(query))
        if feedback is None:
            raise NotFound(number)
        return feedback

    def post(
        self, account: Account, *, kind: FeedbackKind, subject: str, text: str, subtype: str = "",
        ties: Ties | None = None, files: Sequence[StoredFile] = (), posted_by_id: int | None = None,
    ) -> Feedback:  # fmt: skip
        """Take feedback in: number and event in one go."""
        ties = ties or Ties()
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
        )
        self.session.add(feedback)
        feedback.record("feedback.posted", by=self.work.actor, at=self.work.now, feedback_kind=kind)
        AttachmentRepository(self.work).hang(files, feedback)
        return feedback

    def answers(self, feedback: Feedback) -> list[FeedbackAnswer]:
        """What both sides said about it, oldest first."""
        query = select(FeedbackAnswer).where(FeedbackAnswer.feedback_id == feedback.id)
        return list(self.session.scalars(query.options(joinedload(FeedbackAnswer.author)).order_by(FeedbackAnswer.id)))

    def page(
        self, *, account_id: int | None = None, kind: str | None = None, state: str | None = None,
        after: str | None = None, before: str | None = None,
    ) -> Page:  # fmt: skip
        """Feedback with its account, newest first."""
        query = select(Feedback).options(joinedload(Feedback.account), joinedload(Feedback.clause))
        for column, value in ((Feedback.account_id, account_id), (Feedback.kind, kind), (Feedback.state, state)):
            if value is not None:
                query = query.where(column == value)
        key = (Feedback.posted_at, Feedback.id)
        return page_of(self.session, query, key, after=after, before=before, descending=True)

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
