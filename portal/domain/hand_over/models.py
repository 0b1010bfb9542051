"""The record of one hand-over: whose it was, who has it now, and which rows moved."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import Base, StaffOnly
from portal.domain.events import Actor, Recorded
from portal.domain.people.models import Staff
from portal.domain.people.roles import StaffRole

WAITING, DONE, UNDOING, RETURNING, FAILED = "waiting", "done", "undoing", "returning", "failed"
AT_WORK = (WAITING, UNDOING, RETURNING)
"""The worker has something to do: to give, to take back, or to put back what could not be given whole."""


class HandOver(Recorded, StaffOnly, Base):
    """`heirs`: group → id of the post that has it now. `moved`: group → ids of the rows that went there; what could
    not move is not among them. A large one is done by the worker: `done` of about `total` rows changed hands, and
    the events of single things bear `quiet_at` as when they were told until all of it is done. All moments in UTC."""

    __tablename__ = "hand_over"
    __table_args__ = (Index(None, "from_id", "id"),)

    number: Mapped[str] = mapped_column(String(16), unique=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    heirs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    moved: Mapped[dict[str, Any]] = mapped_column(default=dict)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(10), default=DONE, server_default=DONE)
    total: Mapped[int] = mapped_column(default=0, server_default="0")
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    quiet_at: Mapped[datetime | None]
    leaving: Mapped[Staff] = relationship(lazy="raise")

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK

    def is_read_by(self, actor: Actor) -> bool:
        """Who gives, who takes, and whoever is in charge."""
        return actor.has(StaffRole.ADMINISTRATOR) or actor.staff_id in (self.from_id, *self.heirs.values())

    def ids_for(self, group: str, staff_id: int | None) -> list[int]:
        """What of that group went to that post; to whomever without one."""
        return self.moved.get(group, []) if staff_id in (None, self.heirs.get(group)) else []
