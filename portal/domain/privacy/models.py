"""Rows about personal data: notices and who read them, consents, copies that were asked for, wishes to be forgotten."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Conflict, Identifier, StaffOnly
from portal.domain.events import Actor, Recorded
from portal.domain.people.models import Login, random_name


class PrivacyNotice(Recorded, Base):
    """One version of what we tell people about their data; a draft until it is published, then it never changes."""

    __tablename__ = "privacy_notice"

    no: Mapped[int] = mapped_column(unique=True)
    text_zh: Mapped[str] = mapped_column(Text, default="")
    text_en: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        return str(self.no)

    def write(self, text_zh: str, text_en: str, *, by: Actor, at: datetime) -> None:
        """Conflict("privacy_notice.published") once people have read it."""
        self._check_draft()
        self.text_zh, self.text_en = text_zh, text_en
        self.record("privacy_notice.drafted", by=by, at=at)

    def publish(self, *, by: Actor, at: datetime) -> None:
        self._check_draft()
        self.published_at, self.published_by_id = at, by.login_id
        self.record("privacy_notice.published", by=by, at=at)

    def text_in(self, locale: str) -> str:
        return self.text_en if locale == "en" else self.text_zh

    def _check_draft(self) -> None:
        if self.published_at is not None:
            raise Conflict("privacy_notice.published", number=self.no)


class NoticeAcceptance(Base):
    """That a person read a version: when, from which address, in which language."""

    __tablename__ = "notice_acceptance"
    __table_args__ = (UniqueConstraint("login_id", "notice_no"),)

    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    notice_no: Mapped[int]
    at: Mapped[datetime]
    address: Mapped[str] = mapped_column(String(45), default="")
    locale: Mapped[str] = mapped_column(String(2))


class Consent(Base):
    """One switch thrown by a person who signs in; the newest row of a purpose holds. Rows are never changed."""

    __tablename__ = "consent"
    __table_args__ = (Index(None, "login_id", "id"),)

    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    purpose: Mapped[str] = mapped_column(String(20))
    is_given: Mapped[bool]
    at: Mapped[datetime]
    address: Mapped[str] = mapped_column(String(45), default="")
    notice_no: Mapped[int | None]


class ContactConsent(AccountOwned, StaffOnly, Base):
    """The same of a contact without a sign-in, as one of us recorded it, with what proves it."""

    __tablename__ = "contact_consent"
    __table_args__ = (
        Index(None, "account_id", "contact_id"),
        ForeignKeyConstraint(["account_id", "contact_id"], ["contact.account_id", "contact.id"], ondelete="CASCADE"),
    )

    contact_id: Mapped[int] = mapped_column(Identifier)
    purpose: Mapped[str] = mapped_column(String(20))
    is_given: Mapped[bool]
    at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(String(10))
    evidence: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))


class DataCopy(Base):
    """A copy of one's own data: asked for, made by the worker, there for some days, for that person alone."""

    __tablename__ = "data_copy"
    __table_args__ = (Index(None, "login_id", "id"), Index(None, "made_at", "id"))

    ref: Mapped[str] = random_name()
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(Identifier, default=0)

    def is_there(self, now: datetime) -> bool:
        return self.sha256 is not None and self.expires_at is not None and now < self.expires_at


class ErasureState(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DONE = "done"


_UNDER_WAY = text("(state = 'open' OR state = 'approved')")


class Erasure(Recorded, Base):
    """A person's wish to be forgotten (PIPL 47). `due_on` is the last civil day to answer; `kept` says by code what
    stays although the person goes; an approved one is carried out at `runs_at`, so that the answer still reaches them.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        Index("uq_erasure_under_way", "login_id", unique=True, sqlite_where=_UNDER_WAY, postgresql_where=_UNDER_WAY),
        Index(None, "state", "id"),
    )

    ref: Mapped[str] = random_name()
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    why: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default=ErasureState.OPEN)
    kept: Mapped[list[str]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    decided_at: Mapped[datetime | None]
    runs_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    login: Mapped[Login] = relationship(lazy="raise", foreign_keys=login_id)

    @property
    def is_under_way(self) -> bool:
        return self.state in (ErasureState.OPEN, ErasureState.APPROVED)

    def move(self, state: ErasureState, *, by: Actor, at: datetime, **facts: Any) -> None:
        """Into another state; Conflict("erasure.decided") unless it comes from where that state is reached."""
        comes_from = {
            ErasureState.APPROVED: (ErasureState.OPEN,), ErasureState.REFUSED: (ErasureState.OPEN,),
            ErasureState.WITHDRAWN: (ErasureState.OPEN, ErasureState.APPROVED),
            ErasureState.DONE: (ErasureState.APPROVED,),
        }  # fmt: skip
        if self.state not in comes_from[state]:
            raise Conflict("erasure.decided")
        self.state = state
        if state in (ErasureState.APPROVED, ErasureState.REFUSED):
            self.decided_by_id, self.decided_at = by.login_id, at
        self.record(f"erasure.{state}", by=by, at=at, **facts)
