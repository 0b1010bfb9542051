"""The row by which the desk finds a request: who has it, and what the queue sorts and filters by."""

from datetime import datetime
from typing import cast

from sqlalchemy import ForeignKey, Index, String, Table, bindparam, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Identifier, StaffOnly, belongs_to
from portal.domain.people.models import Staff
from portal.domain.prepared import Prepared


class DeskCard(AccountOwned, StaffOnly, Base):
    """The request as the desk sees it: who has it, and copies of what the queue sorts and filters by.

    A table of its own, because an assignment is ours to know, and because one narrow table carries every index.
    """

    __tablename__ = "desk_card"
    __table_args__ = (
        *belongs_to(request_id="service_request"),
        # What stands still comes after what runs, so each index sorts by that before the due moment.
        Index(None, "is_open", "is_paused", "due_at", "request_id"),
        Index(None, "is_open", "assignee_id", "is_paused", "due_at", "request_id"),
        Index(None, "is_open", "category", "is_paused", "due_at", "request_id"),
        Index(None, "is_open", "priority", "is_paused", "due_at", "request_id"),
        Index(None, "state", "is_paused", "due_at", "request_id"),
        # the newest first
        Index(None, "is_open", "request_id"),
        Index(None, "state", "request_id"),
        Index(None, "category", "request_id"),
    )

    request_id: Mapped[int] = mapped_column(Identifier, unique=True)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    is_open: Mapped[bool]
    is_paused: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(16))
    category: Mapped[str] = mapped_column(String(30))
    priority: Mapped[str] = mapped_column(String(2))
    due_at: Mapped[datetime]
    touched_at: Mapped[datetime | None]
    """When either side last did something with it (UTC); notes for us alone do not count."""
    assignee: Mapped[Staff | None] = relationship(lazy="raise")


ON_CARD = ("is_open", "is_paused", "state", "category", "priority", "due_at")
"""What a request and its card have in common."""
_CARD = cast(Table, DeskCard.__table__)
MOVE_CARD = Prepared(update(_CARD).where(_CARD.c.request_id == bindparam("of_request")), (*ON_CARD, "touched_at"))
"""Every act on a request ends with it."""
