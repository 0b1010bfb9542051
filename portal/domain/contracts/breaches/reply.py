"""What the partner says to an alleged breach."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Identifier, belongs_to, is_parent
from portal.domain.people.models import Login


class BreachReply(AccountOwned, Base):
    """One reply of the partner's people, which both sides read."""

    __tablename__ = "breach_reply"
    __table_args__ = (is_parent(), *belongs_to(breach_id="breach"), Index(None, "breach_id", "id"))

    breach_id: Mapped[int] = mapped_column(Identifier)
    author_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[Login] = relationship(lazy="raise")
