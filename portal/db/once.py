"""One rendered form makes one thing, however often it is sent."""

from datetime import datetime

from sqlalchemy import String, bindparam, func, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base
from portal.domain.prepared import Prepared
from portal.domain.scope import GuardedSession

LONGEST = 200


LONGEST_LOCATION = 200


class FormReceipt(Base):
    """The form that was received and where its answer led; swept after a day."""

    __tablename__ = "form_receipt"

    key: Mapped[str] = mapped_column(String(80), unique=True)
    location: Mapped[str] = mapped_column(String(LONGEST))
    at: Mapped[datetime] = mapped_column(index=True)


_LOCATION = Prepared(select(FormReceipt.__table__.c.location).where(FormReceipt.__table__.c.key == bindparam("key")))


def earlier_answer(session: GuardedSession, key: str) -> str | None:
    """Where the first sending of this form led; None if this is the first. A second one that comes at the same
    moment waits here for the first (on SQLite it waits at the gate)."""
    connection = session.unguarded("a form receipt belongs to no account")
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(key))))
    found: str | None = _LOCATION.scalar(connection, {"key": key})
    return found


def remember_answer(session: GuardedSession, key: str, location: str, at: datetime) -> None:
    """Keep where the answer led; one that is too long to keep is forgotten."""
    if len(location) > LONGEST:
        return
    if len(location) <= LONGEST_LOCATION:  # a longer one only leads back to where somebody was
        session.insert(FormReceipt, {"key": key, "location": location, "at": at})
