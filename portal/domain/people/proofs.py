"""Rows that prove something without a password, of which only hashes are kept, and the counters against guessing."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base, Identifier


class LinkToken(Base):
    """The hash of a token that was mailed in a link; one purpose, one use, void after a newer one.

    `purpose` is invitation, reset, email or calendar; `subject_id` the invitation's or the login's id. The address of a
    calendar is mailed to nobody and read as often as its program asks.
    """

    __tablename__ = "link_token"
    __table_args__ = (Index(None, "purpose", "subject_id"),)

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[int] = mapped_column(Identifier)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    salt: Mapped[str] = mapped_column(String(32))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """The hash of one single-use code that replaces a lost second factor."""

    __tablename__ = "recovery_code"
    __table_args__ = (Index(None, "login_id"),)

    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None]


class Throttle(Base):
    """How often something was tried from one key within its window; shared by all workers."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(120), unique=True)
    window_ends_at: Mapped[datetime]
    count: Mapped[int] = mapped_column(default=0)
