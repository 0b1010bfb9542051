"""Rows of the sales ledger, and the kept sums of twelve months that tiers, health and figures read."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import AccountOwned, Base, Fen, StaffOnly
from portal.domain.events import Recorded


class SalesMonth(Recorded, StaffOnly, AccountOwned, Base):
    """What an account bought of a product in the calendar month that begins on `month`.

    `amount` and `gross_profit` in fen, `boxes` whole boxes; all three may be negative where more came back than went
    out. `import_no` names the import that said so last, empty for none.
    """

    __tablename__ = "sales_month"
    __table_args__ = (UniqueConstraint("account_id", "month", "product_id"), Index(None, "month", "account_id"))

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    month: Mapped[date]
    amount: Mapped[Fen]
    boxes: Mapped[int]
    gross_profit: Mapped[Fen]
    import_no: Mapped[str] = mapped_column(String(20), default="")
    recorded_at: Mapped[datetime]


class TrailingYear(StaffOnly, AccountOwned, Base):
    """The twelve months of an account up to and with the one that begins on `month` (keeping.py); none where nothing
    was sold in them. `gross_profit` is the T12GP, in fen as `amount`.

    `first_month` and `last_month`: of its first purchase ever and its latest one, up to `month`.
    """

    __tablename__ = "trailing_year"
    __table_args__ = (UniqueConstraint("account_id", "month"), Index(None, "month", "gross_profit", "account_id"))

    month: Mapped[date]
    amount: Mapped[Fen]
    gross_profit: Mapped[Fen]
    first_month: Mapped[date | None]
    last_month: Mapped[date | None]
