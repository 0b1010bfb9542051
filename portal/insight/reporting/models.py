"""Rows of the monthly report: one for each time it was made, and the files that were written of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import Base, Identifier, StaffOnly
from portal.domain.events import Recorded
from portal.domain.people.models import Login

WAITING, READY, FAILED = STATES = ("waiting", "ready", "failed")


class MonthReport(Recorded, StaffOnly, Base):
    """About the month that begins on `month`. `number` is MR-YYYYMM-####, by the month in which it was asked for.

    `facts`: by section what it says and as of when; accounts by id only. `asked_by_id` None: made by itself. A worker
    has it until `lease_until`; `done` of `total` steps are behind it.
    """

    __tablename__ = "month_report"
    __table_args__ = (Index(None, "state", "id"), Index(None, "month", "id"))

    number: Mapped[str] = mapped_column(String(16), unique=True)
    month: Mapped[date]
    state: Mapped[str] = mapped_column(String(8), default=WAITING)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    asked_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    leased_by: Mapped[str] = mapped_column(String(60), default="")
    lease_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)

    asked_by: Mapped[Login | None] = relationship(lazy="raise")
    files: Mapped[list["ReportFile"]] = relationship(lazy="raise", order_by="ReportFile.id", viewonly=True)


class ReportFile(StaffOnly, Base):
    """One file of a report: `locale` zh or en, `kind` html or pdf; its bytes lie in storage."""

    __tablename__ = "report_file"
    __table_args__ = (UniqueConstraint("report_id", "locale", "kind"),)

    report_id: Mapped[int] = mapped_column(Identifier, ForeignKey("month_report.id"))
    locale: Mapped[str] = mapped_column(String(5))
    kind: Mapped[str] = mapped_column(String(4))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
