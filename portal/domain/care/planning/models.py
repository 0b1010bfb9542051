"""Rows of plans: one for each occasion and day, with everybody who is thought of."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.models import Account, Contact
from portal.domain.base import AccountOwned, Base, Conflict, Fen, Identifier, StaffOnly, belongs_to
from portal.domain.care.occasions import LUNAR, SOLAR, Occasion, plan_days
from portal.domain.events import Actor, Recorded
from portal.domain.people.models import Staff


class PlanState(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CLOSED = "closed"


class Way(StrEnum):
    """How somebody is thought of; nobody is called and written to for the same day."""

    MESSAGE = "message"
    CALL = "call"
    GIFT = "gift"


class OccasionPlan(Recorded, StaffOnly, Base):
    """`on`: the civil day of the occasion. The gift (cost in fen) is what everybody gets who gets one; `left_out`: how
    many were not put on the list because they want no greetings; `text` has gaps."""

    __tablename__ = "occasion_plan"
    __table_args__ = (UniqueConstraint("occasion", "on"), Index(None, "state", "on", "id"))

    number: Mapped[str] = mapped_column(String(16), unique=True)
    occasion: Mapped[str] = mapped_column(String(20))
    on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default=PlanState.OPEN)
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    opened_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text, default="")
    gift_item: Mapped[str] = mapped_column(String(80), default="")
    gift_kind: Mapped[str] = mapped_column(String(12), default="")
    gift_cost: Mapped[Fen] = mapped_column(default=0)
    left_out: Mapped[int] = mapped_column(default=0)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    owner: Mapped[Staff] = relationship(lazy="raise", foreign_keys=owner_id)
    decided_by: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=decided_by_id)

    @property
    def is_festival(self) -> bool:
        """Whether everybody is thought of on the same day: what is sent then is no personal word."""
        return Occasion(self.occasion) in {**LUNAR, **SOLAR}

    @property
    def days(self) -> tuple[date, date, date]:
        """When it opens, is agreed to, and is sent."""
        return plan_days(Occasion(self.occasion), self.on)

    def require(self, *states: PlanState) -> None:
        """Conflict unless it is in one of these."""
        if self.state not in states:
            raise Conflict("plan.moved_on", number=self.number)

    def move(self, state: PlanState, *, by: Actor, at: datetime, **facts: Any) -> None:
        self.state = state
        self.record(f"occasion_plan.{facts.pop('told', state)}", by=by, at=at, occasion=self.occasion, **facts)


class PlanGuest(StaffOnly, AccountOwned, Base):
    """One person on the list of a plan. `gift_no`: the gift that was proposed for them."""

    __tablename__ = "plan_guest"
    __table_args__ = (
        *belongs_to(contact_id="contact"),
        UniqueConstraint("plan_id", "contact_id"),
        Index(None, "account_id", "plan_id"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("occasion_plan.id"))
    contact_id: Mapped[int | None] = mapped_column(Identifier)
    way: Mapped[str] = mapped_column(String(8), default=Way.MESSAGE)
    sent_on: Mapped[date | None]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    gift_no: Mapped[str] = mapped_column(String(16), default="")

    account: Mapped[Account] = relationship(lazy="raise")
    contact: Mapped[Contact | None] = relationship(
        lazy="raise", foreign_keys=contact_id, primaryjoin="PlanGuest.contact_id == Contact.id", viewonly=True
    )
