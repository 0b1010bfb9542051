"""Rows of feedback: the message, what it is tied to, and our visible answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Identifier, Refused, belongs_to, is_parent
from portal.domain.contracts.models import Clause, Contract
from portal.domain.events import Actor, Recorded
from portal.domain.feedback.kinds import (
    CONFIDENTIAL,
    CONFIDENTIAL_EVENTS,
    KINDS,
    UNANSWERED,
    Decision,
    FeedbackKind,
    FeedbackState,
    RootCause,
    WrongState,
    next_state,
)
from portal.domain.people.models import Login
from portal.domain.products.models import Product

# Spelled out, not bound: SQLite takes a partial index only for the very words of its condition.
_IS_OWED = text("owed_from IS NOT NULL")


class Feedback(Recorded, AccountOwned, Base):
    """A complaint, suggestion, praise or market information. `number` is FB-YYYYMM-####.

    Tied to a request by id only: what the request is belongs to its own room. `went_into` is the number of the request
    it was turned into. `owed_from`: the moment from which what we owe next is counted (filing, answer, objection); None
    once it has ended, and for what was answered before that was kept. `decision`: what becomes of a suggestion.
    `is_anonymous`: none of us is told who wrote it; they themselves find it.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        is_parent(),
        *belongs_to(contract_id="contract", clause_id="clause", request_id="service_request"),
        Index(None, "account_id", "posted_at", "id"),
        Index(None, "state", "posted_at", "id"),
        Index("ix_feedback_owed", "owed_from", "id", sqlite_where=_IS_OWED, postgresql_where=_IS_OWED),
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
    owed_from: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    root_cause: Mapped[str | None] = mapped_column(String(10))
    decision: Mapped[str] = mapped_column(String(10), default="")
    is_anonymous: Mapped[bool] = mapped_column(default=False)
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

    def answer(self, *, by: Actor, at: datetime, text: str, decision: Decision | None = None) -> "FeedbackAnswer":
        """What became of it, for the partner to read; of a suggestion also what we decided, as soon as we have."""
        if decision is not None and KINDS[FeedbackKind(self.kind)].needs != "decision":
            raise Refused("feedback.nothing_to_decide", number=self.number)
        self.answered_at, self.owed_from = self.answered_at or at, at
        self.decision = decision or self.decision
        self._move("answer", by, at, "answered", **({"decision": decision} if decision else {}))
        return self._speak(by, at, text)

    def confirm(self, *, by: Actor, at: datetime) -> None:
        """The partner is content with the answer."""
        self.closed_at = at
        self._move("confirm", by, at, "confirmed")

    def dispute(self, *, by: Actor, at: datetime, text: str) -> "FeedbackAnswer":
        """The partner is not content, and says why."""
        self.closed_at, self.owed_from = None, at
        self._move("dispute", by, at, "disputed")
        return self._speak(by, at, text)

    def call_back(self, *, by: Actor, at: datetime, is_content: bool) -> None:
        """One of us asked on the phone whether the answer helps, and notes what they said."""
        self.closed_at, self.owed_from = (at, self.owed_from) if is_content else (None, at)
        verb, what = ("note_content", "content") if is_content else ("note_discontent", "not_content")
        self._move(verb, by, at, what)

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
        """End it; a complaint needs its root cause named, a suggestion our decision. WrongState for one that we have
        not answered where the partner reads it."""
        needs = KINDS[FeedbackKind(self.kind)].needs
        if needs == "root_cause" and root_cause is None:
            raise Refused("feedback.root_cause_missing", number=self.number)
        if needs == "decision" and not self.decision and self.state not in UNANSWERED:
            raise Refused("feedback.decision_missing", number=self.number)
        self.closed_at, self.root_cause, self.owed_from = at, root_cause, None
        self._move("close", by, at, "closed", root_cause=root_cause)

    def convert(self, number: str, *, by: Actor, at: datetime, text: str) -> "FeedbackAnswer":
        """It is a request, of that number, and goes on as one; `text` tells the partner."""
        self.answered_at, self.closed_at, self.went_into = self.answered_at or at, at, number
        self.owed_from = None
        self._move("convert", by, at, "converted", into=number)
        return self._speak(by, at, text)

    def tell(self, what: str, *, by: Actor, at: datetime, **facts: Any) -> None:
        """Record `feedback.<what>`; of a confidential one `integrity.<what>`, so that every reader of events can keep
        it apart by its kind. The event of an anonymous one does not say who of the partner's people acted."""
        if self.is_anonymous and by.kind == "partner":
            by = Actor("partner", "", account_id=by.account_id)
        room = CONFIDENTIAL_EVENTS if self.is_confidential else "feedback."
        self.record(f"{room}{what}", by=by, at=at, **facts)

    def _move(self, verb: str, by: Actor, at: datetime, what: str, **facts: Any) -> None:
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
