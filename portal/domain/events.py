"""What happened, to what, by whom and when: timeline, notifications and audit all read this one record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, inspect, text
from sqlalchemy.orm import Mapped, mapped_column, object_session

from portal.domain.base import AccountOwned, Base, Identifier, StaffOnly
from portal.domain.scope import GuardedSession


@dataclass(frozen=True)
class Actor:
    """Who acts: `kind` is staff, partner or system; `address` is the client's network address. `is_machine`: a program
    speaks for that side, and no promise of ours is kept by what a program says."""

    kind: str
    name: str
    login_id: int | None = None
    staff_id: int | None = None
    account_id: int | None = None
    roles: frozenset[str] = frozenset()
    address: str = ""
    is_machine: bool = False

    @classmethod
    def system(cls, name: str) -> "Actor":
        return cls(kind="system", name=name)

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


_UNDISPATCHED = text("dispatched_at IS NULL")
_UNSEALED = text("seal_no IS NULL")


class Event(AccountOwned, StaffOnly, Base):
    """One change of state, written in the transaction of the change; its facts never change.

    `facts` holds codes, numbers and masked before/after values, never message texts or secrets.
    `dispatched_at` is set once its messages exist; `seal_no` and `seal` chain it for the audit.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index(None, "account_id", "id"),
        Index(None, "subject", "subject_id", "id"),
        Index(None, "at", "id"),
        Index("ix_event_undispatched", "id", sqlite_where=_UNDISPATCHED, postgresql_where=_UNDISPATCHED),
        Index("ix_event_unsealed", "id", sqlite_where=_UNSEALED, postgresql_where=_UNSEALED),
    )

    # No foreign key: what happened stays told when an account that an import added is taken back.
    account_id: Mapped[int | None] = mapped_column(Identifier)  # type: ignore[assignment]
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None] = mapped_column(Identifier)
    number: Mapped[str] = mapped_column(String(60), default="")
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor_login_id: Mapped[int | None] = mapped_column(Identifier)
    address: Mapped[str] = mapped_column(String(45), default="")
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    dispatched_at: Mapped[datetime | None]
    seal_no: Mapped[int | None] = mapped_column(Identifier, unique=True)
    seal: Mapped[str | None] = mapped_column(String(64))


class Recorded:
    """A row whose verbs leave an event beside the change."""

    def record(self, kind: str, *, by: Actor, at: datetime, **facts: Any) -> None:
        """Write the event `kind` about this row; `at` is an aware moment."""
        self.own_session().insert(Event, self.event_columns(kind, by, at, facts))

    def event_columns(self, kind: str, by: Actor, at: datetime, facts: dict[str, Any]) -> dict[str, Any]:
        """What is written of an event about this row, which is written itself first if it is new."""
        if inspect(self).pending:
            self.own_session().flush()
        row: Any = self
        return {
            "account_id": getattr(row, "account_id", by.account_id), "kind": kind, "subject": row.__tablename__,
            "subject_id": row.id, "number": getattr(row, "number", ""), "actor_kind": by.kind,
            "actor_login_id": by.login_id, "address": by.address, "at": at, "facts": facts,
        }  # fmt: skip

    def own_session(self) -> GuardedSession:
        """The session this row lives in; RuntimeError outside of one, where no row can act."""
        session = object_session(self)
        if not isinstance(session, GuardedSession):
            raise RuntimeError("a row outside a session cannot act")
        return session
