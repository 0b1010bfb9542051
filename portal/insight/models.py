"""Rows of prepared figures: worked out by the worker, so that nobody waits for a sum over all accounts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Fen, StaffOnly


class Figure(StaffOnly, Base):
    """One answer about the accounts of `segment` from civil day `first` to `until`, both whole months; `facts` hold its
    parts (sums in fen, shares as whole parts per ten thousand). The company's own: it names no account."""

    __tablename__ = "figure"
    __table_args__ = (UniqueConstraint("first", "until", "segment", "name"),)

    name: Mapped[str] = mapped_column(String(20))
    segment: Mapped[str] = mapped_column(String(20))
    first: Mapped[date]
    until: Mapped[date]
    facts: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]


class FigureAccount(AccountOwned, StaffOnly, Base):
    """An account that a figure about everybody names: `place` in the list, 1 is the first, by `profit` (fen)."""

    __tablename__ = "figure_account"
    __table_args__ = (Index(None, "name", "first", "until", "place", unique=True), Index(None, "account_id"))

    name: Mapped[str] = mapped_column(String(20))
    first: Mapped[date]
    until: Mapped[date]
    place: Mapped[int]
    profit: Mapped[Fen]
    why: Mapped[str] = mapped_column(String(20), default="")

    account: Mapped[Account] = relationship(lazy="raise")


class RadarItem(AccountOwned, StaffOnly, Base):
    """Something about an account that falls on the civil day `day`, as the worker found it. `number` names what it is
    about (a contract, a promise), `code` and `text` say more of it by `kind`; `owner_id` is whose it is to see to, and
    `province` the account's, as they were then."""

    __tablename__ = "radar_item"
    __table_args__ = (Index(None, "day", "id"), Index(None, "kind", "day", "id"), Index(None, "account_id"))

    kind: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]
    number: Mapped[str] = mapped_column(String(32), default="")
    code: Mapped[str] = mapped_column(String(40), default="")
    text: Mapped[str] = mapped_column(String(200), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    province: Mapped[str | None] = mapped_column(String(6))

    account: Mapped[Account] = relationship(lazy="raise")
