"""The record of each merging of accounts, and of pairs that somebody found not to be the same."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, StaffOnly
from portal.domain.people.models import Login

_CURRENT = text("undone_at IS NULL")


class AccountMerge(AccountOwned, StaffOnly, Base):
    """One account that goes on within another one, `account_id`, and all that undoing needs. All moments in UTC.

    `moved`: "table.column" → ids of the rows whose column was turned from the one to the other.
    `changed`: [table, id, column, before, after] of every other value that merging set.
    `newest`: table → highest id among the rows of the surviving account then, to tell what came later.
    """

    __tablename__ = "account_merge"
    __table_args__ = (
        Index(None, "account_id", "id"),
        Index(None, "gone_number"),
        Index("ix_account_merge_current", "gone_id", unique=True, sqlite_where=_CURRENT, postgresql_where=_CURRENT),
    )

    gone_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    gone_number: Mapped[str] = mapped_column(String(12))
    gone_name: Mapped[str] = mapped_column(String(80))
    into_number: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    moved: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changed: Mapped[list[Any]] = mapped_column(JSON, default=list)
    newest: Mapped[dict[str, Any]] = mapped_column(default=dict)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    by: Mapped[Login | None] = relationship(lazy="raise", foreign_keys=by_id)


class AccountDistinct(AccountOwned, StaffOnly, Base):
    """Two accounts that look alike and are not the same, as somebody found; `account_id` has the lower id."""

    __tablename__ = "account_distinct"
    __table_args__ = (UniqueConstraint("account_id", "other_id"), Index(None, "other_id"))

    other_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]
