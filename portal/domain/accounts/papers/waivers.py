"""Row of a decision to let things be done in spite of a paper that has run out: by whom, why, and for how long."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, StaffOnly
from portal.domain.events import Recorded
from portal.domain.people.models import Login

LONGEST_DAYS = 90
"""A decision of longer effect would be a rule."""


class PaperWaiver(Recorded, AccountOwned, StaffOnly, Base):
    """Counts through 24:00 (Asia/Shanghai) of `until`."""

    __tablename__ = "paper_waiver"
    __table_args__ = (Index(None, "account_id", "until"),)

    doc_type: Mapped[str] = mapped_column(String(30))
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]
    by: Mapped[Login | None] = relationship(lazy="raise")
