"""Row of one step of an internal review: who handed a contract in, and who said what of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Identifier, StaffOnly, belongs_to
from portal.domain.people.models import Login


class ReviewStep(StrEnum):
    """Handed in, read through for one of the capacities that must agree, or sent back."""

    SUBMITTED = "submitted"
    SALES = "sales"
    QUALITY = "quality"
    LEGAL = "legal"
    OWNER = "owner"
    SENT_BACK = "sent_back"


class SignOff(AccountOwned, StaffOnly, Base):
    """`reason` is why it was sent back, or why it was handed in without a clause that it should have."""

    __tablename__ = "contract_sign_off"
    __table_args__ = (*belongs_to(contract_id="contract"), Index(None, "contract_id", "id"))

    contract_id: Mapped[int] = mapped_column(Identifier)
    step: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]
    by: Mapped[Login | None] = relationship(lazy="raise")
