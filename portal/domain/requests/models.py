"""The row of a service request, and its verbs: each moves the state and leaves one event."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Conflict, Identifier, Refused, belongs_to, is_parent
from portal.domain.contracts.models import Contract
from portal.domain.events import Actor, Recorded
from portal.domain.people.models import Login, Staff
from portal.domain.products.models import Product
from portal.domain.requests.carrying import is_being_extended
from portal.domain.requests.clocks.clocked import Clocked
from portal.domain.requests.clocks.keeping import keep_time
from portal.domain.requests.desk_card import MOVE_CARD, ON_CARD, DeskCard
from portal.domain.requests.joined import Joined
from portal.domain.requests.states import ENDING, OPEN, SIDES, RequestState, next_state
from portal.domain.requests.thread import Answer, Note
from portal.domain.writing_now import write_now

if TYPE_CHECKING:
    from portal.domain.requests.extension import TermExtension

_DONE = text("resolved_at IS NOT NULL")


class ServiceRequest(Clocked, Joined, Recorded, AccountOwned, Base):
    """Something a partner needs done. `number` is what people read aloud: SR-YYYYMM-####."""

    __tablename__ = "service_request"
    __table_args__ = (
        is_parent(),
        *belongs_to(contract_id="contract"),
        Index(None, "account_id", "posted_at", "id"),
        Index(None, "account_id", "state", "posted_at", "id"),
        Index(None, "contract_id"),
        # whose question is still open is found by it
        Index("ix_service_request_resolved_at", "resolved_at", sqlite_where=_DONE, postgresql_where=_DONE),
    )

    number: Mapped[str] = mapped_column(String(16), unique=True)
    category: Mapped[str] = mapped_column(String(30))
    subject: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    contract_id: Mapped[int | None] = mapped_column(Identifier)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    state: Mapped[str] = mapped_column(String(16), default=RequestState.NEW)
    priority: Mapped[str] = mapped_column(String(2))
    channel: Mapped[str] = mapped_column(String(10), default="portal")
    posted_by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    posted_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(Text, default="")
    papers_asked: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    account: Mapped[Account] = relationship(lazy="raise")
    contract: Mapped[Contract | None] = relationship(lazy="raise", viewonly=True)
    product: Mapped[Product | None] = relationship(lazy="raise")
    posted_by: Mapped[Login] = relationship(lazy="raise")
    desk: Mapped[DeskCard] = relationship(lazy="raise")
    # Not "raise": only requests of one category have one, and every act on such a request must know of it.
    extension: Mapped["TermExtension | None"] = relationship("TermExtension", lazy="select", back_populates="request")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def answer(
        self, *, by: Actor, at: datetime, text: str, said_at: datetime | None = None,
        unanswered_since: datetime | None = None,
    ) -> Answer:  # fmt: skip
        """A public answer by staff, sent at `said_at` if not just now; the first one meets the promised answer time.
        `unanswered_since` is when the partner wrote again before it was out."""
        self._move("answer", by)
        answer = self.add_answer(by, said_at or at, text)
        self.unanswered_since = unanswered_since
        self.settle("request.answered", by, at)
        return answer

    def reply(self, *, by: Actor, at: datetime, text: str) -> Answer:
        """A partner's message; on a request that waits for them or is resolved it goes back to work."""
        self._move("reply", by)
        self.resolved_at = None
        return self._speak(by, at, text, "request.replied")

    def add_note(self, *, by: Actor, at: datetime, text: str, called: Sequence[int] = ()) -> Note:
        """An internal note: its own table, its own paper, never the partner's. `called` are posts it names by @."""
        note = Note(account_id=self.account_id, request_id=self.id, author_id=by.login_id, at=at, text=text)
        self.own_session().add(note)
        self.record("request.noted", by=by, at=at, **({"called": list(called)} if called else {}))
        return note

    def assign(self, staff: Staff, *, by: Actor, at: datetime) -> None:
        """Give the request to one of us; a new one thereby becomes accepted."""
        self._move("assign", by)
        before, self.desk.assignee_id = self.desk.assignee_id, staff.id
        flag_modified(self, "state")  # whoever saw it with somebody else has seen another version
        self.settle("request.assigned", by, at, before=before, after=staff.id)

    def take_over(self, assignee_id: int | None, staff: Staff, *, by: Actor, at: datetime) -> None:
        """Assign only if it is still with `assignee_id` (None is nobody); else Conflict: somebody was faster. Given
        again to whom it has already, nothing happens, but that a new one given by a rule is taken on."""
        if self.desk.assignee_id == staff.id:
            if self.state == RequestState.NEW:
                self.assign(staff, by=by, at=at)
            return
        if self.desk.assignee_id != assignee_id:
            holder = self.desk.assignee.login.name if self.desk.assignee else "–"
            raise Conflict("request.taken", number=self.number, name=holder)
        self.assign(staff, by=by, at=at)

    def wait_for(self, whom: str, *, by: Actor, at: datetime) -> None:
        """Say that the request waits for the partner or for the supplier."""
        self._move(f"wait_for_{whom}", by)
        self.settle("request.waiting", by, at, whom=whom)

    def resume(self, *, by: Actor, at: datetime) -> None:
        self._move("resume", by)
        self.settle("request.resumed", by, at)

    def resolve(self, *, by: Actor, at: datetime, outcome: str = "") -> None:
        """Say that it is done; the partner confirms or reopens. Refused before anything was said to them."""
        if self.answered_at is None and not outcome:
            raise Refused("request.resolve_unanswered", number=self.number)
        self._move("resolve", by)
        self.resolved_at, self.outcome = at, outcome
        self.unanswered_since = self.next_due_at = None
        if outcome:
            self.add_answer(by, at, outcome)
        self.settle("request.resolved", by, at)

    def reject(self, *, by: Actor, at: datetime, reason: str) -> None:
        """Say that it cannot be done and why; the reason is shown to the partner."""
        self._move("reject", by)
        self.closed_at, self.outcome = at, reason
        self.add_answer(by, at, reason)
        self.settle("request.rejected", by, at)

    def confirm(self, *, by: Actor, at: datetime) -> None:
        """The partner agrees that it is done."""
        self._end("confirm", "request.closed", by, at)

    def close(self, *, by: Actor, at: datetime) -> None:
        """Nobody objected in time."""
        self._end("close", "request.closed", by, at)

    def reopen(self, *, by: Actor, at: datetime, text: str) -> Answer:
        """The partner was not helped; Refused later than 15 calendar days (Asia/Shanghai) after it ended."""
        if not self.may_reopen(at):
            raise Refused("request.reopen_too_late", number=self.number)
        self._move("reopen", by)
        self.resolved_at = self.closed_at = None
        return self._speak(by, at, text, "request.reopened")

    def cancel(self, *, by: Actor, at: datetime) -> None:
        """The partner takes it back before anybody took it on."""
        self._end("cancel", "request.cancelled", by, at)

    def _end(self, verb: str, kind: str, by: Actor, at: datetime) -> None:
        self._move(verb, by)
        self.closed_at = at
        self.settle(kind, by, at)

    def _move(self, verb: str, by: Actor) -> None:
        if verb in ENDING and is_being_extended(self):
            raise Refused("request.extension_open", number=self.number)
        self.state = next_state(RequestState(self.state), verb, SIDES[by.kind])

    def _speak(self, by: Actor, at: datetime, text: str, kind: str) -> Answer:
        answer = self.add_answer(by, at, text)
        self.settle(kind, by, at)
        return answer

    def add_answer(self, by: Actor, at: datetime, text: str) -> Answer:
        """Into the thread alone: no event, and the clock is not settled; whoever calls it does both."""
        self.note_turn(by, at)
        said = {"account_id": self.account_id, "request_id": self.id, "author_id": by.login_id, "at": at, "text": text}
        return write_now(self.own_session(), Answer, {**said, "from_staff": by.is_staff})

    def settle(self, kind: str, by: Actor, at: datetime, **facts: Any) -> None:
        """Leave the event and bring the desk card up to date, which a partner's session cannot see."""
        keep_time(self, by, at)
        self.record(kind, by=by, at=at, state=self.state, **facts)
        beyond = self.own_session().unguarded("the partner's act moves a card the partner cannot see")
        MOVE_CARD.run(beyond, {"of_request": self.id, **self.card(), "touched_at": at})

    def card(self) -> dict[str, Any]:
        """What the desk sorts and filters by."""
        return {name: getattr(self, name) for name in ON_CARD}
