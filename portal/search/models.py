"""The row that makes a thing findable."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import AccountOwned, Base, Identifier

KINDS = {"account": 1, "request": 2, "contract": 3, "breach": 4}
ROOM = 40
"""Bits kept for the row's own id; above them stands its kind."""


class SearchEntry(AccountOwned, Base):
    """The words of one account, request, contract or breach. Its id is made of kind and row id, so that one kind is
    one range of ids and the newest thing has the highest: an index read backwards gives the newest hits first."""

    __tablename__ = "search_entry"
    __table_args__ = (Index(None, "account_id", "id"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(12))
    row_id: Mapped[int] = mapped_column(Identifier)
    words: Mapped[str] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))


def entry_id(kind: str, row_id: int) -> int:
    """The id of the entry of that row; with row id 0 the lower end of the kind's range."""
    return (KINDS[kind] << ROOM) + row_id
