"""Rows of feedback: the message, what it is tied to, and our visible answers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Identifier, Refused, belongs_to, is_parent
from portal.domain.contracts.models import Clause, Contract
from portal.domain.events import Actor, Recorded
from portal.domain.feedback.kinds import (
    CONFIDENTIAL,
    KINDS,
    UNANSWERED,
    FeedbackKind,
    FeedbackState,
    RootCause,
    WrongState,
    next_state,
)
from portal.domain.people.models import Login
from portal.domain.products.models import Product


class Feedback(Recorded, AccountOwned, Base):
    """A complaint, suggestion, praise or market information. `number` is FB-YYYYMM-####.

    Tied to a request by id only: what the request is belongs to its own room. `went_into` is the number of the request
    it was turned into.
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
    root_cause: Mapped[str | None] = mapped_column(String(10))
    went_into: Mapped[str] = mapped_column(String(16), default="")
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    account: Mapped[Account] = relationship(lazy="raise")
    contract: Mapped[Contract | None] = relationship(lazy="raise", viewonly=True)
    clause: Mapped[Clause | None] = relationship(lazy="raise", viewonly=True)
    product: Mapped[Product | None] = relationship(lazy="raise")
    posted_by: Mapped[Login] = relationship(lazy="raise")
    answers: Mapped[list["FeedbackAnswer"]] = relationship(lazy="raise", order_by="FeedbackAnswer.id")

    @property
    def is_confidential(self) -> bool:
        return (self.kind, self.subtype) in CONFIDENTIAL

    def acknowledge(self, *, by: Actor, at: datetime) -> None:
        """Tell the partner that somebody has read it."""
        self._move("acknowledge", by, at, "acknowledged")

    def investigate(self, *, by: Actor, at: datetime) -> None:
        """Tell the partner that we are looking into it."""
        self._move("investigate", by, at, "investigated")

    def answer(self, *, by: Actor, at: datetime, text: str) -> "FeedbackAnswer":
        """What became of it, for the partner to read."""
        self.answered_at = self.answered_at or at
        self._move("answer", by, at, "answered")
        return self._speak(by, at, text)

    def confirm(self, *, by: Actor, at: datetime) -> None:
        """The partner is content with the answer."""
        self.closed_at = at
        self._move("confirm", by, at, "confirmed")

    def dispute(self, *, by: Actor, at: datetime, text: str) -> "FeedbackAnswer":
        """The partner is not content, and says why."""
        self.closed_at = None
        self._move("dispute", by, at, "disputed")
        return self._speak(by, at, text)

    def reply(self, *, by: Actor, at: datetime, text: str) -> "FeedbackAnswer":
        """The partner writes once more, by mail: to an answer it is their objection, for that is what opens it again;
        before one it is added. Refused once it has ended."""
        if self.state == FeedbackState.ANSWERED:
            return self.dispute(by=by, at=at, text=text)
        if self.state not in UNANSWERED:
            raise WrongState("reply", FeedbackState(self.state))
        self.tell("replied", by=by, at=at, state=self.state)
        return self._speak(by, at, text)

    def close(self, *, by: Actor, at: datetime, root_cause: RootCause | None = None) -> None:
        """End it; a complaint needs its root cause named."""
        if root_cause is None and KINDS[FeedbackKind(self.kind)].needs_root_cause:
            raise Refused("feedback.root_cause_missing", number=self.number)
        self.closed_at, self.root_cause = at, root_cause
        self._move("close", by, at, "closed", root_cause=root_cause)

    def convert(self, number: str, *, by: Actor, at: datetime, text: str) -> "FeedbackAnswer":
        """It is a request, of that number, and goes on as one; `text` tells the partner."""
        self.answered_at, self.closed_at, self.went_into = self.answered_at or at, at, number
        self._move("convert", by, at, "converted", into=number)
        return self._speak(by, at, text)

    def tell(self, what: str, *, by: Actor, at: datetime, **facts: str | None) -> None:
        """Record `feedback.<what>`; of a confidential one `integrity.<what>`, so that every reader of events can keep
        it apart by its kind."""
        self.record(f"{'integrity' if self.is_confidential else 'feedback'}.{what}", by=by, at=at, **facts)

    def _move(self, verb: str, by: Actor, at: datetime, what: str, **facts: str | None) -> None:
        who = "worker" if by.kind == "system" else by.kind
        self.state = next_state(FeedbackState(self.state), verb, who)
        self.tell(what, by=by, at=at, state=self.state, **facts)

    def _speak(self, by: Actor, at: datetime, text: str) -> "FeedbackAnswer":
        answer = FeedbackAnswer(
            account_id=self.account_id,
            feedback_id=self.id,
            author_id=by.login_id,
            from_staff=by.is_staff,
            at=at,
            text=text,
        )
        session = object_session(self)
        assert session is not None
        session.add(answer)
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
    by_mail: Mapped[bool] = mapped_column(default=False)
    author: Mapped[Login] = relationship(lazy="raise")
