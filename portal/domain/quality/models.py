"""Rows about the quality of the archive: kept figures, confirmations, gaps put off, and the sums of each week."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import AccountOwned, Base, Identifier, StaffOnly


class ArchiveQuality(AccountOwned, StaffOnly, Base):
    """The figures of one account, written in the transaction of the change (`figuring.py`).

    `filled` and `weight` are what counts in the company's sums: 0 of accounts that nobody works on any more. `gaps`:
    codes, worst first; `errors` to `stale` count them by kind; `resting`: code, last day and reason of each put off.
    `owner_id` is whose work it is. From `turns_on` (Asia/Shanghai) on the row is figured anew although nobody changed
    anything.
    """

    __tablename__ = "archive_quality"
    __table_args__ = (
        Index(None, "account_id", unique=True),
        Index(None, "rank", "account_id"),
        Index(None, "owner_id", "rank", "account_id"),
        Index(None, "province", "rank", "account_id"),
        Index(None, "percent", "account_id"),
        Index(None, "turns_on"),
    )

    percent: Mapped[int]
    filled: Mapped[int]
    weight: Mapped[int]
    rank: Mapped[int]
    errors: Mapped[int]
    missing: Mapped[int]
    papers: Mapped[int]
    stale: Mapped[int]
    gaps: Mapped[list[str]]
    resting: Mapped[list[list[str]]] = mapped_column(JSON)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    province: Mapped[str | None] = mapped_column(String(6))
    fresh_at: Mapped[datetime]
    turns_on: Mapped[date | None]

    @property
    def open_gaps(self) -> int:
        return self.errors + self.missing + self.papers + self.stale


class FieldCheck(AccountOwned, StaffOnly, Base):
    """When a key field was changed last, and when and by whom it was confirmed since: a change resets that."""

    __tablename__ = "field_check"
    __table_args__ = (UniqueConstraint("account_id", "field"),)

    field: Mapped[str] = mapped_column(String(30))
    changed_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))


class GapRest(AccountOwned, StaffOnly, Base):
    """A gap that is put off through the civil day `until` (Asia/Shanghai), and why."""

    __tablename__ = "gap_rest"
    __table_args__ = (UniqueConstraint("account_id", "gap"),)

    gap: Mapped[str] = mapped_column(String(50))
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]


class ArchiveWeek(StaffOnly, Base):
    """The sums as they stood when the week of Monday `week_on` began (of the coming one: as they stand now); `owner_id`
    0 is the whole company."""

    __tablename__ = "archive_week"
    __table_args__ = (UniqueConstraint("week_on", "owner_id"), Index(None, "owner_id", "week_on"))

    week_on: Mapped[date]
    owner_id: Mapped[int] = mapped_column(Identifier)
    accounts: Mapped[int]
    filled: Mapped[int]
    weight: Mapped[int]
    gaps: Mapped[int]
