"""One call of a program does one thing, however often it is sent under the same key."""

from datetime import datetime

from sqlalchemy import String, Text, bindparam, func, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base
from portal.domain.scope import GuardedSession


class CallReceipt(Base):
    """What was answered to the first call under a key; swept after a day. `key` and `fingerprint` are digests: of the
    integration with the key it chose, and of address and body."""

    __tablename__ = "call_receipt"

    key: Mapped[str] = mapped_column(String(64), unique=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(index=True)


_RECEIPTS = CallReceipt.__table__.c
_FOUND = select(_RECEIPTS.fingerprint, _RECEIPTS.status, _RECEIPTS.body).where(_RECEIPTS.key == bindparam("key"))


def earlier_call(session: GuardedSession, key: str) -> tuple[str, int, str] | None:
    """Fingerprint, status and body of the first call under this key; None if this is the first. A second one that
    comes at the same moment waits here for the first (on SQLite it waits at the gate)."""
    connection = session.unguarded("a receipt is asked for by a key that only its program knows")
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(key))))
    row = connection.execute(_FOUND, {"key": key}).one_or_none()
    return None if row is None else (row.fingerprint, row.status, row.body)


def remember_call(session: GuardedSession, key: str, fingerprint: str, status: int, body: str, at: datetime) -> None:
    session.insert(CallReceipt, {"key": key, "fingerprint": fingerprint, "status": status, "body": body, "at": at})
