"""One rendered form makes one thing, however often it is sent."""

from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base
from portal.domain.scope import GuardedSession


class FormReceipt(Base):
    """The form that was received and where its answer led; swept after a day."""

    __tablename__ = "form_receipt"

    key: Mapped[str] = mapped_column(String(80), unique=True)
    location: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(index=True)


def earlier_answer(session: GuardedSession, key: str) -> str | None:
    """Where the first sending of this form led; None if this is the first."""
    return session.scalar(select(FormReceipt.location).where(FormReceipt.key == key))


def remember_answer(session: GuardedSession, key: str, location: str, at: datetime) -> None:
    session.add(FormReceipt(key=key, location=location, at=at))
