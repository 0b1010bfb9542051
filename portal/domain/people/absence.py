"""The row of an absence: who is away from when to when, and who stands in for them meanwhile."""

import secrets
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import Base, StaffOnly
from portal.domain.events import Actor, Recorded
from portal.domain.people.models import Staff
from portal.domain.people.roles import StaffRole


class Absence(Recorded, StaffOnly, Base):
    """`staff_id` is away from `first_day` to `last_day`, both included (civil days, Asia/Shanghai); `ended_at` is when
    it was called off or ended early."""

    __tablename__ = "absence"
    __table_args__ = (Index(None, "last_day"), Index(None, "staff_id"), Index(None, "deputy_id"))

    ref: Mapped[str] = mapped_column(String(22), unique=True, default=lambda: secrets.token_urlsafe(16))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    announced_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    staff: Mapped[Staff] = relationship(lazy="raise", foreign_keys=staff_id)
    deputy: Mapped[Staff] = relationship(lazy="raise", foreign_keys=deputy_id)

    def may_be_ended_by(self, actor: Actor) -> bool:
        return self.staff_id == actor.staff_id or actor.has(StaffRole.ADMINISTRATOR)
