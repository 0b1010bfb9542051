"""The row of a breach, and its verbs: each moves the state and leaves one event."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Identifier, Refused, belongs_to, is_parent
from portal.domain.contracts.breaches.reply import BreachReply
from portal.domain.contracts.breaches.states import BreachState, next_state
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.models import Clause, Contract
from portal.domain.events import Actor, Recorded
from portal.domain.people.models import Login
from portal.domain.products.models import Product

Deadlines = tuple[date | None, date | None]
"""The last civil days to reply and to cure."""


class Breach(Recorded, AccountOwned, Base):
    """One alleged breach of an agreement. `number` is BR-YYYYMM-####; it belongs to the account of the agreement.

    `clause_id` and `version_no` are those in force on `occurred_on` (a civil day, as are all `_on` and `_by`).
    `shown_at`: from then on the partner's people find it. `act_id` names the first of several breaches that are one
    act or rest on the same evidence; it is the row's own id where there is none before.
    """

    __tablename__ = "breach"
    __table_args__ = (
        is_parent(),
        *belongs_to(contract_id="contract", clause_id="clause", act_id="breach"),
        Index(None, "account_id", "state", "id"),
        Index(None, "contract_id", "id"),
        Index(None, "state", "id"),
        Index(None, "clause_id"),
        Index(None, "act_id"),
    )

    number: Mapped[str] = mapped_column(String(16), unique=True)
    contract_id: Mapped[int] = mapped_column(Identifier)
    clause_id: Mapped[int] = mapped_column(Identifier)
    article: Mapped[str] = mapped_column(String(20))
    version_no: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    obligor: Mapped[str] = mapped_column(String(8))
    occurred_on: Mapped[date]
    what: Mapped[str] = mapped_column(Text)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    batch_no: Mapped[str] = mapped_column(String(40), default="")
    boxes: Mapped[int | None]
    place: Mapped[str] = mapped_column(String(120), default="")
    act_id: Mapped[int | None] = mapped_column(Identifier)
    state: Mapped[str] = mapped_column(String(10), default=BreachState.REPORTED)
    reported_by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    reported_at: Mapped[datetime]
    shown_at: Mapped[datetime | None]
    notice_channel: Mapped[str | None] = mapped_column(String(8))
    arrived_on: Mapped[date | None]
    reply_by: Mapped[date | None]
    cure_by: Mapped[date | None]
    reminded_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    decided_at: Mapped[datetime | None]
    confirmed_on: Mapped[date | None]
    decision: Mapped[str] = mapped_column(Text, default="")
    settled_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    account: Mapped[Account] = relationship(lazy="raise")
    contract: Mapped[Contract] = relationship(lazy="raise", viewonly=True)
    clause: Mapped[Clause] = relationship(lazy="raise", viewonly=True)
    product: Mapped[Product | None] = relationship(lazy="raise")
    reported_by: Mapped[Login] = relationship(lazy="raise", foreign_keys=[reported_by_id])

    @property
    def is_ours(self) -> bool:
        """Whether we broke it."""
        return self.obligor == Party.US

    def notify(self, arrived_on: date, due: Deadlines, channel: str, *, by: Actor, at: datetime) -> None:
        """Tell the partner what is alleged. A notice in the portal arrives when it enters it (Civil Code 137), one on
        paper on the civil day that is typed."""
        self._move("notify", by)
        self.notice_channel, self.arrived_on, self.shown_at = channel, arrived_on, at
        self.reply_by, self.cure_by = due
        self._settle("breach.noticed", by, at, channel=channel, reply_by=_iso(self.reply_by))

    def remind(self, *, by: Actor, at: datetime) -> None:
        """Tell the partner once more that the time to answer is nearly over."""
        self.reminded_at = at
        self._settle("breach.reply_due", by, at, reply_by=_iso(self.reply_by))

    def reply(self, text: str, *, by: Actor, at: datetime) -> BreachReply:
        """What the partner says to it; as often as they wish until it is decided, late ones too."""
        self._move("reply", by)
        reply = BreachReply(account_id=self.account_id, breach_id=self.id, author_id=by.login_id, at=at, text=text)
        session = object_session(self)
        assert session is not None
        session.add(reply)
        self._settle("breach.replied", by, at)
        return reply

    def cure(self, cured_on: date, *, by: Actor, at: datetime) -> None:
        """It was put right in time, so nothing follows; Refused where the clause gives no time or the day is late."""
        if self.cure_by is None:
            raise Refused("breach.no_time_to_cure", article=self.article)
        if cured_on > self.cure_by:
            raise Refused("breach.cured_too_late", day=self.cure_by)
        self._move("cure", by)
        self.settled_on = cured_on
        self._settle("breach.cured", by, at, cured_on=_iso(cured_on))

    def confirm(self, reason: str, *, by: Actor, at: datetime, today: date) -> None:
        """Find that it happened; from `today` on it counts for tiers. Refused to whoever reported it, and while the
        partner still has time to answer or to cure."""
        target = next_state(self.state, "confirm", by, is_ours=self.is_ours)
        self._require_another("breach.four_eyes", self.reported_by_id, by)
        if not self.is_ours:
            self._require_heard(today)
        self._decide(target, reason, by, at)
        self.confirmed_on, self.shown_at = today, self.shown_at or at
        self._settle("breach.confirmed", by, at)

    def dismiss(self, reason: str, *, by: Actor, at: datetime) -> None:
        """Find that it did not happen or cannot be proven; Refused to whoever reported it."""
        target = next_state(self.state, "dismiss", by)
        self._require_another("breach.four_eyes", self.reported_by_id, by)
        self._decide(target, reason, by, at)
        # Of what they never heard of, the partner is told nothing.
        self._settle("breach.dismissed" if self.shown_at else "breach.dropped", by, at)

    def compute(self, *, by: Actor, at: datetime, fen: int) -> None:
        """A sum was computed and frozen; computing again replaces it, the earlier one stays on record."""
        self._move("compute", by)
        self._settle("breach.computed", by, at, fen=fen)

    def agree(self, note: str, *, by: Actor, at: datetime) -> None:
        """The partner accepts the computed sum: by themselves in the portal, or on paper as one of us notes."""
        self._move("agree", by)
        self._settle("breach.agreed", by, at, note=note)

    def adjust(self, *, by: Actor, at: datetime, fen: int) -> None:
        """Another sum than the computed one was approved."""
        self._move("adjust", by)
        self._settle("breach.adjusted", by, at, fen=fen)

    def waive(self, *, by: Actor, at: datetime, today: date) -> None:
        """No penalty is asked; the breach itself still counts for tiers."""
        self._move("waive", by)
        self.settled_on = today
        self._settle("breach.waived", by, at)

    def pay(self, paid_on: date, *, by: Actor, at: datetime, fen: int, from_deposit: int) -> None:
        """The whole sum is there, part of it or all taken from the deposit."""
        self._move("pay", by)
        self.settled_on = paid_on
        self._settle("breach.paid", by, at, fen=fen, from_deposit=from_deposit)

    def require_another(self, other_id: int, by: Actor) -> None:
        """Refused when who decides is who proposed."""
        self._require_another("breach.own_proposal", other_id, by)

    def _require_another(self, code: str, other_id: int, by: Actor) -> None:
        if by.login_id == other_id:
            raise Refused(code, number=self.number)

    def _require_heard(self, today: date) -> None:
        """Whoever has replied has been heard; time to cure runs on all the same."""
        if self.state == BreachState.NOTICED and self.reply_by is not None and today <= self.reply_by:
            raise Refused("breach.time_to_reply", day=self.reply_by)
        if self.cure_by is not None and today <= self.cure_by:
            raise Refused("breach.time_to_cure", day=self.cure_by)

    def _decide(self, state: BreachState, reason: str, by: Actor, at: datetime) -> None:
        self.state, self.decision = state, reason
        self.decided_by_id, self.decided_at = by.login_id, at

    def _move(self, verb: str, by: Actor) -> None:
        self.state = next_state(self.state, verb, by, is_ours=self.is_ours)

    def _settle(self, kind: str, by: Actor, at: datetime, **facts: Any) -> None:
        self.record(kind, by=by, at=at, state=self.state, **facts)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
