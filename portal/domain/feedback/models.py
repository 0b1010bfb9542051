"""Rows of feedback: the message, what it is tied to, and our visible answers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Identifier, belongs_to, is_parent
from portal.domain.contracts.models import Clause, Contract
from portal.domain.events import Actor, Recorded
from portal.domain.feedback.kinds import FeedbackState, next_state
from portal.domain.people.models import Login
from portal.domain.products.models import Product


class Feedback(Recorded, AccountOwned, Base):
    """A complaint, suggestion, praise or market information. `number` is FB-YYYYMM-####.

    Tied to a request by id only: what the request is belongs to its own room.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        is_parent(),
        *belongs_to(contract_id="contract", clause_id="clause", request_id="service_request"),
        Index(None, "account_id", "posted_at", "id"),
        Index(None, "state", "posted_at", "id"),
        Index(None, "kind", "posted_at", "id"),
        Index(None, "posted_at", "id"),
        Index(None, "clause_id"),
        Index(None, "contract_id"),
        Index(None, "request_id"),
    )

    number: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    subtype: Mapped[str] = mapped_column(String(30), default="")
    subject: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    contract_id: Mapped[int | None] = mapped_column(Identifier)
    clause_id: Mapped[int | None] = mapped_column(Identifier)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    request_id: Mapped[int | None] = mapped_column(Identifier)
    state: Mapped[str] = mapped_column(String(24), default=FeedbackState.NEW)
    posted_by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    posted_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    account: Mapped[Account] = relationship(lazy="raise")
    contract: Mapped[Contract | None] = relationship(lazy="raise", viewonly=True)
    clause: Mapped[Clause | None] = relationship(lazy="raise", viewonly=True)
    product: Mapped[Product | None] = relationship(lazy="raise")
    posted_by: Mapped[Login] = relationship(lazy="raise")
    answers: Mapped[list["FeedbackAnswer"]] = relationship(lazy="raise", order_by="FeedbackAnswer.id")

    def acknowledge(self, *, by: Actor, at: datetime) -> None:
        self._move("acknowledge")
        self.record("feedback.acknowledged", by=by, at=at, state=self.state)

    def answer(self, *, by: Actor, at: datetime, text: str) -> "FeedbackAnswer":
        """What became of it, for the partner to read."""
        self._move("answer")
        self.answered_at = self.answered_at or at
        return self._speak(by, at, text, "feedback.answered")

    def confirm(self, *, by: Actor, at: datetime) -> None:
        """The partner is content with the answer."""
        self._move("confirm")
        self.closed_at = at
        self.record("feedback.confirmed", by=by, at=at, state=self.state)

    def dispute(self, *, by: Actor, at: datetime, text: str) -> "FeedbackAnswer":
        """The partner is not content, and says why."""
        self._move("dispute")
        self.closed_at = None
        return self._speak(by, at, text, "feedback.disputed")

    def _move(self, verb: str) -> None:
        self.state = next_state(FeedbackState(self.state), verb)

    def _speak(self, by: Actor, at: datetime, text: str, kind: str) -> "FeedbackAnswer":
        answer = FeedbackAnswer(
            account_id=self.account_id,
            feedback_id=self.id,
            author_id=by.login_id,
            from_staff=by.is_staff,
            at=at,
            text=text,
        )
        self.answers.append(answer)
        self.record(kind, by=by, at=at, state=self.state)
        return answer


class FeedbackAnswer(AccountOwned, Base):
    """A message about feedback that both sides read."""

    __tablename__ = "feedback_answer"
    __table_args__ = (is_parent(), *belongs_to(feedback_id="feedback"), Index(None, "feedback_id", "id"))

    feedback_id: Mapped[int] = mapped_column(Identifier)
    author_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    from_staff: Mapped[bool]
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[Login] = relationship(lazy="raise")
