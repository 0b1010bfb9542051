"""Rows of a request's thread: what both sides say to each other, and the notes behind it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Identifier, StaffOnly, belongs_to, is_parent
from portal.domain.people.models import Login


class Answer(AccountOwned, Base):
    """A message both sides read."""

    __tablename__ = "answer"
    __table_args__ = (is_parent(), *belongs_to(request_id="service_request"), Index(None, "request_id", "id"))

    request_id: Mapped[int] = mapped_column(Identifier)
    author_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    from_staff: Mapped[bool]
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    by_mail: Mapped[bool] = mapped_column(default=False)
    author: Mapped[Login] = relationship(lazy="raise")


class Note(AccountOwned, StaffOnly, Base):
    """An internal note."""

    __tablename__ = "note"
    __table_args__ = (is_parent(), *belongs_to(request_id="service_request"), Index(None, "request_id", "id"))

    request_id: Mapped[int] = mapped_column(Identifier)
    author_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[Login] = relationship(lazy="raise")
