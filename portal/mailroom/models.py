"""Rows of mail that came in, and of the mailbox it comes from."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Conflict, Identifier, StaffOnly
from portal.domain.events import Actor, Recorded
from portal.domain.people.models import Login

OPEN_STATES = ("aside", "ignored")
"""Where an administrator may still decide otherwise."""


class IncomingMail(Recorded, AccountOwned, StaffOnly, Base):
    """One mail of the mailbox, kept as it came under `sha256`; `size` is in bytes, as the server said.

    `state`: new (kept, not judged), taken (landed on `number`), aside (an administrator looks), ignored (written by a
    machine), dismissed (an administrator has looked). `why` is a code of `mail_words`, with its facts. Its account is
    known once it has landed: until then only who sees every account sees it.
    """

    __tablename__ = "incoming_mail"
    __table_args__ = (
        UniqueConstraint("mailbox", "uidvalidity", "uid"),
        Index(None, "state", "id"),
        Index(None, "sender", "arrived_at"),
        Index(None, "message_id"),
        Index(None, "sha256"),
        Index(None, "account_id"),
    )

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # type: ignore[assignment]
    ref: Mapped[str] = mapped_column(String(32), unique=True)
    mailbox: Mapped[str] = mapped_column(String(200))
    uidvalidity: Mapped[int] = mapped_column(Identifier)
    uid: Mapped[int] = mapped_column(Identifier)
    arrived_at: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(Identifier)
    message_id: Mapped[str] = mapped_column(String(255), default="")
    sender: Mapped[str] = mapped_column(String(254), default="")
    sender_name: Mapped[str] = mapped_column(String(120), default="")
    subject: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    files: Mapped[list[str]] = mapped_column(default=list)
    tries: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(10), default="new")
    why: Mapped[str] = mapped_column(String(20), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    number: Mapped[str] = mapped_column(String(16), default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    decided_by: Mapped[Login | None] = relationship(lazy="raise")

    def judge(self, state: str, why: str = "", **facts: Any) -> None:
        """What became of it without anybody's doing."""
        self.state, self.why, self.facts = state, why, {**(self.facts or {}), **facts}

    def land(self, account_id: int, number: str) -> None:
        self.account_id, self.number, self.state = account_id, number, "taken"

    def attach(self, account_id: int, number: str, *, by: Actor, at: datetime) -> None:
        """An administrator files it with a request; Conflict when somebody has decided already."""
        self._decide(by, at)
        self.land(account_id, number)
        self.record("mail.attached", by=by, at=at, why=self.why)

    def dismiss(self, reason: str, *, by: Actor, at: datetime) -> None:
        """Nothing is to be done about it; Conflict when somebody has decided already."""
        self._decide(by, at)
        self.state, self.reason = "dismissed", reason
        self.record("mail.dismissed", by=by, at=at)

    def restore(self, *, by: Actor, at: datetime) -> None:
        """Take a dismissal back: it lies aside again."""
        if self.state != "dismissed":
            raise Conflict("mail.decided")
        self.state, self.reason, self.decided_by_id, self.decided_at = "aside", "", None, None
        self.record("mail.restored", by=by, at=at)

    def require_open(self) -> None:
        """Conflict when somebody has decided already."""
        if self.state not in OPEN_STATES:
            raise Conflict("mail.decided")

    def _decide(self, by: Actor, at: datetime) -> None:
        self.require_open()
        self.decided_by_id, self.decided_at = by.login_id, at


class Mailbox(Base):
    """How far a mailbox is read, who reads it now, and how the last try went. `problem` is a code of `mail_words`.

    `failed_uid` is the mail at which the connection broke `failures` times in a row.
    """

    __tablename__ = "mailbox"

    name: Mapped[str] = mapped_column(String(200), unique=True)
    uidvalidity: Mapped[int] = mapped_column(Identifier, default=0)
    last_uid: Mapped[int] = mapped_column(Identifier, default=0)
    lease_until: Mapped[datetime | None]
    leased_by: Mapped[str] = mapped_column(String(40), default="")
    tried_at: Mapped[datetime | None]
    worked_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(String(20), default="")
    detail: Mapped[str] = mapped_column(String(200), default="")
    failed_uid: Mapped[int] = mapped_column(Identifier, default=0)
    failures: Mapped[int] = mapped_column(default=0)
