"""Rows of gifts, and the tender decisions around which nothing is given."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.models import Account, Contact
from portal.domain.base import AccountOwned, Base, Conflict, Fen, Identifier, StaffOnly, belongs_to
from portal.domain.care.gifts import Approver, GiftKind
from portal.domain.care.giving.states import UNDER_WAY, GiftState, Step, awaits
from portal.domain.events import Actor, Recorded
from portal.domain.people.models import Staff


class Giving(Recorded, StaffOnly, AccountOwned, Base):
    """One gift or meal to one person. `cost` in fen; `on`: the civil day (Asia/Shanghai) on which it is to be sent, and
    once it was, on which it was: its year counts. `recipient` keeps the name when the contact is taken off the list;
    `approver` is the level its cost asks for; `cleared`: compliance said yes, where two have to. `back`: somebody says
    that it came back, which a second person confirms."""

    __tablename__ = "gift"
    __table_args__ = (
        *belongs_to(contact_id="contact"),
        Index(None, "account_id", "on", "id"),
        Index(None, "contact_id", "on"),
        Index(None, "state", "on", "id"),
        Index(None, "on", "id"),
    )

    number: Mapped[str] = mapped_column(String(16), unique=True)
    contact_id: Mapped[int | None] = mapped_column(Identifier)
    recipient: Mapped[str] = mapped_column(String(80))
    occasion: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(12))
    item: Mapped[str] = mapped_column(String(80))
    cost: Mapped[Fen]
    on: Mapped[date]
    remark: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(10), default=GiftState.PROPOSED)
    approver: Mapped[str] = mapped_column(String(12))
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    proposed_at: Mapped[datetime]
    cleared_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    cleared_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(200), default="")
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    sent_on: Mapped[date | None]
    courier: Mapped[str] = mapped_column(String(80), default="")
    ended_on: Mapped[date | None]
    receipt: Mapped[str] = mapped_column(String(200), default="")
    back_said_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    back_on: Mapped[date | None]
    back_note: Mapped[str] = mapped_column(String(200), default="")
    back_confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    account: Mapped[Account] = relationship(lazy="raise")
    contact: Mapped[Contact | None] = relationship(
        lazy="raise", foreign_keys=contact_id, primaryjoin="Giving.contact_id == Contact.id", viewonly=True
    )
    proposed_by: Mapped[Staff] = relationship(lazy="raise", foreign_keys=proposed_by_id)
    cleared_by: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=cleared_by_id)
    decided_by: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=decided_by_id)
    sent_by: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=sent_by_id)
    back_said_by: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=back_said_by_id)
    back_confirmed_by: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=back_confirmed_by_id)

    @property
    def subject(self) -> str:
        """What a message about it is headed with."""
        return self.item

    @property
    def is_meal(self) -> bool:
        return self.kind == GiftKind.MEAL

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def awaits(self) -> Step | None:
        """Whose word is next; None once it was decided."""
        if self.state != GiftState.PROPOSED:
            return None
        return awaits(Approver(self.approver), is_cleared=self.cleared_by_id is not None)

    def require(self, *states: GiftState) -> None:
        """Conflict unless it is in one of these."""
        if self.state not in states:
            raise Conflict("gift.moved_on", number=self.number)

    def move(self, state: GiftState, *, by: Actor, at: datetime, **facts: Any) -> None:
        """Into another state; the event tells codes and sums, never what was typed."""
        self.state = state
        self.record(f"gift.{state}", by=by, at=at, name=self.recipient, cost=self.cost, **facts)


class TenderDay(Recorded, StaffOnly, AccountOwned, Base):
    """The civil day of a tender decision of an account's unit. `removal`: who says that it is wrong, and why; `number`
    is the account's, where an event is written about it."""

    __tablename__ = "tender_day"
    number = ""
    __table_args__ = (Index(None, "account_id", "on"),)

    on: Mapped[date]
    what: Mapped[str] = mapped_column(String(80))
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    noted_at: Mapped[datetime]
    removal_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    removal_reason: Mapped[str] = mapped_column(String(200), default="")

    removal_by: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=removal_by_id)
