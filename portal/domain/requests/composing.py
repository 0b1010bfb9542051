"""Rows around the answer box, all of them ours alone: drafts, who is looking, who watches, answers not out yet."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import AccountOwned, Base, Identifier, StaffOnly, belongs_to

ANSWER, NOTE = "answer", "note"
KINDS = (ANSWER, NOTE)
LONGEST_DRAFT = 20_000
"""Characters; more than can be sent, so that what somebody pastes is not lost before they shorten it."""
GONE_AFTER = timedelta(seconds=25)
"""Without a sign for so long, somebody is not at the desk any more, or has stopped writing."""


class Draft(AccountOwned, StaffOnly, Base):
    """What one of us has typed and not sent: read by nobody else. `kind` is answer or note; `facts` are the other
    fields of an answer that was taken back, and whether it `returned` because it could not go out."""

    __tablename__ = "draft"
    __table_args__ = (*belongs_to(request_id="service_request"), UniqueConstraint("request_id", "staff_id", "kind"))

    request_id: Mapped[int] = mapped_column(Identifier)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str] = mapped_column(String(6))
    text: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    saved_at: Mapped[datetime]
    discarded_at: Mapped[datetime | None]


class Presence(AccountOwned, StaffOnly, Base):
    """When one of us last had the request open."""

    __tablename__ = "presence"
    __table_args__ = (*belongs_to(request_id="service_request"), UniqueConstraint("request_id", "staff_id"))

    request_id: Mapped[int] = mapped_column(Identifier)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    seen_at: Mapped[datetime]


class Watch(AccountOwned, StaffOnly, Base):
    """One of us wants to hear of the request although it is with somebody else."""

    __tablename__ = "watch"
    __table_args__ = (*belongs_to(request_id="service_request"), UniqueConstraint("request_id", "staff_id"))

    request_id: Mapped[int] = mapped_column(Identifier)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    since: Mapped[datetime]


class HeldAnswer(AccountOwned, StaffOnly, Base):
    """An answer that its writer can still take back. Only once it is out there is an Answer, an event and a message:
    whoever reads those needs no thought of it. `promise` is what is promised with it (due_on as YYYY-MM-DD)."""

    __tablename__ = "held_answer"
    __table_args__ = (
        *belongs_to(request_id="service_request"),
        Index(None, "request_id", "id"),
        Index(None, "goes_out_at", "id"),
    )

    request_id: Mapped[int] = mapped_column(Identifier)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    goes_out_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    resolves: Mapped[bool] = mapped_column(default=False)
    promise: Mapped[dict[str, Any]] = mapped_column(default=dict)
    address: Mapped[str] = mapped_column(String(45), default="")
