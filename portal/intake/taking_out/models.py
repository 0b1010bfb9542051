"""An export that was asked for as a workbook: what of, how far it is, and for how long it can be fetched."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base, StaffOnly
from portal.domain.events import Recorded

WAITING, READY, FAILED, GONE = STATES = ("waiting", "ready", "failed", "gone")


class Export(Recorded, StaffOnly, Base):
    """One file that was taken out. It belongs to whoever asked for it: nobody else finds it.

    `wanted` is what the list was narrowed by, `total` how many rows there were when it was asked for. A CSV is sent at
    once and has no file; a workbook is written by the worker that has it until `lease_until`, and goes at `gone_at`.
    `reach`: ids of the accounts that its reader saw when it was written; None for whoever saw all.
    """

    __tablename__ = "export"
    __table_args__ = (Index(None, "state", "id"), Index(None, "asked_by_id", "id"))

    number: Mapped[str] = mapped_column(String(20), unique=True)
    subject: Mapped[str] = mapped_column(String(20))
    format: Mapped[str] = mapped_column(String(4))
    wanted: Mapped[dict[str, Any]] = mapped_column(default=dict)
    locale: Mapped[str] = mapped_column(String(5))
    reveals: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    reach: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(default=0)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    asked_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]
    leased_by: Mapped[str] = mapped_column(String(60), default="")
    lease_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
