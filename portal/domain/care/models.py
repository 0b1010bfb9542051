"""Rows of the care plan: what was done for an account, and what is to be done again and when."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.models import Account, Contact
from portal.domain.base import AccountOwned, Base, Fen, Identifier, StaffOnly, belongs_to
from portal.domain.events import Recorded
from portal.domain.people.models import Staff
from portal.domain.promises.models import Pledge


class Touch(Recorded, StaffOnly, AccountOwned, Base):
    """Something we did with the people of an account on civil day `on` (Asia/Shanghai). `by_executive`: one of our
    executives took part. `is_valid`: something was said or came of it. `next_on`: the civil day on which to talk again;
    `pledge_id`: what was promised in it."""

    __tablename__ = "touch"
    __table_args__ = (
        *belongs_to(contact_id="contact", pledge_id="pledge"),
        Index(None, "account_id", "on", "id"),
        Index(None, "by_id", "on", "id"),
    )

    contact_id: Mapped[int | None] = mapped_column(Identifier)
    type: Mapped[str] = mapped_column(String(12))
    direction: Mapped[str] = mapped_column(String(4), default="out")
    on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    by_executive: Mapped[bool] = mapped_column(default=False)
    is_mass: Mapped[bool] = mapped_column(default=False)
    is_valid: Mapped[bool] = mapped_column(default=True)
    topic: Mapped[str] = mapped_column(String(80), default="")
    content: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(String(200), default="")
    next_step: Mapped[str] = mapped_column(String(200), default="")
    next_on: Mapped[date | None]
    cost: Mapped[Fen] = mapped_column(default=0)
    pledge_id: Mapped[int | None] = mapped_column(Identifier)

    account: Mapped[Account] = relationship(lazy="raise")
    contact: Mapped[Contact | None] = relationship(
        lazy="raise", foreign_keys=contact_id, primaryjoin="Touch.contact_id == Contact.id", viewonly=True
    )
    by: Mapped[Staff] = relationship(lazy="raise")
    pledge: Mapped[Pledge | None] = relationship(lazy="raise", viewonly=True)


class CareDuty(StaffOnly, AccountOwned, Base):
    """One rhythm of one account as it stands: worked out from touches, answers and tier, and never typed in but for
    being put off. `owner_id` is whose list it is on: the care owner's, else the business manager's; an executive's own
    is the sponsor's."""

    __tablename__ = "care_duty"
    __table_args__ = (
        UniqueConstraint("account_id", "rhythm"),
        Index(None, "owner_id", "shown_from", "id"),
        Index(None, "shown_from", "id"),
    )

    rhythm: Mapped[str] = mapped_column(String(10))
    due_on: Mapped[date]
    last_on: Mapped[date | None]
    snoozed_until: Mapped[date | None]
    snoozed_why: Mapped[str] = mapped_column(String(200), default="")
    shown_from: Mapped[date]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    account: Mapped[Account] = relationship(lazy="raise")
    owner: Mapped[Staff | None] = relationship(lazy="raise")
