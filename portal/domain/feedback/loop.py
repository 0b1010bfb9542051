"""What we know of feedback that its writer does not: who of us has it, the call afterwards, what we think of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Identifier, StaffOnly, belongs_to
from portal.domain.people.models import Staff

MARKS = range(1, 6)
"""How credible, and of what value, market information is: from 1, hardly, to 5, very."""


class FeedbackLoop(AccountOwned, StaffOnly, Base):
    """Beside one feedback; where there is none nobody has it yet and nothing was noted.

    `repeats` is the number of an earlier complaint of the same cause, `escalated_at` when the sponsor was told of that.
    """

    __tablename__ = "feedback_loop"
    __table_args__ = (*belongs_to(feedback_id="feedback"), Index(None, "owner_id", "feedback_id"))

    feedback_id: Mapped[int] = mapped_column(Identifier, unique=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    called_back_at: Mapped[datetime | None]
    called_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    call_note: Mapped[str] = mapped_column(Text, default="")
    credibility: Mapped[int | None]
    value: Mapped[int | None]
    rated_at: Mapped[datetime | None]
    repeats: Mapped[str] = mapped_column(String(16), default="")
    escalated_at: Mapped[datetime | None]
    owner: Mapped[Staff | None] = relationship(lazy="raise")
