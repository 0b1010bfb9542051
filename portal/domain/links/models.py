"""The row of a link between two things of one account."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import AccountOwned, Base, Identifier, PartlyInternal
from portal.domain.links.words import CHOSEN

PUT_BACK_WITHIN = timedelta(days=7)
"""How long a removed link is still offered to be put back."""


class ThingLink(PartlyInternal, AccountOwned, Base):
    """`from_subject` and `to_subject` are tables, as in an event or a file; both rows are of `account_id`. The partner
    sees it unless it is internal. `ref` is the unguessable name in its address."""

    __tablename__ = "thing_link"
    __table_args__ = (Index(None, "from_subject", "from_id"), Index(None, "to_subject", "to_id"))

    ref: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: secrets.token_urlsafe(16))
    word: Mapped[str] = mapped_column(String(16))
    from_subject: Mapped[str] = mapped_column(String(40))
    from_id: Mapped[int] = mapped_column(Identifier)
    to_subject: Mapped[str] = mapped_column(String(40))
    to_id: Mapped[int] = mapped_column(Identifier)
    by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    @property
    def is_chosen(self) -> bool:
        """Whether somebody put it there, and can take it away."""
        return self.word in CHOSEN

    @property
    def ends(self) -> tuple[tuple[str, int], tuple[str, int]]:
        return (self.from_subject, self.from_id), (self.to_subject, self.to_id)
